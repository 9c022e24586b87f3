/** Rows that WHMCS counts but that are missing from a list. They are reported beside the other rows, which are shown. */
import { GraphQLError } from 'graphql';
import type { Viewer } from '../../access/viewer.ts';
import type { Code } from '../base/errors.ts';

export interface Flaw {
  /** The position in WHMCS's list, from 0. */
  readonly position: number;
  /** How many rows are missing from that position on; null for all of them. */
  readonly rows: number | null;
  /** The reason and the remedy, for staff and the log. */
  readonly why: string;
}

/** Joins adjacent flaws: a moved database may have broken every row. */
export function joined(flaws: readonly Flaw[]): Flaw[] {
  const result: Flaw[] = [];
  for (const flaw of flaws) {
    const last = result.at(-1);
    const isNext = last?.rows != null && flaw.rows !== null && last.position + last.rows === flaw.position;
    if (isNext && last?.why === flaw.why)
      result[result.length - 1] = { ...last, rows: (last.rows ?? 0) + (flaw.rows ?? 0) };
    else result.push(flaw);
  }
  return result;
}

/** The flaws of several lists, or of several parts of one list; undefined if there are none. */
export function flawsOf(
  parts: readonly { readonly flaws?: readonly Flaw[] | undefined }[],
): readonly Flaw[] | undefined {
  const all = parts.flatMap(({ flaws }) => flaws ?? []);
  return all.length > 0 ? all : undefined;
}

/** Names the missing rows. */
const placeOf = ({ position, rows }: Flaw): string => {
  if (rows === null) return `The rows from position ${position} on`;
  return rows === 1 ? `The row at position ${position}` : `The ${rows} rows from position ${position} on`;
};

/** The log message for a flaw. */
export const flawWarning = (flaw: Flaw): string => `${placeOf(flaw)} of a list could not be read: ${flaw.why}`;

/** The error for a flaw, at the path of its list. */
export function flawError(flaw: Flaw, viewer: Viewer, path: readonly (string | number)[]): GraphQLError {
  const { position, rows, why } = flaw;
  const reason = viewer.role === 'STAFF' ? why : 'the billing system cannot report them.';
  return new GraphQLError(`${placeOf(flaw)} of this list could not be read: ${reason}`, {
    path,
    extensions: { code: 'WHMCS_UNEXPECTED_ANSWER' satisfies Code, position, rows },
  });
}
