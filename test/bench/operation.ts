/** An operation as it is sent, and what counts as an answer to it. */
import { isDeepStrictEqual } from 'node:util';
import { operations } from '../../src/cli/package-files.ts';
import type { Simulator } from '../../src/simulator/index.ts';
import { roleOf, variables, type Role, type Variables } from './variables.ts';

export interface Operation {
  readonly name: string;
  readonly kind: 'query' | 'mutation';
  readonly as: Role;
  /** The request, ready to be sent. */
  readonly headers: Record<string, string>;
  readonly body: string;
  /** The body of the next request under load, where no two shall be equal. */
  readonly next?: () => string;
}

/** An answer that it would be worthless to measure. */
export class OperationFailed extends Error {
  override readonly name = 'OperationFailed';
}

/**
 * The operations of schema/operations: reads first, mutations last.
 *
 * @throws OperationFailed for an operation without variables
 */
export const allOperations = (): Operation[] =>
  [...operations()]
    .map(([name, query]) => operation(name, query))
    .toSorted((a, b) => Number(a.kind === 'mutation') - Number(b.kind === 'mutation'));

function operation(name: string, query: string): Operation {
  const given = variables[name];
  if (!given) throw new OperationFailed(`test/bench/variables.ts has no variables for ${name}`);
  const kind = /^mutation\b/m.test(query) ? 'mutation' : 'query';
  return { name, kind, ...requestAs(roleOf(name), query, given) };
}

/** The request that asks a question in somebody's name. */
export const requestAs = (as: Role, query: string, given: Variables): Pick<Operation, 'as' | 'headers' | 'body'> => ({
  as,
  headers: { 'content-type': 'application/json', authorization: `Bearer ${as}` },
  body: JSON.stringify({ query, variables: given }),
});

/**
 * Sends it once and answers the response's text.
 *
 * @throws OperationFailed where the answer is no success in every part
 */
export async function send({ name, kind, headers, body }: Operation, url: string): Promise<string> {
  const response = await fetch(url, { method: 'POST', headers, body });
  const text = await response.text();
  const wrong = response.ok ? shortcoming(answerIn(text), kind) : `status ${response.status}`;
  if (wrong !== undefined) throw new OperationFailed(`${name}: ${wrong}: ${text.slice(0, 600)}`);
  return text;
}

/** Sends it once and answers the response's text, and how many calls that was: the truth about calls is what WHMCS saw. */
export async function priced(
  operation: Operation,
  url: string,
  { calls }: Simulator,
): Promise<{ calls: number; answer: string }> {
  const before = calls.total;
  const answer = await send(operation, url);
  return { calls: calls.total - before, answer };
}

/** Whether two answers say the same; what they cost, which stands beside it, may differ. */
export const sameData = (one: string, other: string): boolean =>
  isDeepStrictEqual(answerIn(one).data, answerIn(other).data);

/** The name of a field that is asked for nothing, and may be null. */
export const UNASKED = 'unasked';

interface Answer {
  readonly data?: Readonly<Record<string, { readonly __typename?: string } | null>> | null;
  readonly errors?: readonly unknown[];
}

const answerIn = (text: string): Answer => JSON.parse(text) as Answer;

/** A thing that is not found, and a mutation's error, are perfect GraphQL and nothing to measure. */
function shortcoming({ data, errors }: Answer, kind: Operation['kind']): string | undefined {
  if (errors || !data) return 'answers errors';
  const missing = Object.keys(data).find((field) => data[field] === null && field !== UNASKED);
  if (missing !== undefined) return `${missing} is null`;
  const refused = kind === 'mutation' && Object.values(data).find((result) => !result?.__typename?.endsWith('Payload'));
  return refused ? `answers ${refused.__typename}` : undefined;
}
