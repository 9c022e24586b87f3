/** What the declarations of reads and writes have in common. */
import { z } from 'zod';
import type { FormValue } from '../transport/form.ts';

/** What a command is for: the configuration allows commands to credentials by these words. */
export const purposes = ['read', 'support', 'billing', 'lifecycle', 'dangerous', 'secret'] as const;
export type Purpose = (typeof purposes)[number];

/** The parameters of a command: zod checks them in our types and transforms them to PHP's form values. */
export type ParamsSchema = z.ZodType<Record<string, FormValue>>;

/** Systems that WHMCS contacts. */
type System = 'fraud' | 'gateway' | 'mail' | 'notification' | 'registrar' | 'registrar+server' | 'server' | 'whois';

export interface Declared<P extends ParamsSchema, A extends z.ZodType> {
  /** The parameters, as a strict object: no caller can add one that the declaration does not name. */
  readonly params: P;
  /** The answer, decoded leniently. Fields that it does not name never leave this folder. */
  readonly answer: A;
  /** The size limit of the answer in bytes, for commands whose pages need more than the default. */
  readonly largest?: number;
  /**
   * The system that WHMCS contacts before it answers, in the catalogue's words; in brackets, for which parameters. Such reads are slow, and
   * never sent for each row of a list.
   */
  readonly remote?: System | `${System} (${string})`;
  /** Why no request from outside reaches it. It is declared to be known, and never sent. */
  readonly unreachable?: string;
  /** Secret fields of the answer (paths of the catalogue), which are dropped. */
  readonly secret?: readonly string[];
  /** Secret fields of the answer (paths of the catalogue) that a mutation shows once. Only a command of purpose `secret` has any. */
  readonly reveals?: readonly string[];
  /** Parameters that are never logged or stored: passwords, EPP codes, and custom fields, which may hold either. */
  readonly secretParams?: readonly string[];
}

/** The parameters and the answer of a command, in our types. */
export type Params<C extends { readonly params: ParamsSchema }> = z.input<C['params']>;
export type Answer<C extends { readonly answer: z.ZodType }> = z.output<C['answer']>;

/** Parameters that every request sends; a command's own parameter of such a name would overwrite them, or be overwritten. */
const RESERVED = new Set(['action', 'identifier', 'secret', 'username', 'password', 'accesskey', 'responsetype']);

/** The names of the parameters that callers of a command can give. */
export function paramNames(params: z.core.$ZodType): string[] {
  if (params instanceof z.ZodObject) return Object.keys(params.shape);
  return params instanceof z.ZodPipe ? paramNames(params.in) : [];
}

/** Whether every request sends a parameter of this name. */
export const isReserved = (param: string): boolean => RESERVED.has(param.toLowerCase());

/** @throws TypeError where a parameter has a reserved name */
export function checkParamNames(name: string, params: ParamsSchema): void {
  const taken = paramNames(params).find(isReserved);
  if (taken !== undefined) throw new TypeError(`${name}: a parameter cannot be named ${taken}, every call sends it`);
}
