/** WHMCS's wall-clock times and instants: the installation's zone is configuration, the wire does not name it. */
import { DateTime, IANAZone } from 'luxon';
import { DEFAULT_DATE_FORMAT, type DateFormat } from '../../whmcs/wire/date-formats.ts';
import { localDate } from '../../whmcs/wire/local-date.ts';
import { boundedStore, ENTRY_BYTES, textBytes } from '../../whmcs/cache/bounded-store.ts';

export interface WallClock {
  /** "2026-01-31 18:05:00" as told by WHMCS → "2026-01-31T18:05:00+01:00". */
  instant(told: string): string;
  /** An instant → the installation's wall clock, as WHMCS wants to be told. */
  told(instant: Date): string;
  /** A day → the installation's own format, for commands that read days in no other. */
  localDate(day: string): string;
}

/** Reading a time in a zone costs more than all else that is done with a row, and answers are shown again and again. */
const MOST_BYTES = 6 * 1024 * 1024;

const namesOffset = /(Z|[+-]\d\d:?\d\d)$/;

/**
 * When clocks are set back an hour comes twice, and luxon takes either, as the season is in which it is asked. PHP takes the first,
 * and so do we, at any time of the year. An hour that clocks skip is read as the one after it.
 */
const firstOf = (read: DateTime): DateTime => read.getPossibleOffsets()[0] ?? read;

/** @param timezone an IANA name */
export function wallClock(timezone: string, dateFormat: DateFormat = DEFAULT_DATE_FORMAT): WallClock {
  const zone = IANAZone.create(timezone);
  const read = (told: string) => {
    const time = DateTime.fromSQL(told, { zone });
    return (namesOffset.test(told) ? time : firstOf(time)).toISO({ suppressMilliseconds: true }) ?? told;
  };
  const instants = boundedStore<string, string>({
    name: 'instants',
    maxBytes: MOST_BYTES,
    bytesOf: (instant, told) => ENTRY_BYTES + textBytes(told) + textBytes(instant),
    memoMethod: read,
  });
  return {
    instant: (told) => instants.memo(told),
    told: (instant) => DateTime.fromJSDate(instant, { zone }).toFormat('yyyy-MM-dd HH:mm:ss'),
    localDate: (day) => localDate(day, dateFormat),
  };
}
