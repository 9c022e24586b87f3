/**
 * WHMCS has an answer and cannot write it down: its JSON encoder fails over one value. It says so as an error, but it is no "no": a read
 * fails for one record among many, and a write has run before its answer is encoded.
 */
import { UnexpectedAnswerError } from '../errors.ts';

const notUtf8 = 'malformed utf-8 characters|single unpaired high surrogate';
const notFinite = 'inf and nan cannot be json encoded';

/** What json_encode says of itself. */
const troubles = `${notUtf8}|${notFinite}|maximum stack depth exceeded|recursion detected|type is not supported|(?:the )?decoded property name is invalid|non-backed enums have no default serialization`;

/** How WHMCS leads to it, and PHP, Symfony and Guzzle in its place. */
const leads =
  'error (?:generating|encoding) json\\b|(?:unable|failed) to (?:json )?encode (?:\\S+ ){0,4}json\\b|json_?encode(?:\\(\\))?(?: (?:error|failed))?:';

/** A trouble that stands alone is one as a whole: "Type is not supported by this server" is a module's. */
const said = new RegExp(
  `^(?:[\\w\\\\]*exception:? )?(?:${leads}|(?:${troubles})(?:, possibly incorrectly encoded| in unicode escape)?[.!]?$)`,
  'i',
);
const shown = new RegExp(
  `error generating json encoded response|json_?(?:encode|exception)\\b[^{}]{0,200}(?:${troubles})`,
  'i',
);

/** Whether these words of WHMCS are of its JSON encoder. */
export const tellsEncoding = (reason: string): boolean => said.test(reason.trim());

/** Whether a page, or PHP's own words in place of JSON, tell of a JSON encoder that failed. */
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

/** The failure, with what to mend. Of WHMCS's words only those are kept that are known. */
export function unencodable(command: string, text: string, status: number): UnexpectedAnswerError {
  const words = new RegExp(troubles, 'i').exec(text)?.[0];
  const cause = causes.find(([trouble]) => trouble.test(text))?.[1] ?? otherCause;
  const what = `WHMCS could not encode its answer to ${command} as JSON${words ? `: ${words}` : ''} (HTTP ${status})`;
  return new UnexpectedAnswerError(command, 'encoding', status, `${what}; ${cause}`);
}
