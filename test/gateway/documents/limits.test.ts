/** The limits of a document: the limit itself passes, one more is refused. */
import {
  DirectiveLocation,
  getIntrospectionQuery,
  GraphQLDirective,
  GraphQLInt,
  GraphQLList,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
  parse,
  specifiedDirectives,
} from 'graphql';
import { describe, expect, it, onTestFinished } from 'vitest';
import { operations } from '../../../src/cli/package-files.ts';
import { measureDocument, type Measures } from '../../../src/gateway/documents/measures.ts';
import { defaultLimits, type DocumentLimits } from '../../../src/config/limits.ts';
import type { Graph } from '../../../src/graph/graph.ts';
import { startTestGateway, useGateway, type Executed } from '../../support/gateway.ts';
import { wholeResponses } from '../../support/whole-responses.ts';

const thing: GraphQLObjectType<unknown, Graph> = new GraphQLObjectType<unknown, Graph>({
  name: 'Query',
  fields: () => ({
    me: { type: GraphQLString, resolve: () => 'me' },
    thing: { type: thing, resolve: () => ({}) },
    sum: { type: GraphQLInt, args: { of: { type: new GraphQLList(GraphQLInt) } }, resolve: () => 0 },
  }),
});

const most = defaultLimits.document;
const times = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');

/** Documents with an exact count of one kind, and little of any other. */
const documents: Readonly<Record<keyof DocumentLimits, (count: number) => string>> = {
  // Two bytes each in UTF-8.
  bytes: (count) => `{ me } #${'é'.repeat((count - 8) / 2)}${'e'.repeat(count % 2)}`,
  // Nine of them stand around the numbers.
  tokens: (count) => `{ sum(of: [${times(count - 9, () => '1')}]) }`,
  depth: (count) => `${'{ thing '.repeat(count - 1)}{ me }${' }'.repeat(count - 1)}`,
  // Fifty times a field and 39 in a fragment, plus the rest.
  fields: (count) =>
    `{ ${times(50, (index) => `a${index}: thing { ...Part ${index < count - 2_000 ? 'sum' : ''} }`)} }
    fragment Part on Query { ${times(20, () => 'me')} ${times(19, () => 'sum')} }`,
  rootFields: (count) => `{ ${times(count, (index) => `a${index}: me`)} }`,
  aliases: (count) => `{ thing { ${times(count, (index) => `a${index}: me`)} } }`,
  repeats: (count) => `{ thing { ${times(count, () => 'me')} } }`,
  directives: (count) => `{ thing { ${times(count, (index) => `a${index}: me @include(if: true)`)} } }`,
  directivesAtOnce: (count) => `{ me ${times(count, () => '@mark')} }`,
};

const kinds = Object.keys(documents).filter((kind): kind is keyof DocumentLimits => kind in documents);

const gateway = useGateway({
  gateway: {
    schema: new GraphQLSchema({
      query: thing,
      directives: [
        ...specifiedDirectives,
        new GraphQLDirective({ name: 'mark', isRepeatable: true, locations: [DirectiveLocation.FIELD] }),
      ],
    }),
  },
});

describe.each(kinds)('a document with its %s', (kind) => {
  it('at the limit is executed', async () => {
    const { status, errors } = await gateway.execute(documents[kind](most[kind]));
    expect([status, errors]).toEqual([200, undefined]);
  });

  it('one above the limit is refused with one error each time, and nothing of it is cached', async () => {
    const before = await wholeResponses(gateway);
    for (let time = 0; time < 2; time++) {
      const { data, errors } = await gateway.execute(documents[kind](most[kind] + 1));
      expect(data).toBeUndefined();
      expect(errors?.map(({ message, extensions }) => [message.includes(` ${most[kind]} `), extensions])).toEqual([
        [true, { code: 'BAD_USER_INPUT' }],
      ]);
    }
    expect(await wholeResponses(gateway)).toBe(before);
  });
});

it('reports errors without counting the lines of a long document', async () => {
  const located = async (lines: number) =>
    JSON.stringify((await gateway.execute(`{${'\n'.repeat(lines)} nothing }`)).errors);
  expect(await located(1_000)).toContain('{"line":1001,"column":2}');
  expect(await located(1_001)).toContain('{"line":1,"column":1004}');
});

