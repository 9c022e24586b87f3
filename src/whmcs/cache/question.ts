/** A question: a read with its parameters and its cache key, which is computed once. */
import type { Params, ReadCommand } from '../command.ts';

export interface Question<C extends ReadCommand = ReadCommand> {
  readonly command: C;
  readonly params: Params<C>;
  readonly key: string;
  /** For the cache: the state in which nothing was known of the question. */
  nothingKnownAt: number;
}

export const questionOf = <C extends ReadCommand>(command: C, params: Params<C>): Question<C> => ({
  command,
  params,
  key: questionKey(command, params),
  nothingKnownAt: -1,
});

/**
 * The cache key: the same parameters in any order give the same key. The credential is not part of it, because each command uses one
 * credential for the life of the process.
 */
export function questionKey({ name }: Pick<ReadCommand, 'name'>, params: unknown): string {
  const given: [string, unknown][] = Object.entries(params ?? {});
  if (given.length > 1) given.sort(([a], [b]) => (a < b ? -1 : 1));
  let key = `${name}?`;
  for (const [param, value] of given)
    if (value !== undefined) key += `${param}=${typeof value === 'number' ? value : JSON.stringify(value)}&`;
  return key;
}
