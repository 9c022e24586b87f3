/** Texts that make backtracking patterns and loops backtrack as long as possible. */

export const MEBIBYTE = 1024 * 1024;

/** The repeated units; some are the start of a match that never completes. */
const units = [
  ' ',
  '\n',
  '\t\r',
  '<',
  '&#',
  '&amp',
  '&amp;',
  '0',
  '9',
  '1.',
  '1,',
  '-',
  '"',
  "'",
  '\\',
  '<title>',
  '<title> ',
  '<a href=',
  '<a href="',
  '|',
  ',',
  '😀',
  '[',
  '{',
  '}',
  '{"1":',
  '"1":',
  '[]',
  'password=',
  'for a:',
  '://a:',
  'action ',
  'connection a ',
  '<result>',
] as const;

const beginnings = ['', '<title>', '<a href="x">', '5', 'result=error;message=', 'json_encode '];

export interface WorstText {
  readonly name: string;
  readonly text: string;
}

/** Each unit repeated to this many characters, after each prefix in turn and before a suffix that does not match. */
export const worstTexts = (length: number): WorstText[] =>
  units.map((unit, index) => {
    const beginning = beginnings[index % beginnings.length] ?? '';
    return {
      name: `${JSON.stringify(beginning)} and many ${JSON.stringify(unit)}`,
      text: `${beginning}${unit.repeat(Math.ceil(length / unit.length))}x!`,
    };
  });
