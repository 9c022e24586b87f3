/** Bounds the errors of a response in number and size: each of thousands of rows may have one. */
import { GraphQLError } from 'graphql';
import type { Code } from '../../graph/base/errors.ts';
import { LONGEST_MESSAGE } from './error-text.ts';

const MOST_ERRORS = 200;

/** Of all messages together. */
const MOST_CHARACTERS = 512 * 1024;

/** The first errors, and one that counts the others. */
export function bounded(errors: readonly GraphQLError[]): readonly GraphQLError[] {
  let characters = 0;
  const end = errors.findIndex(({ message }, index) => {
    characters += Math.min(message.length, LONGEST_MESSAGE);
    return index >= MOST_ERRORS || characters > MOST_CHARACTERS;
  });
  if (end < 0) return errors;
  const rest = new GraphQLError(`There are ${errors.length - end} more errors; ask for less at once.`, {
    extensions: { code: 'BUDGET_EXCEEDED' satisfies Code },
  });
  return [...errors.slice(0, end), rest];
}
