/** The way of one command of a mutation, from what it makes stale to what is known of it in the end. */
import type { Reconciled } from '../../journal/reconcile/reconcile.ts';
import type { Meter } from '../../whmcs/client.ts';
import type { Answer, Params, WriteCommand } from '../../whmcs/command.ts';
import { WhmcsRefusal, LostAnswer } from '../../whmcs/errors.ts';
import type { FreshRead } from '../../whmcs/reconcile/rule.ts';
import { isFinal } from '../../whmcs/reconcile/refused-writes.ts';
import type { Owner } from '../../whmcs/cache/tags.ts';
import { staleTags } from '../../whmcs/changes/change.ts';
import type { Upstream } from '../read/session-options.ts';
import { numbersIn, type JournalWriter } from './journal-writer.ts';

export interface SendOptions<C extends WriteCommand> {
  readonly command: C;
  readonly params: Params<C>;
  /** The client to whose things it is done. */
  readonly owner: Owner;
  readonly recorder: JournalWriter;
  readonly meter: Meter;
  /** Looks whether it has happened, where its answer was lost; null where no look proves it. */
  readonly lookFor: () => Promise<Reconciled<C> | null>;
  /** Reads past every memory, also where the caller is gone. */
  readonly look: FreshRead;
}

/**
 * Sends it once, and lets it run to its own end, whatever becomes of the caller. What it makes stale is dead before it is sent and again
 * when it has ended; in between nothing under its tags is kept, nor as long as the journal knows it to be unknown.
 */
export async function sendCommand<C extends WriteCommand>(
  { client, cache }: Upstream,
  { command, params, owner, recorder, meter, lookFor, look }: SendOptions<C>,
): Promise<Answer<C>> {
  const tags = staleTags(command, owner);
  cache.invalidate(tags);
  const release = cache.hold(tags);
  try {
    const { answer } = await client.call(command, params, { signal: new AbortController().signal, meter });
    recorder.sent('done', numbersIn(answer));
    return answer;
  } catch (error) {
    const isUnknown = error instanceof LostAnswer;
    const isOpen = isRefusedLate(command, error);
    const found = isUnknown
      ? await lookFor()
      : isOpen
        ? await recorder.afterRefusal(command, error.reason, look)
        : null;
    if (found !== null && found !== 'absent') {
      recorder.sent('done', found.ids);
      return found.answer;
    }
    // What was refused before anything was done may be tried again; what was begun may not.
    if (isOpen && found === null) {
      recorder.sent('unknown');
      throw new LostAnswer(command.name, error);
    }
    recorder.sent(isUnknown ? 'unknown' : error instanceof WhmcsRefusal ? error : 'unsent');
    throw error;
  } finally {
    release();
  }
}

/** Whether WHMCS may have refused a command after it had begun with it: a lookup decides. */
const isRefusedLate = (command: WriteCommand, error: unknown): error is WhmcsRefusal =>
  error instanceof WhmcsRefusal && !isFinal(command, error.reason);
