/** A journal over a store: the state changes of an entry, and what must be on disk before each of them. */
import type { Clock } from './clock.ts';
import { hasEndedBefore, type Entries, type KeyScope } from './entries.ts';
import type { Claim, Entry, Json } from './entry.ts';
import { operationIds } from './ids.ts';
import { JournalError, type Ending, type Journal } from './journal.ts';

/** A change to be stored: the new state of an entry, or the id of an entry that was removed. */
export type EntryChange = Entry | { readonly gone: string };

/** Stores changes of entries. */
export interface EntryStore {
  /**
   * Resolves when the entries of earlier processes are loaded.
   *
   * @throws JournalError if nothing can be stored
   */
  ready(): Promise<void> | void;
  /**
   * Resolves when the entry is on disk.
   *
   * @throws JournalError if it cannot be stored
   */
  save(entry: Entry): Promise<void>;
  /** Does not wait for the disk: a change that cannot be stored now is stored with the next successful write. */
  saveLater(change: EntryChange): Promise<void>;
  /** Whether the last attempt to store something succeeded. */
  isWritable(): boolean;
  close(): Promise<void>;
}

export interface JournalOverOptions {
  readonly entries: Entries;
  readonly store: EntryStore;
  /** How long an ended operation and its key are kept, in milliseconds. */
  readonly keepMs: number;
  readonly clock: Clock;
}

export function journalOver({ entries, store, keepMs, clock }: JournalOverOptions): Journal {
  const newId = operationIds(clock.now);

  const existing = (id: string): Entry => {
    const entry = entries.at(id);
    if (!entry) throw new JournalError(`operation ${id} does not exist`);
    return entry;
  };
  const update = (entry: Entry): Promise<void> => {
    entries.put(entry);
    return store.saveLater(entry);
  };
  const earlier = (scope: KeyScope): Entry | undefined => {
    const entry = entries.withKey(scope);
    return entry && hasEndedBefore(entry, clock.monotonic() - keepMs) ? undefined : entry;
  };

  return {
    earlier,
    async claim(claim) {
      // An entry in memory is replayed even if the disk fails. The second lookup finds the entries of earlier processes.
      const known = earlier(claim) ?? (await store.ready(), earlier(claim));
      if (known) return { entry: known, isNew: false };
      const claimed = entryOf(claim, newId(entries.newest), clock);
      entries.put(claimed);
      try {
        await store.save(claimed);
      } catch (error) {
        entries.remove(claimed.id);
        throw error;
      }
      return { entry: claimed, isNew: true };
    },
    async sending(id, step) {
      const before = existing(id);
      const sent = { sentAt: clock.now(), monotonic: clock.monotonic() };
      const steps = [...before.steps, { ...step, ...sent, state: 'sending' as const, ids: null }];
      const sending: Entry = { ...before, state: 'sending', steps };
      entries.put(sending);
      try {
        await store.save(sending);
      } catch (error) {
        entries.put(before);
        throw error;
      }
    },
    sent(id, state, ids: Json = null) {
      const entry = existing(id);
      if (isKnown(entry)) return Promise.resolve();
      const steps = [...entry.steps.slice(0, -1), { ...lastStepOf(entry), state, ids }];
      return update({ ...entry, steps });
    },
    async end(id, ending) {
      const before = existing(id);
      if (isKnown(before)) return null;
      const after = ended(before, ending, clock);
      await update(after);
      return { before, after };
    },
    release(id) {
      entries.remove(id);
      return store.saveLater({ gone: id });
    },
    at: (id) => entries.at(id),
    unresolved: () => entries.unresolved(),
    page: (first, after) => entries.page(first, after),
    count: () => entries.size,
    isWritable: () => store.isWritable(),
    close: () => store.close(),
  };
}

/** Copies field by field, because the caller's object may have more fields than a claim. */
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

function lastStepOf({ id, steps }: Entry): Entry['steps'][number] {
  const last = steps.at(-1);
  if (!last) throw new JournalError(`operation ${id} has sent no command`);
  return last;
}

/**
 * The entry with the ending. Its open steps end in the same state, but an outcome that comes from the mutation itself leaves unknown
 * steps as they are.
 */
export function ended(entry: Entry, ending: Ending, clock: Clock): Entry {
  const { state } = ending;
  const isFromMutation = state === 'done' && ending.outcome !== null;
  const steps = entry.steps.map((step) =>
    step.state === 'sending' || (step.state === 'unknown' && !isFromMutation) ? { ...step, state } : step,
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
