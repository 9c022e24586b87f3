/** What the lines of processes that have ended tell: where one of them was at work, nobody knows how far it came. */
import { ended } from '../over-store.ts';
import { dated, type Clock } from '../clock.ts';
import type { Entry } from '../entry.ts';
import type { LogRecord, Read } from './line.ts';

export interface Recovered {
  readonly entries: readonly Entry[];
  /** The highest that was used. */
  readonly seq: number;
  /** By how many milliseconds the latest date lies in the future. */
  readonly aheadMs: number;
}

/** @param reads what each segment holds, in any order */
export function recover(reads: readonly Read[], clock: Clock): Recovered {
  const latest = new Map<string, LogRecord>();
  let seq = 0;
  for (const { records } of reads)
    for (const told of records) {
      const id = 'gone' in told ? told.gone : told.entry.id;
      if (told.seq >= (latest.get(id)?.seq ?? 0)) latest.set(id, told);
      seq = Math.max(seq, told.seq);
    }
  // A line that cannot be read may be the one that says that something was sent.
  const isWhole = reads.every(({ corrupt }) => corrupt.length === 0);
  const told = dated(
    [...latest.values()].flatMap((each) => ('entry' in each ? [each.entry] : [])),
    clock,
  );
  return { entries: told.entries.flatMap((entry) => left(entry, isWhole, clock)), seq, aheadMs: told.aheadMs };
}

function left(entry: Entry, isWhole: boolean, clock: Clock): Entry[] {
  switch (entry.state) {
    case 'claimed':
      return isWhole ? [] : [ended(entry, { state: 'unknown' }, clock)];
    case 'sending':
      return [ended(entry, { state: 'unknown' }, clock)];
    default:
      return [entry];
  }
}
