/** Commands that only read. They may be retried, cached and joined. */
import type { z } from 'zod';
import type { EntityKey } from '../cache/mentions.ts';
import type { Tag } from '../cache/tags.ts';
import type { PathTo } from './path.ts';
import { checkParamNames, type Declared, type Params, type ParamsSchema } from './common.ts';
import { mentionReader, type AnyMentions, type IdPath, type Mentions, type ParamName } from './mentions.ts';
import { tagReader, type Topics } from './tags.ts';
import { valueAt } from './path.ts';

/** How long an answer is kept; the seconds are configuration. */
export const keeps = ['reference', 'record', 'list'] as const;
export type Keep = (typeof keeps)[number];

interface ReadDeclaration<P extends ParamsSchema, A extends z.ZodType> extends Declared<P, A> {
  /** `recordBy` names the parameter by which a list command answers for one record. */
  readonly keep: Keep | { readonly recordBy: ParamName<P> };
  /** Whether it reports payments or amounts due: such answers are not served stale, except for a short time while WHMCS is down. */
  readonly money?: true;
  /** What the answer depends on: a write that changes one of these topics makes it stale. */
  readonly topics: Topics | ((params: z.input<P>) => Topics);
  /** Where the client stands to whom the record, or each row, belongs. */
  readonly owner?: IdPath<A>;
  /** The cell that each parameter selects rows by, as far as anything is derived from it. */
  readonly filters?: { readonly [N in ParamName<P>]?: PathTo<z.output<A>, number | string> };
  /** The entities that the answer holds facts about, so that a lookup of one of them finds the answer. */
  readonly mentions?: Mentions<P, A>;
  /** The clients whose names the answer repeats, where they are others than those that it mentions. */
  readonly names?: readonly IdPath<A>[];
  /** The tags of the answer, where they do not follow from the above; the reason belongs beside it. */
  readonly tags?: (params: z.input<P>, answer: z.output<A>) => Tag[];
  /** `false` if it is not sent again after a failure. */
  readonly retry?: false;
  /**
   * The cheapest request of this kind, for the doctor: an answer and "not found" both prove the role. That of a remote read names what
   * does not exist, so that the third party is not asked.
   */
  readonly probe: z.input<P>;
}

export interface ReadCommand<P extends ParamsSchema = ParamsSchema, A extends z.ZodType = z.ZodType> extends Declared<
  P,
  A
> {
  readonly kind: 'read';
  readonly name: string;
  readonly purpose: 'read';
  readonly keep: Keep | { readonly recordBy: string };
  readonly money?: true;
  readonly retry?: false;
  readonly filters: Readonly<Record<string, string>>;
  readonly mentions: AnyMentions;
  readonly probe: z.input<P>;
  /** The topics that the answer depends on, for everybody or for single clients. */
  tags(params: z.input<P>, answer: z.output<A>): Tag[];
  /** The entities that the answer mentions. */
  mentioned(params: z.input<P>, answer: z.output<A>): EntityKey[];
}

/** How long the answer to this request is kept. */
export function keepOf<C extends Pick<ReadCommand, 'keep' | 'params'>>({ keep }: C, params: Params<C>): Keep {
  if (typeof keep === 'string') return keep;
  return valueAt(params, keep.recordBy) === undefined ? 'list' : 'record';
}

/** Declares a command that only reads. */
export function read<P extends ParamsSchema, A extends z.ZodType>(
  name: string,
  declaration: ReadDeclaration<P, A>,
): ReadCommand<P, A> {
  const { topics, owner, names, filters = {}, mentions = {}, tags, ...rest } = declaration;
  checkParamNames(name, rest.params);
  const topicsOf = typeof topics === 'function' ? topics : () => topics;
  return Object.freeze({
    ...rest,
    kind: 'read' as const,
    name,
    purpose: 'read' as const,
    filters,
    mentions,
    tags: tags ?? tagReader({ keep: rest.keep, topics: topicsOf, owner, names, filters, mentions }),
    mentioned: mentionReader(mentions),
  });
}
