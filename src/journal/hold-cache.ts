/** While the outcome of an operation is unknown, nothing that it would make stale is cached. A restart does not change that. */
import type { Cache } from '../whmcs/cache/cache.ts';
import type { Tag } from '../whmcs/cache/tags.ts';
import { staleTags } from '../whmcs/changes/change.ts';
import type { Entry, Step } from './entry.ts';
import type { Journal } from './journal.ts';
import { writeCommand } from './reconcile/write-command.ts';

export interface HoldCacheOptions {
  readonly cache: Pick<Cache, 'hold' | 'invalidate'>;
  /** An outcome that is unknown for so long does not change any more, and answers are cached again. */
  readonly mostMs: number;
}

type Sent = Pick<Step, 'command' | 'owner'>;

const tagsOf = ({ command, owner }: Sent): readonly Tag[] => {
  const write = writeCommand(command);
  return write ? staleTags(write, owner) : [];
};

const isUnknown = ({ state }: Pick<Step | Entry, 'state'>): boolean => state === 'unknown';

/** Resolves with the journal once the cache holds the unknown outcomes of earlier processes. */
export async function holdCache(journal: Journal, { cache, mostMs }: HoldCacheOptions): Promise<Journal> {
  const holds = new Map<string, (() => void)[]>();
  /** The command that each operation sent last. A lost answer must be held at once, before a read of the journal could answer. */
  const lastSent = new Map<string, Sent>();

  const settle = (id: string): void => {
    for (const release of holds.get(id) ?? []) release();
    holds.delete(id);
  };
  const hold = (id: string, steps: readonly Sent[]): void => {
    const release = cache.hold(steps.flatMap(tagsOf));
    holds.set(id, [...(holds.get(id) ?? []), release]);
    setTimeout(() => settle(id), mostMs).unref();
  };

  for (const { id, steps } of await journal.unresolved()) hold(id, steps.filter(isUnknown));

  return {
    ...journal,
    async sending(id, step) {
      lastSent.set(id, { command: step.command, owner: step.owner });
      await journal.sending(id, step);
    },
    sent(id, state, ids) {
      const last = lastSent.get(id);
      if (last && state === 'unknown') hold(id, [last]);
      return journal.sent(id, state, ids);
    },
    async end(id, ending) {
      lastSent.delete(id);
      const transition = await journal.end(id, ending);
      if (transition && isUnknown(transition.before) && !isUnknown(transition.after)) {
        // Also if nothing is held any more: WHMCS may have performed it a moment ago.
        cache.invalidate(transition.before.steps.flatMap(tagsOf));
        settle(id);
      }
      return transition;
    },
    release(id) {
      lastSent.delete(id);
      return journal.release(id);
    },
  };
}