it.each([
  ['fields', (count: number) => `${'{ thing '.repeat(count)}{ me }${' }'.repeat(count)}`],
  ['lists', (count: number) => `{ sum(of: ${'['.repeat(count)}${']'.repeat(count)}) }`],
  ['objects', (count: number) => `{ sum(of: ${'{ a: '.repeat(count)}1${'}'.repeat(count)}) }`],
  ['fragments', (count: number) => `${'{ ... '.repeat(count)}{ me }${' }'.repeat(count)}`],
  ['types', (count: number) => `query ($a: ${'['.repeat(count)}Int${']'.repeat(count)}) { me }`],
  ['unclosed brackets', (count: number) => '{ thing(of: '.repeat(count)],
])('refuses nested %s before parsing, at any depth', async (_, nested) => {
  for (const count of [251, 1_200, 1_600]) {
    const { status, data, errors } = await gateway.execute(nested(count));
    expect([status, data]).toEqual([200, undefined]);
    expect(errors).toEqual([
      {
        message: 'The document nests more than 250 brackets in each other; ask for less at once.',
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
  }
});

it('does not count brackets in strings and comments as nesting', async () => {
  const { data, errors } = await gateway.execute(`{ me } # ${'{[('.repeat(1_000)}`);
  expect([data, errors]).toEqual([{ me: 'me' }, undefined]);
});

it('applies configured limits', async () => {
  const strict = await startTestGateway({ gateway: { limits: { document: { ...most, depth: 2 } } } });
  onTestFinished(() => strict.close());
  const errors = [];
  for (const document of ['{ currencies { code } }', '{ clients { nodes { id } } }'])
    errors.push((await strict.execute(document)).errors?.[0]?.message);
  expect(errors).toEqual([undefined, 'The operation has more than 2 fields within each other; ask for less at once.']);
});

describe('fragments', () => {
  it('count at each spread, and are measured once', async () => {
    const bomb = `{ ...F0 } ${times(200, (index) => `fragment F${index} on Query { thing { ...F${index + 1} } a: thing { ...F${index + 1} } }`)}
      fragment F200 on Query { me }`;
    const measures = measureDocument(parse(bomb));
    expect([measures.depth, measures.fields > 2 ** 200]).toEqual([201, true]);
    expect((await gateway.execute(bomb)).errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  it('in a cycle are left to validation', async () => {
    const { errors } = await gateway.execute(
      '{ ...A } fragment A on Query { thing { ...B } } fragment B on Query { thing { ...A } }',
    );
    expect(errors).toMatchObject([
      {
        message: expect.stringMatching(/Cannot spread fragment "A" within itself/),
        extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
      },
    ]);
  });

  it('include the fields around them', () => {
    const document = parse(
      `query @a { ...F @b a: thing { ... on Query @c { ...F me @d @e } } } fragment F on Query @f { b: me }`,
    );
    expect(measureDocument(document)).toEqual<Measures>({
      depth: 2,
      fields: 4,
      rootFields: 2,
      aliases: 3,
      repeats: 1,
      directives: 7,
      directivesAtOnce: 2,
    });
  });

  it('without a definition are left to validation', async () => {
    expect((await gateway.execute('{ ...Nobody }')).errors).toMatchObject([{ message: 'Unknown fragment "Nobody".' }]);
  });
});

describe('usual operations', () => {
  const introspection = getIntrospectionQuery({
    descriptions: true,
    specifiedByUrl: true,
    directiveIsRepeatable: true,
    schemaDescription: true,
    inputValueDeprecation: true,
    oneOf: true,
  });

  it('pass for introspection', async () => {
    expect((await gateway.execute(introspection)).errors).toBeUndefined();
  });

  it.each([...operations()])('use less than half of each limit: %s', (_, text) => {
    const measures = Object.entries(measureDocument(parse(text)));
    const allowed: Readonly<Record<string, number>> = { ...most };
    expect(measures.filter(([kind, much]) => much * 2 >= (allowed[kind] ?? 0))).toEqual([]);
  });
});

describe('a request', () => {
  const both = 'query A { me } query B { thing { me } }';
  const send = async (body: unknown): Promise<Pick<Executed<unknown>, 'data' | 'errors'>> => {
    const response = await gateway.fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer staff' },
      body: JSON.stringify(body),
    });
    return (await response.json()) as Executed<unknown>;
  };

  it('executes one of several operations by name', async () => {
    expect((await send({ query: both, operationName: 'B' })).data).toEqual({ thing: { me: 'me' } });
  });

  it('with several operations needs a name', async () => {
    expect((await send({ query: both })).errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  it('is refused when it is an array', async () => {
    const { data, errors } = await send(Array.from({ length: 50 }, () => ({ query: '{ me }' })));
    expect(data).toBeUndefined();
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });
});
