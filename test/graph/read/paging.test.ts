import fc from 'fast-check';
import { GraphQLError } from 'graphql';
import { describe, expect, it } from 'vitest';
import { cursorAt, paginate, type Page, type PageArgs } from '../../../src/graph/read/paging.ts';
import { failureOf } from '../../whmcs/rig.ts';
import { honest, nodes, numbers } from './sources.ts';

/** The page that Relay prescribes for a list in memory. */
function reference(length: number, { first, after, last, before, offset }: Decoded) {
  const start = after == null ? (offset ?? 0) : after + 1;
  const range = numbers(Math.min(before ?? length, length)).slice(start);
  const rows = last == null ? range.slice(0, first ?? 25) : range.slice(Math.max(0, range.length - last));
  return { rows, start };
}

/** Arguments with positions instead of cursors. */
interface Decoded {
  readonly first?: number | null;
  readonly after?: number | null;
  readonly last?: number | null;
  readonly before?: number | null;
  readonly offset?: number | null;
}

const encoded = ({ after, before, ...rest }: Decoded): PageArgs => ({
  ...rest,
  ...(after == null ? {} : { after: cursorAt(after) }),
  ...(before == null ? {} : { before: cursorAt(before) }),
});

interface Looked {
  readonly page: Page<number>;
  readonly questions: number;
  /** The expected page. */
  readonly expected: Page<number>;
  readonly mostQuestions: number;
}

/** A page of this many rows, next to the expected one. */
async function look(length: number, args: Decoded): Promise<Looked> {
  const { source, questions } = honest(length);
  const page = await paginate(encoded(args), source);
  const { rows, start } = reference(length, args);
  const [head, tail] = [rows.at(0), rows.at(-1)];
  for (const [at, limit] of questions) {
    if (at < 0 || limit < 1 || limit > 100) expect.fail(`it asked for ${limit} rows from ${at} on`);
  }
  return {
    page: { ...page, edges: page.edges.map(({ node, cursor }) => ({ node, cursor })) },
    questions: questions.length,
    expected: {
      edges: rows.map((node) => ({ node, cursor: cursorAt(node) })),
      total: length,
      // Without rows, nothing is promised about what surrounds them.
      hasPreviousPage: head === undefined ? page.hasPreviousPage : head > 0,
      hasNextPage: tail === undefined ? page.hasNextPage : tail < length - 1,
    },
    mostQuestions: isFoundAtOnce(length, args, start) ? 1 : 2,
  };
}

/** Whether the rows are where the first lookup expects them; otherwise its answer has revealed the end of the list. */
function isFoundAtOnce(length: number, { last, before }: Decoded, start: number): boolean {
  if (last == null) return true;
  const edge = before ?? start + last;
  const end = Math.min(before ?? length, length);
  return end <= edge && Math.max(start, end - last) === Math.max(start, edge - last);
}

const lengths = [0, 1, 24, 25, 26, 100, 101, 250];

const combinations: readonly Decoded[] = [
  {},
  { first: 0 },
  { first: 1 },
  { first: 25 },
  { first: 100 },
  { first: null, after: null },
  { after: 0 },
  { first: 10, after: 23 },
  { first: 10, after: 24 },
  { first: 100, after: 99 },
  { first: 5, after: 400 },
  { offset: 0 },
  { first: 10, offset: 20 },
  { first: 25, offset: 25 },
  { offset: 1000 },
  { last: 0 },
  { last: 1 },
  { last: 25 },
  { last: 100 },
  { last: 10, before: 0 },
  { last: 10, before: 5 },
  { last: 10, before: 25 },
  { last: 10, before: 400 },
  { last: 10, after: 10 },
  { last: 10, after: 10, before: 15 },
  { last: 3, after: 10, before: 15 },
  { first: 3, after: 10, before: 15 },
  { first: 10, after: 10, before: 15 },
  { first: 10, before: 5 },
  { before: 60 },
  { first: 5, after: 20, before: 10 },
  { last: 5, after: 20, before: 10 },
];

