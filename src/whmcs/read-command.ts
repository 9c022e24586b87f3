/** Commands that only read. They may be retried, cached and joined. */
import type { z } from 'zod';
import type { EntityKey } from './cache/mentions.ts';
import type { Tag } from './cache/tags.ts';
import { checkParamNames, type Declared, type Params, type ParamsSchema } from './declared.ts';

/** How long an answer is kept; the seconds are configuration. */
export const keeps = ['reference', 'record', 'list'] as const;
export type Keep = (typeof keeps)[number];

interface ReadDeclaration<P extends ParamsSchema, A extends z.ZodType> extends Declared<P, A> {
  /** Some commands answer with a list or with one record, depending on the parameters. */
  readonly keep: Keep | { of(params: z.input<P>): Keep };
  /** Whether it reports payments or amounts due: such answers are not served stale, except for a short time while WHMCS is down. */
  readonly money?: true;
  /** The topics that the answer depends on, from the parameters (in our types) and the answer. */
  tags(params: z.input<P>, answer: z.output<A>): Tag[];
  /** The entities that the answer holds facts about, so that a lookup of one of them finds the answer. */
  mentions?(params: z.input<P>, answer: z.output<A>): EntityKey[];
  /** The cheapest request of this kind, for the doctor: an answer and "not found" both prove the role. */
  readonly probe: z.input<P>;
}

export interface ReadCommand<
  P extends ParamsSchema = ParamsSchema,
  A extends z.ZodType = z.ZodType,
> extends ReadDeclaration<P, A> {
  readonly kind: 'read';
  readonly name: string;
  readonly purpose: 'read';
}

/** How long the answer to this request is kept. */
export const keepOf = <C extends Pick<ReadCommand, 'keep' | 'params'>>(command: C, params: Params<C>): Keep =>
  typeof command.keep === 'string' ? command.keep : command.keep.of(params);

/** Declares a command that only reads. */
export function read<P extends ParamsSchema, A extends z.ZodType>(
  name: string,
  declaration: ReadDeclaration<P, A>,
): ReadCommand<P, A> {
  checkParamNames(name, declaration.params);
  return Object.freeze({ kind: 'read' as const, name, purpose: 'read' as const, ...declaration });
}
