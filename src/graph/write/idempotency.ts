/** Idempotency keys: requests with the same key and input are one operation in the journal and get one answer, also at the same time. */
import type { Viewer } from '../../access/viewer.ts';
import type { Claim, Entry } from '../../journal/entry.ts';
import type { Journal } from '../../journal/journal.ts';
import { keyName } from '../../journal/entries.ts';
import { ConflictError, InvalidInputError, NotFoundError } from '../base/errors.ts';
import { hashOf, shortened } from './hash.ts';
import type { Keyed } from './key.ts';
import { seesClientsOf } from './visible-operations.ts';
import { unrevealed } from './reveal.ts';
import { runRecorded, replayed, type FoundIds, type OnUnknown } from './run-recorded.ts';
import { sealed, SealedError, withoutJournal, type JournalWriter } from './journal-writer.ts';

/** A mutation as one request asks for it. */
export interface Act<O extends object> extends Keyed {
  readonly viewer: Viewer;
  readonly mutation: string;
  readonly requestId: string;
  run(writer: JournalWriter): Promise<O>;
  /** The outcome, from the numbers that were found by reading after the answer was lost. */
  recall(found: FoundIds): O;
  /** Called if the caller gets the ending of an earlier request. */
  onReplay(): void;
  /** Called if the payload shows something new that was found by reading and is inferred, not proven, to be the mutation's own. */
  onInferred(): void;
}

export interface Idempotency {
  /**
   * Performs a mutation once for its key, and gives every further request with the same key the same ending. If nothing was sent, the key
   * is free again. An ending about a client that the viewer does not see, or no longer sees, is not shown: the mutation runs as far as its
   * door, as for a thing that does not exist, and nothing is sent.
   *
   * @throws InvalidInputError if the key was used with another input
   * @throws NotFoundError if the key was used for a client that the viewer does not see
   */
  once<O extends object>(act: Act<O>): Promise<O>;
  /** The same for a dry run, which takes no key and writes nothing to the journal. */
  readonly rehearsed: Idempotency;
}

/** A mutation with a key that is running. */
interface Flight {
  readonly claimed: ReturnType<Journal['claim']>;
  readonly ending: Promise<object>;
  /** The generation of the viewer that asked for it. */
  readonly generation: string;
  /** Of the request that runs: an earlier one under the key may be invisible to the caller. */
  readonly inputHash: string;
}

const claimOf = ({ viewer, mutation, input, key, requestId }: Act<object>): Claim => ({
  viewer: viewer.name,
  mutation,
  key: key && shortened(key.text),
  isDerived: key?.isDerived ?? false,
  // Nothing is compared with a request without a key, and a short secret can be guessed from its hash.
  inputHash: key ? hashOf(input) : '',
  requestId,
});

export function idempotency(journal: Journal, onUnknown: OnUnknown = () => undefined): Idempotency {
  const flights = new Map<string, Flight>();
  const flightOf = (claim: Claim): Flight | undefined => (claim.key === null ? undefined : flights.get(keyName(claim)));

  const told = async <O extends object>(act: Act<O>, { id }: Entry, ending: object): Promise<O> => {
    if ((await journal.at(id))?.knownBy === 'inference') act.onInferred();
    return typed(act, ending);
  };
  /**
   * Runs a mutation as far as its door: it looks up what the input names, and costs as many calls as for a thing that does not exist.
   * Resolves if the mutation would have gone on.
   *
   * @throws what the door throws
   */
  const throughDoor = async (act: Act<object>, claim: Claim): Promise<void> => {
    const { entry } = await journal.claim({ ...claim, key: null });
    const run = async (): Promise<never> => {
      await act.run(sealed);
      throw new SealedError();
    };
    try {
      await runRecorded(journal, entry, act.viewer, run, onUnknown);
    } catch (error) {
      if (!(error instanceof SealedError || error instanceof ConflictError)) throw error;
    }
  };
  const join = async <O extends object>(flight: Flight, act: Act<O>, claim: Claim): Promise<O> => {
    // Whether a viewer with other rights sees the client is known when the mutation has ended.
    if (flight.generation !== act.viewer.generation) {
      await throughDoor(act, claim);
      await flight.ending.catch(() => undefined);
      return once(act);
    }
    const { entry } = await flight.claimed;
    checkSame(flight, claim.inputHash, act);
    act.onReplay();
    return told(act, entry, unrevealed(await flight.ending));
  };
  const replay = async <O extends object>(entry: Entry, act: Act<O>, claim: Claim): Promise<O> => {
    const { inputHash } = claim;
    const isSeen = seesClientsOf(act.viewer, entry);
    if (!isSeen) await throughDoor(act, claim);
    checkSame(entry, inputHash, act);
    if (!isSeen) throw new NotFoundError('There is no such thing.');
    act.onReplay();
    return told(
      act,
      entry,
      replayed(entry, (found) => act.recall(found)),
    );
  };
  const begin = <O extends object>(act: Act<O>, claim: Claim): Flight & { readonly ending: Promise<O> } => {
    const claimed = journal.claim(claim);
    const ending = claimed.then(async ({ entry, isNew }) => {
      if (!isNew) return replay(entry, act, claim);
      return told(act, entry, await runRecorded(journal, entry, act.viewer, (writer) => act.run(writer), onUnknown));
    });
    return { claimed, ending, generation: act.viewer.generation, inputHash: claim.inputHash };
  };
  const once = async <O extends object>(act: Act<O>): Promise<O> => {
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
  };

  return {
    once,
    rehearsed: {
      async once(act) {
        const claim = claimOf(act);
        const flight = flightOf(claim);
        if (flight?.generation === act.viewer.generation) return join(flight, act, claim);
        const earlier = flight ? undefined : await journal.earlier(claim);
        return earlier && seesClientsOf(act.viewer, earlier) ? replay(earlier, act, claim) : act.run(withoutJournal);
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

/** Gives an ending its type back: the journal keeps it under the name of this mutation. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
const typed = <O extends object>(_act: Act<O>, ending: object): O => ending as O;