describe('a page of a list', () => {
  it.each(lengths.flatMap((length) => combinations.map((args) => [length, args] as const)))(
    'of %i rows: %j',
    async (length, args) => {
      const { page, expected, questions, mostQuestions } = await look(length, args);
      expect(page).toEqual(expected);
      expect(questions).toBeLessThanOrEqual(mostQuestions);
    },
  );

  it('is the page that Relay prescribes, for all arguments', async () => {
    const size = fc.integer({ min: 0, max: 100 });
    const position = fc.integer({ min: 0, max: 300 });
    const some = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
    const args: fc.Arbitrary<Decoded> = fc.oneof(
      fc.record({ first: some(size), after: some(position), before: some(position) }),
      fc.record({ last: size, after: some(position), before: some(position) }),
      fc.record({ first: some(size), offset: some(position) }),
    );
    const lengthOf = fc.integer({ min: 0, max: 260 });
    const property = fc.asyncProperty(lengthOf, args, async (length, given) => {
      const { page, expected, questions, mostQuestions } = await look(length, given);
      expect(page).toEqual(expected);
      expect(questions).toBeLessThanOrEqual(mostQuestions);
    });
    await fc.assert(property, { numRuns: 300 });
  });

  it.each(lengths)('after page, forwards and backwards, is the whole list of %i', async (length) => {
    const forwards: number[] = [];
    let after: string | null = null;
    for (let more = true; more;) {
      const page: Page<number> = await paginate({ first: 7, after }, honest(length).source);
      forwards.push(...nodes(page));
      after = page.edges.at(-1)?.cursor ?? null;
      more = page.hasNextPage;
    }
    const backwards: number[] = [];
    let before: string | null = null;
    for (let more = true; more;) {
      const page: Page<number> = await paginate({ last: 7, before }, honest(length).source);
      backwards.unshift(...nodes(page));
      before = page.edges[0]?.cursor ?? null;
      more = page.hasPreviousPage;
    }
    expect(forwards).toEqual(numbers(length));
    expect(backwards).toEqual(numbers(length));
  });
});

describe('the price of a page', () => {
  it.each<[Decoded, number, [number, number][]]>([
    [{ first: 50 }, 250, [[0, 50]]],
    [{ first: 50, after: 49 }, 250, [[50, 50]]],
    [{ first: 10, offset: 240 }, 250, [[240, 10]]],
    [{ last: 10, before: 100 }, 250, [[90, 10]]],
    [{ last: 10, before: 4 }, 250, [[0, 4]]],
    [{ last: 25 }, 24, [[0, 25]]],
    [{ last: 25 }, 25, [[0, 25]]],
    [
      { last: 25 },
      250,
      [
        [0, 25],
        [225, 25],
      ],
    ],
    [{ first: 0 }, 250, [[0, 1]]],
  ])('%j of %i rows', async (args, length, expected) => {
    const { source, questions } = honest(length);
    await paginate(encoded(args), source);
    expect(questions).toEqual(expected);
  });
});

describe('invalid arguments', () => {
  it.each<[string, PageArgs]>([
    ['first: 101', { first: 101 }],
    ['last: 101', { last: 101 }],
    ['first: -1', { first: -1 }],
    ['last: -1', { last: -1 }],
    ['first with last', { first: 5, last: 5 }],
    ['offset with after', { offset: 5, after: cursorAt(3) }],
    ['offset with before', { offset: 5, before: cursorAt(3) }],
    ['offset with last', { offset: 5, last: 5 }],
    ['offset: -1', { offset: -1 }],
    ['a word as a cursor', { after: 'next' }],
    ['an empty cursor', { before: '' }],
    ['a bare number as a cursor', { after: '25' }],
    ['the id of something', { after: Buffer.from('Invoice:5').toString('base64url') }],
    ['a negative position', { after: Buffer.from('row:-1').toString('base64url') }],
    ['a position beyond all lists', { after: Buffer.from(`row:${'9'.repeat(13)}`).toString('base64url') }],
  ])('%s', async (_, args) => {
    const { source, questions } = honest(10);
    const error = await failureOf((async () => paginate(args, source))());
    expect(error).toBeInstanceOf(GraphQLError);
    expect(error).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
    expect(questions).toEqual([]);
  });
});
