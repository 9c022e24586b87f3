/** A line of the log: a checksum, and an entry at the moment when the line was written. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { states, type StoredEntry } from '../entry.ts';

/** The line with the highest `seq` is the current state of an entry. */
export type LogRecord =
  | { readonly seq: number; readonly entry: StoredEntry }
  /** The id of an entry that was removed. */
  | { readonly seq: number; readonly gone: string };

const json = z.json();

const entry: z.ZodType<StoredEntry> = z.object({
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

const checksum = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

/** The line of a record, with its line feed. */
export function lineOf(logged: LogRecord): string {
  const text = JSON.stringify(logged);
  return `["${checksum(text)}",${text}]\n`;
}

export interface ParsedLines {
  readonly records: readonly LogRecord[];
  /** The numbers of damaged lines; the first line is 1. */
  readonly corrupt: readonly number[];
  /** Whether the last line is incomplete. */
  readonly isTorn: boolean;
}

/** Parses a log. It may be damaged. */
export function parseLines(text: string): ParsedLines {
  const lines = text.split('\n');
  const tail = lines.pop() ?? '';
  const records: LogRecord[] = [];
  const corrupt: number[] = [];
  for (const [index, line] of lines.entries()) {
    const parsed = parseLine(line);
    if (parsed) records.push(parsed);
    else corrupt.push(index + 1);
  }
  // The last line may be whole except for its line feed.
  const last = parseLine(tail);
  if (last) records.push(last);
  return { records, corrupt, isTorn: tail !== '' && !last };
}

function parseLine(line: string): LogRecord | null {
  const [, sum, text] = LINE.exec(line) ?? [];
  if (text === undefined || checksum(text) !== sum) return null;
  const parsed = record.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data : null;
}
