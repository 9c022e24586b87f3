/** Same key and same input: one operation in the journal, one answer, also while the first is still running. */
import type { Viewer } from '../access/viewer.ts';
import type { Claim, Entry } from '../journal/entry.ts';
import type { Journal } from '../journal/journal.ts';
import { keyName } from '../journal/ledger.ts';
import { InvalidInputError } from './errors.ts';
import { hashOf, shortened } from './hash.ts';
import type { Keyed } from './key.ts';
import { recorded, replayed, type Ids, type OnUnknown } from './recorded.ts';
import { unrecorded, type Recorder } from './recorder.ts';

/** A mutation that somebody asks for. */
export interface Act<O extends object> extends Keyed {
  readonly viewer: Viewer;
  readonly mutation: string;
  readonly requestId: string;
  run(recorder: Recorder): Promise<O>;
  /** The outcome, from what was found by reading after the answer was lost. */
  recall(found: Ids): O;
  /** Told where an earlier request's ending is told again. */
  onReplay(): void;
  /** Told where nothing proves that it was this act which made what is shown: it only cannot well be otherwise. */
  onInferred(): void;
}

export interface Idempotency {
  /**
   * Performs an act once for its key, and gives every further request with the same key the same ending. What was never sent is
   * forgotten, so that it can be tried again.
   *
   * @throws InvalidInputError where the key was used with another input
   */
  once<O extends object>(act: Act<O>): Promise<O>;
  /** The same for a rehearsal, which takes no key and writes nothing down. */
  readonly rehearsed: Idempotency;
}

/** A keyed act under way. */
interface Flight {
  readonly claimed: ReturnType<Journal['claim']>;
  readonly ending: Promise<object>;
}

const claimOf = ({ viewer, mutation, input, key, requestId }: Act<object>): Claim => ({
  viewer: viewer.name,
  mutation,
  key: key && shortened(key.text),
  isDerived: key?.isDerived ?? false,
  inputHash: hashOf(input),
  requestId,
});

export function idempotency(journal: Journal, onUnknown: OnUnknown = () => undefined): Idempotency {
  const flights = new Map<string, Flight>();
  const flightOf = (claim: Claim): Flight | undefined => (claim.key === null ? undefined : flights.get(keyName(claim)));

  const told = <O extends object>(act: Act<O>, { id }: Entry, ending: object): O => {
    if (journal.at(id)?.knownBy === 'inference') act.onInferred();
    return typed(act, ending);
  };
  const join = async <O extends object>(flight: Flight, act: Act<O>, { inputHash }: Claim): Promise<O> => {
    const { entry } = await flight.claimed;
    checkSame(entry, inputHash, act);
    act.onReplay();
    return told(act, entry, await flight.ending);
  };
  const replay = <O extends object>(entry: Entry, act: Act<O>, { inputHash }: Claim): O => {
    checkSame(entry, inputHash, act);
    act.onReplay();
    return told(
      act,
      entry,
      replayed(entry, (found) => act.recall(found)),
    );
  };
  const begin = <O extends object>(act: Act<O>, claim: Claim): { claimed: Flight['claimed']; ending: Promise<O> } => {
    const claimed = journal.claim(claim);
    const ending = claimed.then(async ({ entry, isNew }) => {
      if (!isNew) return replay(entry, act, claim);
      return told(act, entry, await recorded(journal, entry, act.viewer, (recorder) => act.run(recorder), onUnknown));
    });
    return { claimed, ending };
  };

  return {
    async once(act) {
      const claim = claimOf(act);
      const flight = flightOf(claim);
      if (flight) return join(flight, act, claim);
      const begun = begin(act, claim);
      const name = keyName(claim);
      if (claim.key !== null) flights.set(name, begun);
      try {
        return await begun.ending;
      } finally {
        if (flights.get(name) === begun) flights.delete(name);
      }
    },
    rehearsed: {
      async once(act) {
        const claim = claimOf(act);
        const flight = flightOf(claim);
        if (flight) return join(flight, act, claim);
        const earlier = journal.earlier(claim);
        return earlier ? replay(earlier, act, claim) : act.run(unrecorded);
      },
      get rehearsed() {
        return this;
      },
    },
  };
}

function checkSame(earlier: Pick<Entry, 'inputHash'>, inputHash: string, { key }: Keyed): void {
  if (key && earlier.inputHash !== inputHash) throw new InvalidInputError(key.clash, [key.field]);
}

/** Gives an ending its type back: it was filed under the name of the mutation whose act this is. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
const typed = <O extends object>(_act: Act<O>, ending: object): O => ending as O;
