/** The checks of graphql-cop 1.14, sent as it sends them. Each returns whether it found its problem. */

/** Sends a request to the endpoint, with a path appended (usually empty). */
export type Send = (path: string, init?: RequestInit) => Promise<Response>;

type Check = (send: Send) => Promise<boolean>;

/** The part of a response that the checks read. */
interface GraphQLResponse {
  readonly data?: {
    readonly __typename?: string;
    readonly __schema?: { readonly types?: readonly unknown[] };
    readonly [alias: string]: unknown;
  } | null;
  readonly errors?: readonly { readonly message?: string; readonly extensions?: Record<string, unknown> }[];
  readonly extensions?: Record<string, unknown>;
}

const times = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(' \n');

async function readJson(response: Promise<Response>): Promise<GraphQLResponse & readonly unknown[]> {
  return JSON.parse((await (await response).text()) || '{}') as GraphQLResponse & readonly unknown[];
}

const posted = (send: Send, asked: unknown) =>
  readJson(send('', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(asked) }));

const post = (send: Send, query: string) => posted(send, { query });

const get = (send: Send, query: string) => readJson(send(`?${new URLSearchParams({ query }).toString()}`));

const isDone = ({ data }: GraphQLResponse): boolean => typeof data?.__typename === 'string';

export const checks = {
  'alias overloading': async (send) => {
    const { data } = await post(send, `query cop { ${times(101, (index) => `alias${index}:__typename`)} }`);
    return data?.['alias100'] !== undefined;
  },
  'array-based batching': async (send) => {
    const answers = await posted(
      send,
      Array.from({ length: 10 }, () => ({ query: 'query cop { __typename }' })),
    );
    return Array.isArray(answers) && answers.length >= 10;
  },
  'directive overloading': async (send) => {
    const { errors } = await post(send, `query cop { __typename ${'@aa'.repeat(10)} }`);
    return errors?.length === 10;
  },
  'field duplication': async (send) => isDone(await post(send, `query cop { ${times(500, () => '__typename')} }`)),
  'circular introspection': async (send) => {
    const around = 'fields { type { '.repeat(4);
    const { data } = await post(send, `query cop { __schema { types { ${around} name ${'} }'.repeat(4)} } } }`);
    return (data?.__schema?.types?.length ?? 0) > 25;
  },
  introspection: async (send) => {
    const { data } = await post(send, 'query cop { __schema { types { name fields { name } } } }');
    return data?.__schema?.types !== undefined;
  },
  'field suggestions': async (send) => {
    const { errors } = await post(send, 'query cop { __schema { directive } }');
    return errors?.some(({ message }) => message?.includes('Did you mean')) === true;
  },
  'queries by GET': async (send) => isDone(await get(send, 'query cop { __typename }')),
  'mutations by GET': async (send) => isDone(await get(send, 'mutation cop { __typename }')),
  'queries as forms': async (send) =>
    isDone(
      await readJson(send('', { method: 'POST', body: new URLSearchParams({ query: 'query cop { __typename }' }) })),
    ),
  tracing: async (send) => {
    const { extensions, errors } = await post(send, 'query cop { __typename }');
    return [extensions, ...(errors ?? []).map((error) => error.extensions)].some(
      (each) => each?.['tracing'] !== undefined,
    );
  },
  'unhandled errors': async (send) => {
    const { errors } = await post(send, 'qwerty cop { abc }');
    return errors?.some(({ extensions }) => JSON.stringify(extensions ?? {}).match(/exception|stacktrace/i)) === true;
  },
  GraphiQL: async (send) => {
    const page = await (await send('', { headers: { accept: 'text/html' } })).text();
    return ['graphiql.min.css', 'GraphQL Playground', 'GraphiQL', 'graphql-playground'].some((word) =>
      page.includes(word),
    );
  },
} satisfies Readonly<Record<string, Check>>;

export type Finding = keyof typeof checks;

const names = Object.keys(checks).filter((name): name is Finding => name in checks);

/** The names of the checks that found their problem. */
export async function findings(send: Send, looked: readonly Finding[] = names): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const name of looked) if (await checks[name](send)) found.push(name);
  return found;
}

export { names as findingNames };
