/** A journal that forgets when its process ends: for the demo's and the tests' gateways. */
import type { Claim, Entry, Json } from './entry.ts';
import { JournalError, type Ending, type Journal } from './journal.ts';

const isOpen = ({ state }: Pick<Entry['steps'][number], 'state'>): boolean =>
  state === 'sending' || state === 'unknown';

/** @param now in milliseconds */
export function memoryJournal({ now = Date.now } = {}): Journal {
  const entries = new Map<string, Entry>();
  let made = 0;
  const known = (id: string): Entry => {
    const entry = entries.get(id);
    if (!entry) throw new JournalError(`there is no operation ${id}`);
    return entry;
  };
  const newestFirst = (): Entry[] => [...entries.values()].toReversed();
  const earlier = ({ viewer, mutation, key }: Claim): Entry | undefined =>
    key === null
      ? undefined
      : newestFirst().find((entry) => entry.viewer === viewer && entry.mutation === mutation && entry.key === key);

  return {
    async claim(claim) {
      const before = earlier(claim);
      if (before) return { entry: before, isNew: false };
      const id = `op${String(++made).padStart(9, '0')}`;
      const open = { state: 'claimed', steps: [], outcome: null, refusal: null, knownBy: null, endedAt: null } as const;
      const entry: Entry = { ...claim, ...open, id, claimedAt: now() };
      entries.set(id, entry);
      return { entry, isNew: true };
    },
    async sending(id, step) {
      const entry = known(id);
      const steps = [...entry.steps, { ...step, sentAt: now(), state: 'sending' as const, ids: null }];
      entries.set(id, { ...entry, state: 'sending', steps });
    },
    async sent(id, state, ids: Json = null) {
      const entry = known(id);
      const steps = entry.steps.map((step, index) =>
        index === entry.steps.length - 1 ? { ...step, state, ids } : step,
      );
      entries.set(id, { ...entry, steps });
    },
    async end(id, ending: Ending) {
      const entry = known(id);
      if (entry.state === 'done' || entry.state === 'refused') return;
      const { state } = ending;
      const steps = entry.steps.map((step) => (isOpen(step) ? { ...step, state } : step));
      const endedAt = state === 'unknown' ? null : now();
      entries.set(id, { ...entry, ...ending, steps, endedAt });
    },
    async release(id) {
      entries.delete(id);
    },
    at: (id) => entries.get(id),
    unresolved: () => [...entries.values()].filter(({ state }) => state === 'unknown'),
    page(first, after) {
      const all = newestFirst();
      const start = after === undefined ? 0 : all.findIndex(({ id }) => id < after);
      return start < 0 ? [] : all.slice(start, start + first);
    },
    close: () => Promise.resolve(),
  };
}
