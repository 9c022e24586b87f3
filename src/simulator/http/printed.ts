import { nameValueText, xmlText } from './formats.ts';
import { phpJson, type Answer } from './json.ts';

export interface Printed {
  readonly type: string;
  readonly body: string;
}

/** An answer in the requested format; `name=value` by default. */
export function printed(answer: Answer, format: string, action: string): Printed {
  if (format === 'json') return { type: 'application/json', body: phpJson(answer) };
  if (format === 'xml') return { type: 'application/xml', body: xmlText(action, answer) };
  return { type: 'text/plain', body: nameValueText(answer) };
}
