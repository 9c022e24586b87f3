/**
 * Whether WHMCS lets a credential in, whatever the words in which it does not. One read may be refused for reasons of its own. Where
 * different reads are refused in the same words, and none is accepted in between, it is access.
 */
import { monotonic } from '../../monotonic.ts';
import type { Command } from '../command.ts';
import type { Sender } from '../credentials.ts';
import { MissingError, WhmcsRefusal } from '../errors.ts';
import { refusedAlike } from './refusal.ts';

/** For so long an accepted command shows that the words of a refused write are about the write: it was read for a moment before. */
const TRUSTED_MS = 60_000;

/** For so long it shows that a refused read is refused alone. */
const CLEAR_MS = 5_000;

/** Refusals in so many different words are not alike, and need not all be remembered. */
const MOST_WORDS = 100;

export interface Standing {
  /** Whether a command was accepted within the last minute. */
  readonly isTrusted: boolean;
  /** Whether it is worth a look whether WHMCS lets the credential in: nothing was accepted within the last seconds. */
  readonly isLookDue: boolean;
  /** A command was answered. */
  accepted(): void;
  /** A failure in the light of those before it: UnauthorizedError in place of a refusal that all reads meet with. */
  weigh(command: Command, error: unknown): unknown;
}

/** Some lists without rows are refused, and all in the same words. */
const nothingThere = /\bfound\b|\bno (?:data|entries|matches|records?|results?|rows)\b/i;

/** Whether a refusal may be one of the credential in unknown words. A write may be refused for its parameters. */
export const isUnclear = ({ kind }: Command, error: unknown): error is WhmcsRefusal =>
  kind === 'read' &&
  error instanceof WhmcsRefusal &&
  !(error instanceof MissingError) &&
  !nothingThere.test(error.reason);

export function standing(sender: Sender, now: () => number = monotonic): Standing {
  let acceptedAt = -Infinity;
  /** Of each refusal since then the commands that met with it. */
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
    get isLookDue() {
      return now() - acceptedAt >= CLEAR_MS;
    },
    weigh(command, error) {
      // The role was asked before the thing was looked for.
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

/** Words that name the command ("getclients is blocked") count as the same for all. */
const withoutName = ({ name }: Command, words: string): string =>
  words.toLowerCase().replaceAll(name.toLowerCase(), '');
