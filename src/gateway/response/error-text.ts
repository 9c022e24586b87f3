/**
 * Messages of errors, bounded. GraphQL repeats the value that does not fit, or a name that is not known, whatever its length; a part of
 * it is not shown either, because a part of a secret could not be recognised.
 */
import type { GraphQLError } from 'graphql';

export const LONGEST_MESSAGE = 1_000;

/** Of what is kept of a longer one. */
const LONGEST_REASON = 300;

/** What GraphQL says of a variable. */
const ofVariable = /^Variable "\$\w{1,100}" got invalid value /;

/** Where the value stands in it. */
const place = /^ at "[\w.[\]]{1,200}"$/;

/** Where something is repeated. */
const repeated = /["'[{]|, found /;

/** The message of GraphQL's own error, without what makes it long. */
export function concise({ message, originalError }: GraphQLError): string {
  if (message.length <= LONGEST_MESSAGE) return message;
  const start = ofVariable.exec(message)?.[0];
  const reason = originalError?.message ?? '';
  if (start === undefined || !message.endsWith(`; ${reason}`)) return beginningOf(message);
  const before = message.slice(0, message.length - reason.length - 2);
  const at = before.slice(before.lastIndexOf(' at "'));
  return `${start}…${place.test(at) ? at : ''}; ${reason.length > LONGEST_REASON ? beginningOf(reason) : reason}`;
}

/** Whatever else is said, as far as a client may need it. */
export const shortened = (message: string): string =>
  message.length <= LONGEST_MESSAGE ? message : `${message.slice(0, LONGEST_MESSAGE)}…`;

function beginningOf(message: string): string {
  const start = message.slice(0, LONGEST_REASON);
  return `${start.slice(0, repeated.exec(start)?.index ?? LONGEST_REASON)}…`;
}
