/** Lists that WHMCS prints as one text: addresses, nameservers, names of files. */

/** None of them is longer; a text of commas alone would otherwise become millions of values. */
const MOST = 1_000;

/** The parts that are not empty. */
export const partsIn = (text: string | null, separator: string | RegExp): readonly string[] =>
  text?.split(separator, MOST).filter(Boolean) ?? [];
