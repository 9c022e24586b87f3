/**
 * Limits the shape of a JSON body before it is parsed: 12 MB of attachments are a few long strings, while 12 MB of brackets block every
 * other request for a second. Strings are skipped by a native search.
 */

/** Brackets, commas, colons and quotation marks. An order of a hundred lines with their options has a third of that. */
const MOST_MARKS = 50_000;

/** Objects and lists within each other; the deepest input of the schema has nine. */
export const MOST_DEPTH = 50;

/** Characters outside of strings: numbers, words and spaces. */
const MOST_OUTSIDE = 512 * 1024;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const [OPENING_BRACKET, CLOSING_BRACKET] = [0x5b, 0x5d];
const [OPENING_BRACE, CLOSING_BRACE] = [0x7b, 0x7d];
const [COMMA, COLON] = [0x2c, 0x3a];

/** Why a body is not parsed, as a message for the caller; null if it may be. The parser reports what is not JSON. */
export function shapeFault(body: string): string | null {
  let depth = 0;
  let marks = 0;
  let outside = 0;
  for (let at = 0; at < body.length; at++) {
    const code = body.charCodeAt(at);
    if (code === QUOTE) {
      // The end of the string: a quotation mark that is not escaped.
      do {
        at = body.indexOf('"', at + 1);
        if (++marks > MOST_MARKS) return TOO_MANY_MARKS;
        if (at < 0) return null;
      } while (isEscaped(body, at));
    } else {
      outside++;
      if (code === OPENING_BRACKET || code === OPENING_BRACE) {
        marks++;
        depth++;
      } else if (code === CLOSING_BRACKET || code === CLOSING_BRACE) {
        marks++;
        depth--;
      } else if (code === COMMA || code === COLON) marks++;
    }
    if (depth > MOST_DEPTH) return `The request nests more than ${MOST_DEPTH} objects and lists in each other.`;
    if (marks > MOST_MARKS) return TOO_MANY_MARKS;
    if (outside > MOST_OUTSIDE) return `The request has more than ${MOST_OUTSIDE} characters outside of texts.`;
  }
  return null;
}

const TOO_MANY_MARKS = `The request has more than ${MOST_MARKS} brackets, commas, colons and quotation marks.`;

/** Whether an odd number of backslashes precedes an index. */
function isEscaped(text: string, at: number): boolean {
  let first = at;
  while (text.charCodeAt(first - 1) === BACKSLASH) first--;
  return (at - first) % 2 === 1;
}
