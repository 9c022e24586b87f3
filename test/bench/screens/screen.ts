/** The ten frontend screens that all subjects are measured with; their documents are in this folder. */
import { readdirSync, readFileSync } from 'node:fs';
import { globalId } from '../../../src/graph/base/global-id.ts';
import type { Simulator } from '../../../src/simulator/index.ts';
import { requestAs, UNASKED, type Operation } from '../operation.ts';
import type { Variables } from '../variables.ts';

/** How a frontend writes its lists: `nodes`, or `edges` with a fragment for each component. */
export type Style = 'nodes' | 'edges';

export interface Screen {
  readonly name: string;
  operation(style: Style, world: Simulator['world']): Operation;
}

const folders = { nodes: new URL('./', import.meta.url), edges: new URL('edges/', import.meta.url) };

const document = (name: string, style: Style): string =>
  readFileSync(new URL(`${name}.graphql`, folders[style]), 'utf8');

/** Variables by the name of the screen; the others take none. */
const variables: Readonly<Record<string, (world: Simulator['world']) => Variables>> = {
  ClientScreen: () => ({ id: '1' }),
  InvoiceScreen: () => ({ id: globalId('Invoice', 1001, 1) }),
  ServicesScreen: (world) => ({ ids: someServices(world) }),
};

/** Thirty services of twelve clients, each with at most a page of them. */
function someServices({ clients, services }: Simulator['world']): string[] {
  const owners = clients
    .all()
    .map(({ id }) => services.of(id))
    .filter(({ length }) => length >= 2 && length <= 100)
    .slice(0, 12);
  return owners
    .flatMap((theirs) => theirs.slice(0, 3))
    .slice(0, 30)
    .map(({ id, clientid }) => globalId('Service', id, clientid));
}

export const screens: readonly Screen[] = readdirSync(folders.nodes)
  .filter((file) => file.endsWith('.graphql'))
  .map((file) => file.slice(0, -'.graphql'.length))
  .toSorted()
  .map((name) => ({
    name,
    operation: (style, world) => ({
      name,
      kind: 'query',
      ...requestAs('staff', document(name, style), variables[name]?.(world) ?? {}),
    }),
  }));

/**
 * The same document with a variable that changes from request to request: no whole response is reused, and WHMCS needs no new
 * call. The variable names a type that does not exist, which costs next to nothing.
 */
export function unrepeated(operation: Operation): Operation {
  const { query, variables: given } = JSON.parse(operation.body) as { query: string; variables: Variables };
  const [head = '', tail = ''] = JSON.stringify({
    query: withNonce(query),
    variables: { ...given, nonce: '#' },
  }).split('"#"');
  let requests = 0;
  const next = (): string => `${head}"${++requests}"${tail}`;
  return { ...operation, body: next(), next };
}

/** The documents of this folder start alike. */
const withNonce = (query: string): string =>
  query.replace(
    /^query (\w+)(?:\((.*)\))? \{$/m,
    (_, name: string, given?: string) =>
      `query ${name}(${given ? `${given}, ` : ''}$nonce: String!) {\n  ${UNASKED}: __type(name: $nonce) { name }`,
  );
