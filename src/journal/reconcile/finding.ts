/** The finding about a whole operation: it has happened if each of its steps has, and has not happened if none has. */
import type { FreshRead, Ids } from '../../whmcs/reconcile/rule.ts';
import type { Entry, Step } from '../entry.ts';
import type { Journal } from '../journal.ts';
import { judge } from './judge.ts';

export type Finding =
  { readonly is: 'applied'; readonly ids: Ids; readonly isInferred: boolean } | 'absent' | 'unclear';

export const isOpen = ({ state }: Step): boolean => state === 'sending' || state === 'unknown';

export async function findingOf(journal: Journal, { id, steps }: Entry, read: FreshRead): Promise<Finding> {
  const ids: Ids[] = [idsOf(steps)];
  let isInferred = false;
  // WHMCS refused every step, but the process ended before it recorded the end of the operation: there is nothing to read.
  let isAbsent = steps.length > 0 && steps.every(({ state }) => state === 'refused');
  for (const step of steps.filter(isOpen)) {
    const verdict = await judge(journal, id, step, read);
    if (verdict.is === 'unclear') return 'unclear';
    isAbsent ||= verdict.is === 'absent';
    if (verdict.is === 'absent') continue;
    ids.push(verdict.ids);
    isInferred ||= verdict.inferred === true;
  }
  const hasHappened = ids.length > 1 || steps.some(({ state }) => state === 'done');
  if (isAbsent) return hasHappened ? 'unclear' : 'absent';
  return hasHappened ? { is: 'applied', ids: merged(ids), isInferred } : 'unclear';
}

const merged = (ids: readonly Ids[]): Ids => Object.fromEntries(ids.flatMap((each) => Object.entries(each)));

const isNumeric = (value: unknown): value is number | readonly number[] =>
  typeof value === 'number' || (Array.isArray(value) && value.every((each) => typeof each === 'number'));

/** The ids that the journal already has. */
const idsOf = (steps: readonly Step[]): Ids =>
  Object.fromEntries(
    steps.flatMap(({ ids }) =>
      Object.entries(ids ?? {}).filter((each): each is [string, number | readonly number[]] => isNumeric(each[1])),
    ),
  );
