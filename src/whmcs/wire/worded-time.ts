/** A time in words: "18th November 2016 9:32:24am". */
import { z } from 'zod';
import type { WallClockTime } from './values.ts';

const words = /^(\d{1,2})(?:st|nd|rd|th) ([A-Z][a-z]+) (\d{4}) (\d{1,2}):(\d\d):(\d\d) ?([ap]m)$/;

const months = [
  ...(['January', 'February', 'March', 'April', 'May', 'June'] as const),
  ...(['July', 'August', 'September', 'October', 'November', 'December'] as const),
];

const two = (number: number): string => String(number).padStart(2, '0');

/** As WHMCS reports other times; null for text in any other form. */
function readWords(value: unknown): WallClockTime | null {
  const [, day, month, year, hour, minute, second, half] =
    words.exec(typeof value === 'string' ? value.trim() : '') ?? [];
  const place = months.findIndex((name) => name === month);
  if (place < 0) return null;
  const hours = (Number(hour) % 12) + (half === 'pm' ? 12 : 0);
  return `${year}-${two(place + 1)}-${two(Number(day))} ${two(hours)}:${minute}:${second}`;
}

/** A wall-clock time of the installation that WHMCS writes in words. */
export const wordedTime = z.unknown().transform(readWords).optional();
