/** As long as nobody knows whether an operation has happened, nothing that it would make stale is kept in memory: a restart changes nothing. */
import type { Cache } from '../whmcs/cache/cache.ts';
import type { Tag } from '../whmcs/cache/tags.ts';
import { staleTags } from '../whmcs/changes/change.ts';
import type { Entry, Step } from './entry.ts';
import type { Journal } from './journal.ts';
import { writeCommand } from './reconcile/write-command.ts';

export interface HoldCacheOptions {
  readonly memory: Pick<Cache, 'hold' | 'invalidate'>;
  /** What stays unknown for so long does not change any more, and answers are kept again. */
  readonly mostMs: number;
}

const tagsOf = ({ command, owner }: Step): readonly Tag[] => {
  const write = writeCommand(command);
  return write ? staleTags(write, owner) : [];
};

const isUnknown = ({ state }: Pick<Step | Entry, 'state'>): boolean => state === 'unknown';

/** The journal, with memory in its hand; what it knows of from before is held from now on. */
export function holdCache(journal: Journal, { memory, mostMs }: HoldCacheOptions): Journal {
  const holds = new Map<string, (() => void)[]>();

  const settle = (id: string): void => {
    for (const release of holds.get(id) ?? []) release();
    holds.delete(id);
  };
  const hold = (id: string, steps: readonly Step[]): void => {
    const release = memory.hold(steps.flatMap(tagsOf));
    holds.set(id, [...(holds.get(id) ?? []), release]);
    setTimeout(() => settle(id), mostMs).unref();
  };

  for (const { id, steps } of journal.unresolved()) hold(id, steps.filter(isUnknown));

  return {
    ...journal,
    sent(id, state, ids) {
      const last = journal.at(id)?.steps.at(-1);
      if (last && state === 'unknown') hold(id, [last]);
      return journal.sent(id, state, ids);
    },
    async end(id, ending) {
      const before = journal.at(id);
      await journal.end(id, ending);
      if (!before || !isUnknown(before) || ending.state === 'unknown') return;
      // Also where nothing is held any more: it may have come about a moment ago.
      memory.invalidate(before.steps.flatMap(tagsOf));
      settle(id);
    },
  };
}
