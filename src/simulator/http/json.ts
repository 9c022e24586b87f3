/** Any value of an answer. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** The body of an answer, before it is printed. */
export interface Answer {
  [key: string]: Json;
}

const short: Readonly<Record<string, string>> = {
  '<': '\\u003C',
  '>': '\\u003E',
  '&': '\\u0026',
  "'": '\\u0027',
  '\\"': '\\u0022',
  '/': '\\/',
  '\\\\': '\\\\',
};

/** Prints JSON as PHP does with its HTML-safe flags: harmless to a parser, fatal to string matching. */
export function phpJson(value: Json): string {
  // In JSON these characters only ever stand inside strings, so the printed text can be escaped as a whole.
  return JSON.stringify(value).replace(/\\\\|\\"|[<>&'/]|[\u0080-\uffff]/g, (found) => {
    return short[found] ?? `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
