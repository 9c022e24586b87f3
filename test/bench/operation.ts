/** An operation as it is sent, and what counts as an answer to it. */
import { operations } from '../../src/cli/package-files.ts';
import { roleOf, variables, type Role } from './variables.ts';

export interface Operation {
  readonly name: string;
  readonly kind: 'query' | 'mutation';
  readonly as: Role;
  /** The request, ready to be sent. */
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** An answer that it would be worthless to measure. */
export class OperationFailed extends Error {
  override readonly name = 'OperationFailed';
}

/**
 * The operations of schema/operations: reads first, mutations last.
 *
 * @param names only these
 * @throws OperationFailed for a name that is none of them, and for an operation without variables
 */
export function operationsNamed(names?: readonly string[]): Operation[] {
  const documents = operations();
  const unknown = (names ?? []).filter((name) => !documents.has(name));
  if (unknown.length > 0) throw new OperationFailed(`schema/operations has no ${unknown.join(', ')}`);
  return [...documents]
    .filter(([name]) => names?.includes(name) ?? true)
    .map(([name, query]) => operation(name, query))
    .toSorted((a, b) => Number(a.kind === 'mutation') - Number(b.kind === 'mutation'));
}

function operation(name: string, query: string): Operation {
  const given = variables[name];
  if (!given) throw new OperationFailed(`test/bench/variables.ts has no variables for ${name}`);
  const as = roleOf(name);
  return {
    name,
    kind: /^mutation\b/m.test(query) ? 'mutation' : 'query',
    as,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${as}` },
    body: JSON.stringify({ query, variables: given }),
  };
}

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

/** Whether two answers say the same; what they cost, which stands beside it, may differ. */
export const sameData = (one: string, other: string): boolean =>
  JSON.stringify(answerIn(one).data) === JSON.stringify(answerIn(other).data);

interface Answer {
  readonly data?: Readonly<Record<string, { readonly __typename?: string } | null>> | null;
  readonly errors?: readonly unknown[];
}

const answerIn = (text: string): Answer => JSON.parse(text) as Answer;

/** A thing that is not found, and a mutation's error, are perfect GraphQL and nothing to measure. */
function shortcoming({ data, errors }: Answer, kind: Operation['kind']): string | undefined {
  if (errors || !data) return 'answers errors';
  const missing = Object.keys(data).find((field) => data[field] === null);
  if (missing !== undefined) return `${missing} is null`;
  const refused = kind === 'mutation' && Object.values(data).find((result) => !result?.__typename?.endsWith('Payload'));
  return refused ? `answers ${refused.__typename}` : undefined;
}
