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

function* newestFirst(journal: Journal): Generator<Entry> {
  for (let after: string | undefined; ;) {
    const page = journal.page(PAGE, after);
    yield* page;
    if (page.length < PAGE) return;
    after = page.at(-1)?.id;
  }
}

/** Of what is never recognised nothing is noted, and it makes nothing that is looked for. */
const isBlind = ({ command, evidence }: Step): boolean =>
  evidence === null && 'note' in (writeCommand(command)?.reconcile ?? {});

/** @param id the operation of which `step` is part */
export function concurrentWritesOf(journal: Journal, id: string, step: Step): ConcurrentWrites {
  const alike: ConcurrentWrite[] = [];
  const earlier: ConcurrentWrite[] = [];
  const later: ConcurrentWrite[] = [];
  for (const entry of newestFirst(journal)) {
    const { claimed, ended } = entry.monotonic;
    // What was claimed later is looked at in any case: of a process that has ended, only dates are known, and they may have gone back.
    if (entry.id < id && claimed < step.monotonic - BEGAN_BEFORE_MS) break;
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
