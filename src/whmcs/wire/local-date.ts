/** Days in the installation's own format: some commands read them in no other, and the wire does not name it. */

/** The formats that WHMCS offers in its settings. */
export const dateFormats = [
  'DD/MM/YYYY',
  'DD.MM.YYYY',
  'DD-MM-YYYY',
  'MM/DD/YYYY',
  'YYYY/MM/DD',
  'YYYY-MM-DD',
] as const;

export type DateFormat = (typeof dateFormats)[number];

/** The format of a new installation. */
export const DEFAULT_DATE_FORMAT: DateFormat = 'DD/MM/YYYY';

/** "2026-01-31" → "31/01/2026" */
export function localDate(day: string, format: DateFormat): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return format.replace('YYYY', year).replace('MM', month).replace('DD', date);
}

/** The same for a day in any of the formats and as WHMCS reports it, so that both can be compared. */
export const dayParts = (day: string): string => day.slice(0, 'YYYY-MM-DD'.length).split(/\D/).toSorted().join(' ');
