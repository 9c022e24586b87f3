/** Audit log: a line for each mutation that has ended, with its viewer, ids and outcome. Only numbers and names, no free text. */
import type { Entry } from '../../journal/entry.ts';
import type { Journal } from '../../journal/journal.ts';
import type { Log } from './log.ts';

/** The journal, which also writes the audit log. */
export const audited = (journal: Journal, log: Log): Journal => ({
  ...journal,
  async end(id, ending) {
    const transition = await journal.end(id, ending);
    if (transition && transition.after.state !== transition.before.state)
      log.info(lineOf(transition.after), 'mutation');
    return transition;
  },
});

const lineOf = ({ id, viewer, mutation, requestId, state, knownBy, steps, outcome, refusal }: Entry) => ({
  requestId,
  operationId: id,
  viewer,
  mutation,
  state,
  knownBy,
  commands: steps.map(({ command, owner, state: ended, ids }) => ({ command, client: owner, state: ended, ids })),
  outcome,
  ...(refusal && { refusal: refusal.name }),
});
