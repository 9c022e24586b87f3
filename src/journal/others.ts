/** What other operations have sent about the same time as a step: none of it is to be taken for the step's own work. */
import type { Others } from '../whmcs/recognition.ts';
import type { Entry, Step } from './entry.ts';
import type { Journal } from './journal.ts';

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

/** @param id the operation of which `step` is part */
export function othersOf(journal: Journal, id: string, step: Step): Others {
  const alike: Step[] = [];
  const later: Step[] = [];
  for (const entry of newestFirst(journal)) {
    if (entry.claimedAt < step.sentAt - BEGAN_BEFORE_MS) break;
    if (entry.id === id || (entry.endedAt !== null && entry.endedAt < step.sentAt - ENDED_BEFORE_MS)) continue;
    const sent = entry.steps.filter(mayHaveHappened);
    alike.push(...sent.filter(({ command }) => command === step.command));
    later.push(...sent.filter(({ sentAt }) => sentAt > step.sentAt));
  }
  return { alike, later };
}
