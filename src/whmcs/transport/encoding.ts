/**
 * WHMCS has an answer and cannot encode it: its JSON encoder fails on one value. It reports an error, but this is no refusal: a read
 * fails for one record among many, and a write has run before its answer is encoded.
 */
import { UnexpectedAnswerError } from '../errors.ts';

const notUtf8 = 'malformed utf-8 characters|single unpaired high surrogate';
const notFinite = 'inf and nan cannot be json encoded';

/** The messages of json_encode. */
const troubles = `${notUtf8}|${notFinite}|maximum stack depth exceeded|recursion detected|type is not supported|(?:the )?decoded property name is invalid|non-backed enums have no default serialization`;

/** The prefixes of WHMCS, PHP, Symfony and Guzzle. */
const leads =
  'error (?:generating|encoding) json\\b|(?:unable|failed) to (?:json )?encode (?:\\S+ ){0,4}json\\b|json_?encode(?:\\(\\))?(?: (?:error|failed))?:';

/** Such a message must be the whole text: "Type is not supported by this server" is a module's. */
const said = new RegExp(
  `^(?:[\\w\\\\]*exception:? )?(?:${leads}|(?:${troubles})(?:, possibly incorrectly encoded| in unicode escape)?[.!]?$)`,
  'i',
);
const shown = new RegExp(
  `error generating json encoded response|json_?(?:encode|exception)\\b[^{}]{0,200}(?:${troubles})`,
  'i',
);

/** Whether this text of WHMCS is about its JSON encoder. */
export const tellsEncoding = (reason: string): boolean => said.test(reason.trim());

/** Whether a page, or PHP's own message in place of JSON, is about a failed JSON encoder. */
export const showsEncoding = (text: string): boolean => shown.test(text);

const causes: readonly (readonly [RegExp, string])[] = [
  [
    new RegExp(notUtf8, 'i'),
    'a value of this record, or of one on this page, is not valid UTF-8, mostly a stored password after a move of the database: enter that value again in WHMCS, or give the database back the encoding that it had',
  ],
  [
    new RegExp(notFinite, 'i'),
    'an amount or number in it is infinite or none: look for a module or hook that computes it',
  ],
];
const otherCause = 'look for a module or hook that puts something into this record that JSON does not know';

/** The failure, with its fix. Only the known part of WHMCS's text is kept. */
export function unencodable(command: string, text: string, status: number): UnexpectedAnswerError {
  const words = new RegExp(troubles, 'i').exec(text)?.[0];
  const cause = causes.find(([trouble]) => trouble.test(text))?.[1] ?? otherCause;
  const what = `WHMCS could not encode its answer to ${command} as JSON${words ? `: ${words}` : ''} (HTTP ${status})`;
  return new UnexpectedAnswerError(command, 'encoding', status, `${what}; ${cause}`);
}
