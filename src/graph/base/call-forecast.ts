/** How many calls an operation would make, as plain data: errors carry it, `explain/` computes it. */

export interface Range {
  /** Calls that are certain. */
  readonly least: number;
  /** Null where no bound is known. */
  readonly most: number | null;
}

export interface Forecast extends Range {
  /** The fields for which calls are made, the most expensive first. */
  readonly byPath: readonly (Range & { readonly path: string })[];
}
