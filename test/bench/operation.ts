/** An operation as it is sent, and its valid responses. */
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
  /** The body of the next request under load, when each must be unique. */
  readonly next?: () => string;
}

/** A response that would be worthless to measure. */
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

/** The request for a document, with the token of a viewer. */
export const requestAs = (as: Role, query: string, given: Variables): Pick<Operation, 'as' | 'headers' | 'body'> => ({
  as,
  headers: { 'content-type': 'application/json', authorization: `Bearer ${as}` },
  body: JSON.stringify({ query, variables: given }),
});

/**
 * Sends it once and returns the text of the response.
 *
 * @throws OperationFailed unless every part of the response is a success
 */
export async function send({ name, kind, headers, body }: Operation, url: string): Promise<string> {
  const response = await fetch(url, { method: 'POST', headers, body });
  const text = await response.text();
  const wrong = response.ok ? shortcoming(answerIn(text), kind) : `status ${response.status}`;
  if (wrong !== undefined) throw new OperationFailed(`${name}: ${wrong}: ${text.slice(0, 600)}`);
  return text;
}

/** Sends it once; returns the text of the response and the number of calls that WHMCS received. */
export async function priced(
  operation: Operation,
  url: string,
  { calls }: Simulator,
): Promise<{ calls: number; answer: string }> {
  const before = calls.total;
  const answer = await send(operation, url);
  return { calls: calls.total - before, answer };
}

/** Whether two responses have equal data; their cost may differ. */
export const sameData = (one: string, other: string): boolean =>
  isDeepStrictEqual(answerIn(one).data, answerIn(other).data);

/** Aliases with this name may be null: they request nothing. */
export const UNASKED = 'unasked';

interface Answer {
  readonly data?: Readonly<Record<string, { readonly __typename?: string } | null>> | null;
  readonly errors?: readonly unknown[];
}

const answerIn = (text: string): Answer => JSON.parse(text) as Answer;

/** A missing entity and a mutation's error are valid GraphQL, but nothing to measure. */
function shortcoming({ data, errors }: Answer, kind: Operation['kind']): string | undefined {
  if (errors || !data) return 'answers errors';
  const missing = Object.keys(data).find((field) => data[field] === null && field !== UNASKED);
  if (missing !== undefined) return `${missing} is null`;
  const refused = kind === 'mutation' && Object.values(data).find((result) => !result?.__typename?.endsWith('Payload'));
  return refused ? `answers ${refused.__typename}` : undefined;
}
