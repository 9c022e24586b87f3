/** Recovers entries from the lines of processes that have ended. An operation that was being sent has an unknown outcome. */
import { ended } from '../over-store.ts';
import { withMoments, type Clock } from '../clock.ts';
import type { Entry } from '../entry.ts';
import type { LogRecord, ParsedLines } from './line.ts';

export interface Recovered {
  readonly entries: readonly Entry[];
  /** The highest number that was used. */
  readonly seq: number;
  /** How far the latest date is in the future, in milliseconds. */
  readonly aheadMs: number;
}

/** @param segments in any order */
export function recover(segments: readonly ParsedLines[], clock: Clock): Recovered {
  const latest = new Map<string, LogRecord>();
  let seq = 0;
  for (const { records } of segments)
    for (const record of records) {
      const id = 'gone' in record ? record.gone : record.entry.id;
      if (record.seq >= (latest.get(id)?.seq ?? 0)) latest.set(id, record);
      seq = Math.max(seq, record.seq);
    }
  // A damaged line may have recorded that a command was sent.
  const isWhole = segments.every(({ corrupt }) => corrupt.length === 0);
  const restored = withMoments(
    [...latest.values()].flatMap((record) => ('entry' in record ? [record.entry] : [])),
    clock,
  );
  return {
    entries: restored.entries.flatMap((entry) => recovered(entry, isWhole, clock)),
    seq,
    aheadMs: restored.aheadMs,
  };
}

function recovered(entry: Entry, isWhole: boolean, clock: Clock): Entry[] {
  switch (entry.state) {
    case 'claimed':
      return isWhole ? [] : [ended(entry, { state: 'unknown' }, clock)];
    case 'sending':
      return [ended(entry, { state: 'unknown' }, clock)];
    default:
      return [entry];
  }
}
