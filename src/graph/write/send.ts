/** Sends one command of a mutation, and settles what is known of it. */
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
  /** The client that owns the thing which it changes. */
  readonly owner: Owner;
  readonly journal: JournalWriter;
  readonly meter: Meter;
  /** Reads whether it has happened if its answer was lost; null if no reading proves it. */
  readonly lookFor: () => Promise<Reconciled<C> | null>;
  /** Reads past every cache, also if the caller has gone. */
  readonly look: FreshRead;
}

/**
 * Sends the command once and waits for its end, also if the caller goes away. What it makes stale is invalidated before it is sent and
 * again when it has ended; in between nothing under its tags is cached.
 */
export async function sendCommand<C extends WriteCommand>(
  { client, cache }: Upstream,
  { command, params, owner, journal, meter, lookFor, look }: SendOptions<C>,
): Promise<Answer<C>> {
  const tags = staleTags(command, owner, { params });
  cache.invalidate(tags);
  const release = cache.hold(tags);
  try {
    const { answer } = await client.call(command, params, { signal: new AbortController().signal, meter });
    journal.sent('done', numbersIn(answer));
    return answer;
  } catch (error) {
    const isUnknown = error instanceof LostAnswer;
    const isOpen = isRefusedLate(command, error);
    const found = isUnknown ? await lookFor() : isOpen ? await journal.afterRefusal(command, error.reason, look) : null;
    if (found !== null && found !== 'absent') {
      journal.sent('done', found.ids);
      return found.answer;
    }
    // A refusal before the command has done anything allows another attempt; one after that does not.
    if (isOpen && found === null) {
      journal.sent('unknown');
      throw new LostAnswer(command.name, error);
    }
    journal.sent(isUnknown ? 'unknown' : error instanceof WhmcsRefusal ? error : 'unsent');
    throw error;
  } finally {
    release();
  }
}

/** Whether WHMCS may have refused after the command had done something: reading decides. */
const isRefusedLate = (command: WriteCommand, error: unknown): error is WhmcsRefusal =>
  error instanceof WhmcsRefusal && !isFinal(command, error.reason);
