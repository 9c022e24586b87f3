/** What a thing must be like before something is done to it. */
import { ConflictError, InvalidInputError } from '../base/errors.ts';
import type { FoundThing } from '../entity/findable.ts';
import { wordsFor } from './refs.ts';

/** A thing with a status. */
interface Standing extends FoundThing {
  known(fact: 'status'): string | null | undefined;
}

const isStanding = (thing: FoundThing): thing is Standing => 'known' in thing;

/**
 * Checks that a thing is in one of these statuses, without case.
 *
 * @param thing freshly read
 * @throws ConflictError where it is in another one
 */
export function inStatus(thing: FoundThing, ...expected: readonly string[]): void {
  if (isIn(thing, expected)) return;
  const actual = statusOf(thing);
  throw new ConflictError(
    `the ${wordsFor(thing.typename)} is ${actual ?? 'in no status that WHMCS tells'}, not ${expected.join(' or ')}`,
    { subject: 'status', expected, actual },
  );
}

/** Whether a thing is in one of these statuses, without case. */
export const isIn = (thing: FoundThing, statuses: readonly string[]): boolean =>
  statuses.some((status) => status.toLowerCase() === statusOf(thing)?.toLowerCase());

const statusOf = (thing: FoundThing): string | null => (isStanding(thing) ? (thing.known('status') ?? null) : null);

/**
 * Checks that the caller has written what a destructive mutation asks for in its field `confirm`: the client's address, for example. What
 * would have done is not said.
 *
 * @param expected the freshly read value; a value that WHMCS does not report cannot be confirmed
 * @throws InvalidInputError where it is something else
 */
export function confirmed(said: string, expected: string | null | undefined): void {
  const wanted = expected?.trim() ?? '';
  if (wanted !== '' && said.trim() === wanted) return;
  throw new InvalidInputError('confirm is not what it has to be: nothing was sent', ['confirm']);
}
