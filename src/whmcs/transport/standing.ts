/**
 * Whether WHMCS accepts a credential, in whatever words it refuses. One read may be refused for reasons of its own. If different reads
 * are refused in the same words, and none is accepted in between, access is refused.
 */
import { monotonic } from '../../monotonic.ts';
import type { Command } from '../command.ts';
import type { Sender } from '../credentials.ts';
import { MissingError, WhmcsRefusal } from '../errors.ts';
import { refusedAlike } from './refusal.ts';

/** The time for which an accepted command shows that a refused write was refused for its own sake: it was read for a moment before. */
const TRUSTED_MS = 60_000;

/** The time for which it shows that a refused read was refused for its own sake. */
const CLEAR_MS = 5_000;

/** The limit of remembered refusals: more than so many different wordings are not one reason. */
const MOST_WORDS = 100;

export interface Standing {
  /** Whether a command was accepted within the last minute. */
  readonly isTrusted: boolean;
  /** Whether the credential should be probed: nothing was accepted within the last seconds. */
  readonly isProbeDue: boolean;
  /** Records that a command was answered. */
  accepted(): void;
  /** Classifies a failure by those before it: UnauthorizedError in place of a refusal that all reads meet. */
  classify(command: Command, error: unknown): unknown;
}

/** Some lists without rows are refused, all in the same words. */
const nothingThere = /\bfound\b|\bno (?:data|entries|matches|records?|results?|rows)\b/i;

/** Whether a refusal in unknown words may concern the credential. A write may be refused for its parameters. */
export const isUnclear = ({ kind }: Command, error: unknown): error is WhmcsRefusal =>
  kind === 'read' &&
  error instanceof WhmcsRefusal &&
  !(error instanceof MissingError) &&
  !nothingThere.test(error.reason);

export function standing(sender: Sender, now: () => number = monotonic): Standing {
  let acceptedAt = -Infinity;
  /** The commands that met each refusal since then. */
  const alike = new Map<string, Set<string>>();

  const accepted = (): void => {
    acceptedAt = now();
    alike.clear();
  };

  return {
    accepted,
    get isTrusted() {
      return now() - acceptedAt < TRUSTED_MS;
    },
    get isProbeDue() {
      return now() - acceptedAt >= CLEAR_MS;
    },
    classify(command, error) {
      // WHMCS checked the role before it looked for the record.
      if (error instanceof MissingError) accepted();
      if (!isUnclear(command, error)) return error;
      const words = withoutName(command, error.reason);
      if (!alike.has(words) && alike.size >= MOST_WORDS) alike.clear();
      const commands = alike.get(words) ?? new Set<string>();
      alike.set(words, commands.add(command.name));
      return commands.size > 1 ? refusedAlike(command.name, error.reason, sender) : error;
    },
  };
}

/** Text that names the command ("getclients is blocked") counts as the same for all commands. */
const withoutName = ({ name }: Command, words: string): string =>
  words.toLowerCase().replaceAll(name.toLowerCase(), '');
