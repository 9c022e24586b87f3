/** What is missing from a list although WHMCS counts it: told beside the rows that are there, and never in place of them. */
import { GraphQLError } from 'graphql';
import type { Viewer } from '../../access/viewer.ts';
import type { Code } from '../base/errors.ts';

export interface Flaw {
  /** Where in WHMCS's list, counted from 0. */
  readonly position: number;
  /** How many rows are missing from there on; null for all that follow. */
  readonly rows: number | null;
  /** Why, and what to mend: for staff and the log. */
  readonly why: string;
}

/** Flaws that stand side by side, as one: a move of a database may have broken every row. */
export function joined(flaws: readonly Flaw[]): Flaw[] {
  const found: Flaw[] = [];
  for (const flaw of flaws) {
    const last = found.at(-1);
    const isNext = last?.rows != null && flaw.rows !== null && last.position + last.rows === flaw.position;
    if (isNext && last?.why === flaw.why)
      found[found.length - 1] = { ...last, rows: (last.rows ?? 0) + (flaw.rows ?? 0) };
    else found.push(flaw);
  }
  return found;
}

/** The flaws of several lists, or of several parts of one; undefined where there are none. */
export function flawsOf(
  parts: readonly { readonly flaws?: readonly Flaw[] | undefined }[],
): readonly Flaw[] | undefined {
  const all = parts.flatMap(({ flaws }) => flaws ?? []);
  return all.length > 0 ? all : undefined;
}

/** Which rows, in words. */
const placeOf = ({ position, rows }: Flaw): string => {
  if (rows === null) return `The rows from position ${position} on`;
  return rows === 1 ? `The row at position ${position}` : `The ${rows} rows from position ${position} on`;
};

/** A flaw as the log has it. */
export const flawWarning = (flaw: Flaw): string => `${placeOf(flaw)} of a list could not be had: ${flaw.why}`;

/** A flaw as an error at its list. */
export function flawError(flaw: Flaw, viewer: Viewer, path: readonly (string | number)[]): GraphQLError {
  const { position, rows, why } = flaw;
  const reason = viewer.role === 'STAFF' ? why : 'the billing system cannot tell what stands there.';
  return new GraphQLError(`${placeOf(flaw)} of this list could not be had: ${reason}`, {
    path,
    extensions: { code: 'WHMCS_UNEXPECTED_ANSWER' satisfies Code, position, rows },
  });
}
