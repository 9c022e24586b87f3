/** What other operations have sent about the same time as a step: none of it is to be taken for the step's own work. */
import type { ConcurrentWrites, ConcurrentWrite } from '../../whmcs/reconcile/rule.ts';
import type { Entry, Step } from '../entry.ts';
import type { Journal } from '../journal.ts';
import { writeCommand } from './write-command.ts';

const PAGE = 100;
/** What had ended so long before cannot have made what is found now and was not there when the step was noted. */
const ENDED_BEFORE_MS = 5 * 60_000;
/** No operation runs longer. */
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

/** Of what is never recognised nothing is noted, and it makes nothing that is looked for. */
const isBlind = ({ command, evidence }: Step): boolean =>
  evidence === null && 'note' in (writeCommand(command)?.reconcile ?? {});

/**
 * Every page is read after the call, so a write that was sent before the call is in the result.
 *
 * @param id the operation of which `step` is part
 */
export async function concurrentWritesOf(journal: Journal, id: string, step: Step): Promise<ConcurrentWrites> {
  const alike: ConcurrentWrite[] = [];
  const earlier: ConcurrentWrite[] = [];
  const later: ConcurrentWrite[] = [];
  // Entries claimed later are always included: only dates are known of a process that has ended, and its clock may have been set back.
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
    const wasOver = ended !== null && ended <= step.monotonic;
    if (!wasOver) earlier.push(...sent.filter(({ monotonic }) => monotonic <= step.monotonic));
  }
  return { alike, earlier, later };
}
