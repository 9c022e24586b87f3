/**
 * Bounds the messages of errors. graphql-js repeats an invalid value or an unknown name, whatever its length. No part of a long value is
 * shown: redaction does not recognise a part of a secret.
 */
import type { GraphQLError } from 'graphql';

export const LONGEST_MESSAGE = 1_000;

/** The part that is kept of a longer message. */
const LONGEST_REASON = 300;

/** The start of a message about a variable. */
const ofVariable = /^Variable "\$\w{1,100}" got invalid value /;

/** The end of a message that names the place of the value. */
const valuePlace = /^ at "[\w.[\]]{1,200}"$/;

/** The start of a repeated value. */
const repeated = /["'[{]|, found /;

/** The message of an error of graphql-js, without the value that makes it long. */
export function concise({ message, originalError }: GraphQLError): string {
  if (message.length <= LONGEST_MESSAGE) return message;
  const start = ofVariable.exec(message)?.[0];
  const reason = originalError?.message ?? '';
  if (start === undefined || !message.endsWith(`; ${reason}`)) return beginningOf(message);
  const before = message.slice(0, message.length - reason.length - 2);
  const at = before.slice(before.lastIndexOf(' at "'));
  return `${start}…${valuePlace.test(at) ? at : ''}; ${reason.length > LONGEST_REASON ? beginningOf(reason) : reason}`;
}

/** Any other message, cut to the longest length. */
export const shortened = (message: string): string =>
  message.length <= LONGEST_MESSAGE ? message : `${message.slice(0, LONGEST_MESSAGE)}…`;

function beginningOf(message: string): string {
  const start = message.slice(0, LONGEST_REASON);
  return `${start.slice(0, repeated.exec(start)?.index ?? LONGEST_REASON)}…`;
}
