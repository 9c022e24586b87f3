/** WHMCS as both baselines use it: form in, JSON out, with its irregular answers normalised. */
import { decodeHTMLStrict } from 'entities';
import { Pool } from 'undici';
import { demoCredential } from '../../../src/simulator/options.ts';

export type Row = Readonly<Record<string, unknown>>;
export type Params = Readonly<Record<string, string | number | undefined>>;
export type Call = (action: string, params?: Params) => Promise<Row>;

/**
 * @param url the base address of an installation
 * @param connections the maximum of concurrent calls
 */
export function whmcs(url: string, connections: number): Call {
  const { origin, pathname } = new URL(`${url}/includes/api.php`);
  const pool = new Pool(origin, { connections });
  const { identifier, secret } = demoCredential;
  return async (action, params = {}) => {
    const form = new URLSearchParams({ identifier, secret, action, responsetype: 'json' });
    for (const [name, value] of Object.entries(params)) if (value !== undefined) form.set(name, String(value));
    const { body } = await pool.request({
      path: pathname,
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: form.toString(),
    });
    const answer: unknown = await body.json();
    if (!isRow(answer)) throw new Error(`${action}: expected an object, got ${typeof answer}`);
    if (answer['result'] !== 'success') throw new Error(`${action}: ${String(answer['message'])}`);
    return answer;
  };
}

const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The rows under `plural: { singular: [...] }`; an empty list is "", [] or missing. */
export function rows(answer: Row, plural: string, singular: string): Row[] {
  const list = answer[plural];
  const found = isRow(list) ? list[singular] : list;
  return Array.isArray(found) ? found.filter(isRow) : [];
}

/** A nested object; PHP prints an empty one as []. */
export const part = (row: Row, name: string): Row => {
  const value = row[name];
  return isRow(value) ? value : {};
};

/** Text or number, unchanged; an empty one is null. */
export function verbatim(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}

/** As people typed it: WHMCS stores HTML entities. */
export function text(value: unknown): string | null {
  const typed = verbatim(value);
  return typed?.includes('&') ? decodeHTMLStrict(typed) : typed;
}

/** Number or text on the wire; 0 if there is none. */
export const number = (value: unknown): number => Number(value) || 0;

/** Several spellings of true. */
export const flag = (value: unknown): boolean => value === true || value === 1 || value === '1' || value === 'on';

/** A day; zero dates are null. */
export const day = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' && !value.startsWith('0000') && !value.startsWith('-') ? value : null;

/** An instant of an installation in UTC. */
export const instant = (value: unknown): string | null => {
  const local = day(value);
  return local && `${local.replace(' ', 'T')}+00:00`;
};

/** WHMCS's word as the name of an enum value. */
export const word = (value: unknown): string | null => verbatim(value)?.toUpperCase().replaceAll(/[ -]/g, '_') ?? null;
