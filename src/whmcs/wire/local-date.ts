/** Days in the installation's own format: some commands read them in no other, and the wire does not name it. */

import type { DateFormat } from './date-formats.ts';

/** "2026-01-31" → "31/01/2026" */
export function localDate(day: string, format: DateFormat): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return format.replace('YYYY', year).replace('MM', month).replace('DD', date);
}

/** The same for a day in any of the formats and as WHMCS reports it, so that both can be compared. */
export const dayParts = (day: string): string => day.slice(0, 'YYYY-MM-DD'.length).split(/\D/).toSorted().join(' ');
