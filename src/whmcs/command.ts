/**
 * A command is data: what it takes, what it answers, whether it reads or writes, how long an answer keeps and what it makes stale.
 * Everything else (types, encoding, retries, caching, redaction, the doctor, the completeness tests) is derived from it.
 */
import { z } from 'zod';
import type { FormValue } from './transport/form.ts';
import type { BoundReconcileRule, NotReconcilable } from './reconcile/rule.ts';
import type { Owner, Tag } from './cache/tags.ts';
import type { EntityKey } from './cache/mentions.ts';

/** How long an answer is kept; the seconds are configuration. */
export const keeps = ['reference', 'record', 'list'] as const;
export type Keep = (typeof keeps)[number];

/** What a command is for: credentials are given their commands by these words, as viewers are their mutations. */
export const purposes = ['read', 'support', 'billing', 'lifecycle', 'dangerous', 'secret'] as const;
export type Purpose = (typeof purposes)[number];

/** What sending a write a second time does, as the catalogue judges it. */
export type Repeat = 'none' | 'error' | 'duplicate' | 'money' | 'resend' | 'rerun' | 'token';

/** The parameters of a command: checked by zod in our types, transformed to PHP's form values. */
export type ParamsSchema = z.ZodType<Record<string, FormValue>>;

interface Declared<P extends ParamsSchema, A extends z.ZodType> {
  /** What the command takes; a strict object, so that no caller can slip in a parameter of ours. */
  readonly params: P;
  /** What it answers, read leniently; fields that are not named here never leave this folder. */
  readonly answer: A;
  /** Bytes that its answer may have, where a page of it can need more than usual. */
  readonly largest?: number;
  /** Answer fields (paths of the catalogue) that are secret and therefore dropped. */
  readonly secret?: readonly string[];
  /** Parameters that must never be written down: passwords, EPP codes, and custom fields, which may hold either. */
  readonly secretParams?: readonly string[];
}

interface ReadDeclaration<P extends ParamsSchema, A extends z.ZodType> extends Declared<P, A> {
  /** Some commands answer for a list or for one thing, as they are asked. */
  readonly keep: Keep | { of(params: z.input<P>): Keep };
  /** Whether it tells what was paid and what is owed: never used once it has aged, but for a short while where WHMCS is down. */
  readonly money?: true;
  /** What the answer is about, from the question (as asked, in our types) and the answer. */
  tags(params: z.input<P>, answer: z.output<A>): Tag[];
  /** The things of which it tells, so that it is found again by whoever asks for one of them. */
  mentions?(params: z.input<P>, answer: z.output<A>): EntityKey[];
  /** The cheapest question of this kind, for the doctor: answered or refused as not found, both prove the role. */
  readonly probe: z.input<P>;
}

interface WriteDeclaration<P extends ParamsSchema, A extends z.ZodType> extends Declared<P, A> {
  readonly purpose: Exclude<Purpose, 'read'>;
  readonly repeat: Repeat;
  /** The other systems that it reaches before it answers. */
  readonly remote?: 'server' | 'registrar+server' | 'mail';
  /**
   * The words in which WHMCS refuses it before anything is done, as documented; `…` stands for what differs, and a pattern for words that
   * are somebody else's. Any other words may come after the act, so that a lookup decides.
   */
  readonly refusals: readonly (string | RegExp)[];
  /** How it is told by reading whether it has happened, where its answer was lost; or why nothing tells. */
  readonly reconcile: BoundReconcileRule<z.input<P>> | NotReconcilable;
  /**
   * The number of the thing to which it is not done once more while nobody knows whether it has been: WHMCS would do it twice. Absent
   * where a second time does no harm, or is another thing.
   */
  once?(params: z.input<P>): number;
  /** What it makes stale, given the client to whom the thing belongs. */
  invalidates(owner: Owner): Tag[];
}

export interface ReadCommand<
  P extends ParamsSchema = ParamsSchema,
  A extends z.ZodType = z.ZodType,
> extends ReadDeclaration<P, A> {
  readonly kind: 'read';
  readonly name: string;
  readonly purpose: 'read';
}

export interface WriteCommand<
  P extends ParamsSchema = ParamsSchema,
  A extends z.ZodType = z.ZodType,
> extends WriteDeclaration<P, A> {
  readonly kind: 'write';
  readonly name: string;
}

export type Command = ReadCommand | WriteCommand;
export type Params<C extends Pick<Command, 'params'>> = z.input<C['params']>;
export type Answer<C extends Pick<Command, 'answer'>> = z.output<C['answer']>;

/** How long the answer to this question is kept. */
export const keepOf = <C extends Pick<ReadCommand, 'keep' | 'params'>>(command: C, params: Params<C>): Keep =>
  typeof command.keep === 'string' ? command.keep : command.keep.of(params);

/** What every call sends by itself; a command's parameter of such a name would overwrite it, or be overwritten. */
const RESERVED = new Set(['action', 'identifier', 'secret', 'username', 'password', 'accesskey', 'responsetype']);

/** The names of the parameters that callers of a command can give. */
export function paramNames(params: z.core.$ZodType): string[] {
  if (params instanceof z.ZodObject) return Object.keys(params.shape);
  return params instanceof z.ZodPipe ? paramNames(params.in) : [];
}

function withoutReserved<C extends Command>(command: C): Readonly<C> {
  const taken = paramNames(command.params).find((name) => RESERVED.has(name.toLowerCase()));
  if (taken !== undefined)
    throw new TypeError(`${command.name}: a parameter cannot be named ${taken}, every call sends it`);
  return Object.freeze(command);
}

/** Declares a command that only reads: it may be retried, cached and joined. */
export const read = <P extends ParamsSchema, A extends z.ZodType>(
  name: string,
  declaration: ReadDeclaration<P, A>,
): ReadCommand<P, A> => withoutReserved({ kind: 'read' as const, name, purpose: 'read' as const, ...declaration });

/** Declares a command that changes something: it is sent once and never answered from memory. */
export const write = <P extends ParamsSchema, A extends z.ZodType>(
  name: string,
  declaration: WriteDeclaration<P, A>,
): WriteCommand<P, A> => withoutReserved({ kind: 'write' as const, name, ...declaration });
