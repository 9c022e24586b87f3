/** A line of the log: its checksum, and how an entry stood when it was written. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { states, type Written } from '../entry.ts';

/** Of the lines about an entry the one with the highest `seq` holds. */
export type LogRecord =
  | { readonly seq: number; readonly entry: Written }
  /** It was released, or too old. */
  | { readonly seq: number; readonly gone: string };

const json = z.json();

const entry: z.ZodType<Written> = z.object({
  id: z.string(),
  viewer: z.string(),
  mutation: z.string(),
  key: z.string().nullable(),
  isDerived: z.boolean(),
  inputHash: z.string(),
  requestId: z.string(),
  claimedAt: z.number(),
  state: z.enum(states),
  steps: z.array(
    z.object({
      command: z.string(),
      owner: z.number().nullable(),
      subject: z.number().nullable(),
      sentAt: z.number(),
      evidence: json,
      state: z.enum(['sending', 'done', 'refused', 'unknown']),
      ids: json,
    }),
  ),
  owner: z.number().nullish(),
  outcome: json,
  refusal: z.object({ name: z.string(), message: z.string(), details: json }).nullable(),
  knownBy: z.enum(['answer', 'reading', 'inference', 'staff']).nullable(),
  endedAt: z.number().nullable(),
});

const record: z.ZodType<LogRecord> = z.union([
  z.object({ seq: z.number(), entry }),
  z.object({ seq: z.number(), gone: z.string() }),
]);

const LINE = /^\["([0-9a-f]{16})",(.*)\]$/;

const sumOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

/** Writes a line, its end included. */
export function lineOf(told: LogRecord): string {
  const text = JSON.stringify(told);
  return `["${sumOf(text)}",${text}]\n`;
}

export interface Read {
  readonly records: readonly LogRecord[];
  /** The numbers of the lines, from 1 on, that are not as they were written. */
  readonly corrupt: readonly number[];
  /** Whether the last line was cut off. */
  readonly isTorn: boolean;
}

/** Reads what a log holds, whatever has become of it. */
export function readLines(text: string): Read {
  const lines = text.split('\n');
  const tail = lines.pop() ?? '';
  const records: LogRecord[] = [];
  const corrupt: number[] = [];
  for (const [index, line] of lines.entries()) {
    const told = readLine(line);
    if (told) records.push(told);
    else corrupt.push(index + 1);
  }
  // Of a last line nothing but its end may be missing.
  const last = readLine(tail);
  if (last) records.push(last);
  return { records, corrupt, isTorn: tail !== '' && !last };
}

function readLine(line: string): LogRecord | null {
  const [, sum, text] = LINE.exec(line) ?? [];
  if (text === undefined || sumOf(text) !== sum) return null;
  const read = record.safeParse(JSON.parse(text));
  return read.success ? read.data : null;
}
