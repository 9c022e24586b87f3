/** A journal over a ledger and whatever keeps its lines: what may happen to an entry, and what has to be on disk before. */
import type { Clock } from './clock.ts';
import type { Claim, Entry, Json } from './entry.ts';
import { operationIds } from './ids.ts';
import { JournalError, type Ending, type Journal } from './journal.ts';
import { hasEndedBefore, type KeyScope, type Entries } from './entries.ts';

/** Keeps lines about entries. */
export interface EntryStore {
  /**
   * Everything that others have left is in the ledger.
   *
   * @throws JournalError where nothing can be kept
   */
  ready(): Promise<void> | void;
  /**
   * How an entry stands now.
   *
   * @returns when it is on disk
   * @throws JournalError where it cannot be
   */
  keep(entry: Entry): Promise<void>;
  /** As `keep`, without waiting for the disk: where it cannot be written now, it will be as soon as it can. */
  note(told: Entry | { readonly gone: string }): Promise<void>;
  /** Whether the last attempt to write succeeded. */
  isWritable(): boolean;
  close(): Promise<void>;
}

export interface JournalOverOptions {
  readonly ledger: Entries;
  readonly keeper: EntryStore;
  /** How long what has ended is kept, in milliseconds, and its key with it. */
  readonly keepMs: number;
  readonly clock: Clock;
}

export function journalOver({ ledger, keeper, keepMs, clock }: JournalOverOptions): Journal {
  const newId = operationIds(clock.now);

  const known = (id: string): Entry => {
    const entry = ledger.at(id);
    if (!entry) throw new JournalError(`there is no operation ${id}`);
    return entry;
  };
  const note = (entry: Entry): Promise<void> => {
    ledger.put(entry);
    return keeper.note(entry);
  };
  const earlier = (scope: KeyScope): Entry | undefined => {
    const entry = ledger.under(scope);
    return entry && hasEndedBefore(entry, clock.monotonic() - keepMs) ? undefined : entry;
  };

  return {
    earlier,
    async claim(claim) {
      // What memory knows is told again whatever the disk does; what others have left may be told of as well once it is read.
      const told = earlier(claim) ?? (await keeper.ready(), earlier(claim));
      if (told) return { entry: told, isNew: false };
      const claimed = entryOf(claim, newId(ledger.newest), clock);
      ledger.put(claimed);
      try {
        await keeper.keep(claimed);
      } catch (error) {
        ledger.drop(claimed.id);
        throw error;
      }
      return { entry: claimed, isNew: true };
    },
    async sending(id, step) {
      const before = known(id);
      const sent = { sentAt: clock.now(), monotonic: clock.monotonic() };
      const steps = [...before.steps, { ...step, ...sent, state: 'sending' as const, ids: null }];
      const sending: Entry = { ...before, state: 'sending', steps };
      ledger.put(sending);
      try {
        await keeper.keep(sending);
      } catch (error) {
        ledger.put(before);
        throw error;
      }
    },
    sent(id, state, ids: Json = null) {
      const entry = known(id);
      if (isKnown(entry)) return Promise.resolve();
      const steps = [...entry.steps.slice(0, -1), { ...lastOf(entry), state, ids }];
      return note({ ...entry, steps });
    },
    async end(id, ending) {
      const before = known(id);
      if (isKnown(before)) return null;
      const after = ended(before, ending, clock);
      await note(after);
      return { before, after };
    },
    release(id) {
      ledger.drop(id);
      return keeper.note({ gone: id });
    },
    at: (id) => ledger.at(id),
    unresolved: () => ledger.unresolved(),
    page: (first, after) => ledger.page(first, after),
    count: () => ledger.size,
    isWritable: () => keeper.isWritable(),
    close: () => keeper.close(),
  };
}

/** Field by field: what else the caller's object holds is nobody's business here. */
const entryOf = (
  { viewer, mutation, key, isDerived, inputHash, requestId }: Claim,
  id: string,
  clock: Clock,
): Entry => ({
  id,
  viewer,
  mutation,
  key,
  isDerived,
  inputHash,
  requestId,
  claimedAt: clock.now(),
  state: 'claimed',
  steps: [],
  outcome: null,
  refusal: null,
  knownBy: null,
  endedAt: null,
  monotonic: { claimed: clock.monotonic(), ended: null },
});

/** A known outcome does not change. */
const isKnown = ({ state }: Entry): boolean => state === 'done' || state === 'refused';

function lastOf({ id, steps }: Entry): Entry['steps'][number] {
  const last = steps.at(-1);
  if (!last) throw new JournalError(`nothing was sent for operation ${id}`);
  return last;
}

/** As `ending` says, its open steps with it, but those of which the mutation itself told what it knows. */
export function ended(entry: Entry, ending: Ending, clock: Clock): Entry {
  const { state } = ending;
  const isOwnWord = state === 'done' && ending.outcome !== null;
  const steps = entry.steps.map((step) =>
    step.state === 'sending' || (step.state === 'unknown' && !isOwnWord) ? { ...step, state } : step,
  );
  const end = { endedAt: clock.now(), monotonic: { ...entry.monotonic, ended: clock.monotonic() } };
  switch (ending.state) {
    case 'done':
      return {
        ...entry,
        steps,
        state,
        outcome: ending.outcome,
        knownBy: ending.knownBy,
        ...end,
        ...(ending.owner != null && { owner: ending.owner }),
      };
    case 'refused':
      return { ...entry, steps, state, refusal: ending.refusal, knownBy: ending.knownBy, ...end };
    case 'unknown':
      return { ...entry, steps, state };
  }
}
