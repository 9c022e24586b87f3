/** A question to WHMCS with its identity, which is computed once, whoever needs it on the way to the answer. */
import type { Params, ReadCommand } from '../command.ts';

export interface Question<C extends ReadCommand = ReadCommand> {
  readonly command: C;
  readonly params: Params<C>;
  readonly key: string;
  /** For the cache: the state of its memory in which nothing was known of the question. */
  nothingKnownAt: number;
}

export const questionOf = <C extends ReadCommand>(command: C, params: Params<C>): Question<C> => ({
  command,
  params,
  key: questionKey(command, params),
  nothingKnownAt: -1,
});

/** The identity of a question: the same parameters in whatever order. Each command is sent with one credential, as long as the process. */
export function questionKey({ name }: Pick<ReadCommand, 'name'>, params: unknown): string {
  const given: [string, unknown][] = Object.entries(params ?? {});
  if (given.length > 1) given.sort(([a], [b]) => (a < b ? -1 : 1));
  let key = `${name}?`;
  for (const [param, value] of given)
    if (value !== undefined) key += `${param}=${typeof value === 'number' ? value : JSON.stringify(value)}&`;
  return key;
}
