/** The formats in which an installation writes days. */

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
