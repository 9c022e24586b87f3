/**
 * What is known of a field without running it: the call plan, the freshness of a response and the schemas of viewers read it. A resolver
 * declares it; when the schema is built, `schema-kit/field-meta-plugin.ts` moves it into the field's `extensions`. There it stays,
 * whatever is wrapped around the resolver afterwards.
 */
import type { GraphQLFieldExtensions } from 'graphql';
import type { Purpose } from '../../whmcs/command.ts';

export interface FieldMeta {
  /** Whether only staff may see it. */
  readonly forStaff?: boolean;
  /** Only viewers with this purpose in their `allow` may see it, and staff whose rights are not limited by a list. */
  readonly shownBy?: Purpose;
  /** The one fact of its thing that it shows. */
  readonly fact?: string;
  /** Whether it may be served stale. A field that does not say so is volatile. */
  readonly lasting?: boolean;
  /** Set where it depends only on the number of its thing, or its owner's: it can be asked for before the thing is there. */
  readonly early?: {
    /** The facts of the thing that it shows which the record of its own thing reports. */
    readonly tells: ReadonlySet<string>;
  };
  /** Whether, with these arguments, it reads every page of a list, because WHMCS cannot filter it. */
  readonly readsAll?: (args: Readonly<Record<string, unknown>>) => boolean;
  /** Where it shows rows that WHMCS answers whole: all of them as a list, or a page of them. */
  readonly whole?: 'list' | 'page';
  /** Whether, with these arguments, its total is one of the client's counters. */
  readonly counted?: (args: Readonly<Record<string, unknown>>) => boolean;
}

declare module 'graphql' {
  interface GraphQLFieldExtensions<_TSource, _TContext, _TArgs> {
    meta?: FieldMeta;
  }
}

const none: FieldMeta = Object.freeze({});

/** The metadata of a field of the schema. */
export const metaOf = ({ extensions }: { readonly extensions?: FieldExtensions | null | undefined }): FieldMeta =>
  extensions?.meta ?? none;

type FieldExtensions = Pick<GraphQLFieldExtensions<unknown, unknown>, 'meta'>;

const DECLARED = Symbol('field metadata');

const isDeclared = (resolve: object): resolve is { readonly [DECLARED]: FieldMeta } => DECLARED in resolve;

/** What a resolver declares of its field, as long as no schema is built of it. */
export const declaredBy = (resolve: unknown): FieldMeta =>
  typeof resolve === 'function' && isDeclared(resolve) ? resolve[DECLARED] : none;

/** Declares more of the field of a resolver, and returns the resolver. */
export const withMeta = <Resolve extends object>(resolve: Resolve, given: FieldMeta): Resolve =>
  Object.assign(resolve, { [DECLARED]: { ...declaredBy(resolve), ...given } });

/**
 * Declares that a field may be served stale while a fresh answer is fetched: it names or describes its entity, and no decision depends on it.
 * Without it a field is volatile, such as a status, an amount, a date that a payment moves, or a setting.
 */
export const lasting = <Resolve extends object>(resolve: Resolve): Resolve => withMeta(resolve, { lasting: true });

/**
 * Declares that a field depends only on the number of its thing, or its owner's.
 *
 * @param tells the facts of what it shows that the thing's own record will report
 */
export const prefetchable = <Resolve extends object>(resolve: Resolve, tells: readonly string[] = []): Resolve =>
  withMeta(resolve, { early: { tells: new Set(tells) } });
