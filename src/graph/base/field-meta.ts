/** What is known of a resolver without running it: marks by which the call plan reads a selection. */

export interface FieldMeta {
  /** Whether it shows what nobody but staff may see. */
  readonly forStaff?: boolean;
  /** The one fact of its thing that it shows. */
  readonly fact?: string;
  /** Whether it hangs on nothing but the number of its thing, or its owner's. */
  readonly early?: {
    /** What the record of its thing tells of the thing that it shows. */
    readonly tells: ReadonlySet<string>;
  };
  /** Whether, asked so, it reads every page of a list, because WHMCS cannot filter it. */
  readonly readsAll?: (args: Readonly<Record<string, unknown>>) => boolean;
  /** Whether, asked so, its total is one of the client's counters. */
  readonly counted?: (args: Readonly<Record<string, unknown>>) => boolean;
}

const marks = new WeakMap<object, FieldMeta>();
const none: FieldMeta = {};

/** Marks a resolver, beside what it is marked with already, and hands it back. */
export function withMeta<Resolve extends object>(resolve: Resolve, given: FieldMeta): Resolve {
  marks.set(resolve, { ...marks.get(resolve), ...given });
  return resolve;
}

/** The marks of a resolver; none where it has not been marked. */
export const metaOf = (resolve: object | null | undefined): FieldMeta => (resolve && marks.get(resolve)) ?? none;

/**
 * Marks a resolver that hangs on nothing but the number of its thing, or its owner's.
 *
 * @param tells the facts of what it shows that the thing's own record will tell
 */
export const prefetchable = <Resolve extends object>(resolve: Resolve, tells: readonly string[] = []): Resolve =>
  withMeta(resolve, { early: { tells: new Set(tells) } });
