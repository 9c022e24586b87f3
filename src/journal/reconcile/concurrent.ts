/** The writes that other operations sent at about the same time as a step: their effects must not be mistaken for the step's. */
import type { ConcurrentWrite, ConcurrentWrites } from '../../whmcs/reconcile/rule.ts';
import type { Entry, Step } from '../entry.ts';
import type { Journal } from '../journal.ts';
import { writeCommand } from './write-command.ts';

const PAGE = 100;
/** An operation that ended so long before a step has no effect that the step's evidence does not show. */
const ENDED_BEFORE_MS = 5 * 60_000;
/** No operation takes longer. */
const BEGAN_BEFORE_MS = 60 * 60_000;

const mayHaveHappened = ({ state }: Step): boolean => state !== 'refused';

/** The entries before the first one that is too old, newest first. */
async function newestUntil(journal: Journal, isTooOld: (entry: Entry) => boolean): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (let after: string | undefined; ;) {
    const page = await journal.page(PAGE, after);
    const end = page.findIndex(isTooOld);
    if (end >= 0) return [...entries, ...page.slice(0, end)];
    entries.push(...page);
    if (page.length < PAGE) return entries;
    after = page.at(-1)?.id;
  }
}

/** A write without evidence may have had any effect. Commands that cannot be reconciled have none, but their effects are not searched for. */
const isBlind = ({ command, evidence }: Step): boolean =>
  evidence === null && 'note' in (writeCommand(command)?.reconcile ?? {});

/**
 * The writes of other operations. Call it after each read of WHMCS: every page is read after the call, so a write that was sent during that
 * read is in the result.
 *
 * @param id the operation of `step`
 */
export async function concurrentWritesOf(journal: Journal, id: string, step: Step): Promise<ConcurrentWrites> {
  const alike: ConcurrentWrite[] = [];
  const earlier: ConcurrentWrite[] = [];
  const later: ConcurrentWrite[] = [];
  // Entries claimed later are always included: of a process that has ended only dates are known, and its clock may have been set back.
  const isTooOld = (entry: Entry): boolean =>
    entry.id < id && entry.monotonic.claimed < step.monotonic - BEGAN_BEFORE_MS;
  for (const entry of await newestUntil(journal, isTooOld)) {
    const { ended } = entry.monotonic;
    if (entry.id === id || (ended !== null && ended < step.monotonic - ENDED_BEFORE_MS)) continue;
    const sent = entry.steps
      .filter(mayHaveHappened)
      .map((each) => ({ ...each, isBlind: each.owner === step.owner && isBlind(each) }));
    alike.push(...sent.filter(({ command }) => command === step.command));
    later.push(...sent.filter(({ monotonic }) => monotonic > step.monotonic));
    const hadEnded = ended !== null && ended <= step.monotonic;
    if (!hadEnded) earlier.push(...sent.filter(({ monotonic }) => monotonic <= step.monotonic));
  }
  return { alike, earlier, later };
}
