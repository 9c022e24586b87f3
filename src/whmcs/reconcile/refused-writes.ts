/**
 * Classifies refusals of writes by their text. WHMCS also answers "error" if the command has run and something after it failed: a hook, a
 * mail, PHP itself. Only words that are known to come before the act are final; after any other words a lookup decides.
 */
import type { WriteCommand } from '../command.ts';

/** Messages of PHP or the database: whatever ran before them is done. */
const breakdowns = [
  /\bcall to (?:a member function|(?:undefined|protected|private) )|\bundefined (?:index|variable|offset|array key|property|constant|method|function|class)/i,
  /\b(?:class|interface|trait) \W?[\w\\]+\W? not found\b|\buncaught\b|\b(?:fatal|parse|syntax|type) ?error\b|\bsqlstate\b/i,
  /\bmust be of (?:the )?type\b|\btoo few arguments\b|\btrying to (?:get|access)\b|\bdivision by zero\b|\barray to string conversion\b/i,
  /\bfailed to open stream\b|\bmaximum execution time\b|\ballowed memory size\b|\bon line \d+|\.php\b|\bhooks?\b/i,
];

/** Whether the text comes from a program that broke off, rather than from a refusal. */
export const reportsBreakdown = (reason: string): boolean => breakdowns.some((each) => each.test(reason));

/** The same sentence in any spelling: "Client ID Not Found", "client not found." */
const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/\s+/g, ' ')
    .replace(/\bid not found\b/, 'not found')
    .replace(/(?<![\s.!])[\s.!]+$/, '')
    .trim();

/** `…` in a documented sentence stands for a name, a number or a list. */
function fits(documented: string, said: string): boolean {
  const [first = '', ...rest] = plain(documented).split('…');
  const last = rest.pop();
  if (last === undefined) return said === first;
  const end = said.length - last.length;
  if (end < first.length || !said.startsWith(first) || !said.endsWith(last)) return false;
  let from = first.length;
  for (const part of rest) {
    const at = said.indexOf(part, from);
    if (at < 0 || at + part.length > end) return false;
    from = at + part.length;
  }
  return true;
}

/** Whether WHMCS sends these words before it does anything: they are final, and no lookup is needed. */
export function isFinal({ refusals }: Pick<WriteCommand, 'refusals'>, reason: string): boolean {
  const said = plain(reason);
  return refusals.some((each) =>
    typeof each === 'string' ? fits(each, said) : each.test(reason) && !reportsBreakdown(reason),
  );
}
