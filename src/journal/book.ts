/** A journal over a ledger and whatever keeps its lines: what may happen to an entry, and what has to be on disk before. */
import type { Claim, Entry, Json } from './entry.ts';
import { operationIds } from './ids.ts';
import { JournalError, type Ending, type Journal } from './journal.ts';
import type { KeyScope, Ledger } from './ledger.ts';

/** Keeps lines about entries. */
export interface Keeper {
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

export interface BookOptions {
  readonly ledger: Ledger;
  readonly keeper: Keeper;
  /** How long what has ended is kept, in milliseconds, and its key with it. */
  readonly keepMs: number;
  readonly now: () => number;
}

export function book({ ledger, keeper, keepMs, now }: BookOptions): Journal {
  const newId = operationIds(now);

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
    return entry && entry.endedAt !== null && entry.endedAt < now() - keepMs ? undefined : entry;
  };

  return {
    earlier,
    async claim(claim) {
      await keeper.ready();
      const entry = earlier(claim);
      if (entry) return { entry, isNew: false };
      const claimed = entryOf(claim, newId(), now());
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
      const steps = [...before.steps, { ...step, sentAt: now(), state: 'sending' as const, ids: null }];
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
      const steps = [...entry.steps.slice(0, -1), { ...lastOf(entry), state, ids }];
      return note({ ...entry, steps });
    },
    async end(id, ending) {
      const entry = known(id);
      // What is known of an operation is not unlearnt.
      if (entry.state === 'done' || entry.state === 'refused') return;
      await note(ended(entry, ending, now()));
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
const entryOf = ({ viewer, mutation, key, isDerived, inputHash, requestId }: Claim, id: string, at: number): Entry => ({
  id,
  viewer,
  mutation,
  key,
  isDerived,
  inputHash,
  requestId,
  claimedAt: at,
  state: 'claimed',
  steps: [],
  outcome: null,
  refusal: null,
  knownBy: null,
  endedAt: null,
});

function lastOf({ id, steps }: Entry): Entry['steps'][number] {
  const last = steps.at(-1);
  if (!last) throw new JournalError(`nothing was sent for operation ${id}`);
  return last;
}

/** As `ending` says, its open steps with it, but those of which the mutation itself told what it knows. */
export function ended(entry: Entry, ending: Ending, at: number): Entry {
  const { state } = ending;
  const isOwnWord = state === 'done' && ending.outcome !== null;
  const steps = entry.steps.map((step) =>
    step.state === 'sending' || (step.state === 'unknown' && !isOwnWord) ? { ...step, state } : step,
  );
  switch (ending.state) {
    case 'done':
      return { ...entry, steps, state, outcome: ending.outcome, knownBy: ending.knownBy, endedAt: at };
    case 'refused':
      return { ...entry, steps, state, refusal: ending.refusal, knownBy: ending.knownBy, endedAt: at };
    case 'unknown':
      return { ...entry, steps, state };
  }
}
