import fc from 'fast-check';
import { GraphQLError } from 'graphql';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  cursorAt,
  listed,
  paginate,
  type Page,
  type PageArgs,
  type Rows,
  type Source,
} from '../../src/graph/paging.ts';
import { Session } from '../../src/graph/session.ts';
import { everyRow, pagesOf } from '../../src/graph/upstream.ts';
import { merged, newestFirst } from '../../src/graph/merge.ts';
import { cache } from '../../src/whmcs/cache.ts';
import type { WhmcsClient } from '../../src/whmcs/client.ts';
import { GetClients } from '../../src/whmcs/commands/clients.ts';
import type { FaultKind, SimulatorOptions } from '../../src/simulator/index.ts';
import { clientOf, failureOf, rig, serve } from '../whmcs/rig.ts';

const numbers = (length: number): number[] => Array.from({ length }, (_, index) => index);

interface Asked<T> {
  readonly source: Source<T>;
  /** Offset and limit of every question so far. */
  readonly questions: [number, number][];
}

/** A source that notes what it is asked; `answer` may answer otherwise than as asked. */
function asked<T>(answer: (offset: number, limit: number, question: number) => Rows<T>): Asked<T> {
  const questions: [number, number][] = [];
  const source: Source<T> = (offset, limit) => {
    questions.push([offset, limit]);
    return Promise.resolve(answer(offset, limit, questions.length));
  };
  return { source, questions };
}

const honest = (length: number) =>
  asked<number>((offset, limit) => ({ rows: numbers(length).slice(offset, offset + limit), total: length }));

const nodes = <T>({ edges }: Page<T>): T[] => edges.map(({ node }) => node);

/** What Relay says of a list at hand. */
function reference(length: number, { first, after, last, before, offset }: Decoded) {
  const start = after == null ? (offset ?? 0) : after + 1;
  const range = numbers(Math.min(before ?? length, length)).slice(start);
  const rows = last == null ? range.slice(0, first ?? 25) : range.slice(Math.max(0, range.length - last));
  return { rows, start };
}

/** Arguments with positions in place of cursors. */
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

async function check(length: number, args: Decoded): Promise<void> {
  const { source, questions } = honest(length);
  const page = await paginate(encoded(args), source);
  const { rows, start } = reference(length, args);
  expect(nodes(page)).toEqual(rows);
  expect(page.edges.map(({ cursor }) => cursor)).toEqual(rows.map(cursorAt));
  expect(page.total).toBe(length);
  const [head, tail] = [rows.at(0), rows.at(-1)];
  if (head !== undefined && tail !== undefined) {
    expect(page.hasPreviousPage).toBe(head > 0);
    expect(page.hasNextPage).toBe(tail < length - 1);
  }
  expect(questions.length).toBeLessThanOrEqual(isFoundAtOnce(length, args, start) ? 1 : 2);
  for (const [at, limit] of questions) {
    expect(at).toBeGreaterThanOrEqual(0);
    expect(limit).toBeGreaterThan(0);
    expect(limit).toBeLessThanOrEqual(100);
  }
}

/** Whether the rows lie where they are looked for first; if not, the first answer has told where the list ends. */
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
    (length, args) => check(length, args),
  );

  it('is what Relay says, whatever is asked', async () => {
    const size = fc.integer({ min: 0, max: 100 });
    const position = fc.integer({ min: 0, max: 300 });
    const some = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
    const args: fc.Arbitrary<Decoded> = fc.oneof(
      fc.record({ first: some(size), after: some(position), before: some(position) }),
      fc.record({ last: size, after: some(position), before: some(position) }),
      fc.record({ first: some(size), offset: some(position) }),
    );
    await fc.assert(fc.asyncProperty(fc.integer({ min: 0, max: 260 }), args, check), { numRuns: 300 });
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

describe('arguments that cannot be meant', () => {
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
    const error = await failureOf(paginate(args, source));
    expect(error).toBeInstanceOf(GraphQLError);
    expect(error).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
    expect(questions).toEqual([]);
  });
});

describe('a list that changes between two questions', () => {
  const changing = (...lengthsInTurn: number[]) =>
    asked<number>((offset, limit, question) => {
      const length = lengthsInTurn[Math.min(question, lengthsInTurn.length) - 1] ?? 0;
      return { rows: numbers(length).slice(offset, offset + limit), total: length };
    });

  it.each([
    ['shrank', [100, 60], numbers(60).slice(50)],
    ['shrank a little', [100, 95], numbers(95).slice(85)],
    ['grew', [100, 120], numbers(120).slice(110)],
    ['was emptied', [100, 0], []],
  ])('and %s still ends where it ends', async (_, lengthsInTurn, expected) => {
    const { source, questions } = changing(...lengthsInTurn);
    const page = await paginate({ last: 10 }, source);
    expect(nodes(page)).toEqual(expected);
    expect(page.hasNextPage).toBe(false);
    expect(page.total).toBe(lengthsInTurn.at(-1));
    expect(questions.length).toBeLessThanOrEqual(3);
  });

  it('and never rests is not looked after for ever', async () => {
    const { source, questions } = changing(...numbers(50).map((step) => 1000 - step * 20));
    await paginate({ last: 10 }, source);
    expect(questions.length).toBe(3);
  });

  it('and shrank below `before` gives the rows that are left', async () => {
    const page = await paginate({ last: 10, before: cursorAt(100) }, honest(60).source);
    expect(nodes(page)).toEqual(numbers(60).slice(50));
    expect(page).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  });

  it('and shrank below `after` is at its end', async () => {
    const page = await paginate({ first: 10, after: cursorAt(79) }, honest(60).source);
    expect(page).toMatchObject({ edges: [], total: 60, hasNextPage: false, hasPreviousPage: true });
  });
});

describe.each([
  ['no total', null],
  ['a total of 0 beside rows', 0],
])('a list with %s', (_, total) => {
  const uncounted = (length: number) =>
    asked<number>((offset, limit) => ({ rows: numbers(length).slice(offset, offset + limit), total }));

  it('says how long it is where a short page tells', async () => {
    expect(await paginate({ first: 25 }, uncounted(24).source)).toMatchObject({ total: 24, hasNextPage: false });
    const second = await paginate({ first: 10, after: cursorAt(19) }, uncounted(24).source);
    expect(second).toMatchObject({ total: 24, hasNextPage: false, hasPreviousPage: true });
  });

  it('says that more may follow a full page, and ends on an empty one', async () => {
    expect(await paginate({ first: 25 }, uncounted(25).source)).toMatchObject({ total: null, hasNextPage: true });
    expect(await paginate({ first: 25, after: cursorAt(24) }, uncounted(25).source)).toMatchObject({
      edges: [],
      hasNextPage: false,
    });
  });

  it.each([0, 1, 9, 10, 11, 109, 110, 111, 1234])('has its last rows looked for: %i', async (length) => {
    const { source, questions } = uncounted(length);
    const page = await paginate({ last: 10 }, source);
    expect(nodes(page)).toEqual(numbers(length).slice(-10));
    expect(page).toMatchObject({ total: length, hasNextPage: false, hasPreviousPage: length > 10 });
    expect(questions.length).toBeLessThan(25);
  });

  it('knows the rows before a cursor without being counted', async () => {
    const { source, questions } = uncounted(250);
    expect(nodes(await paginate({ last: 10, before: cursorAt(100) }, source))).toEqual(numbers(100).slice(90));
    expect(questions).toEqual([[90, 10]]);
  });

  it('that has no end is not followed for ever', async () => {
    const endless = asked<number>((_offset, limit) => ({ rows: numbers(limit), total }));
    expect(await failureOf(paginate({ last: 10 }, endless.source))).toMatchObject({
      extensions: { code: 'BAD_USER_INPUT' },
    });
    expect(endless.questions.length).toBeLessThan(40);
  });
});

describe('a source', () => {
  it('that gives more rows than it was asked for is cut', async () => {
    const { source } = asked<number>((offset) => ({ rows: numbers(40).slice(offset), total: 40 }));
    expect(nodes(await paginate({ first: 10 }, source))).toEqual(numbers(10));
    expect(await paginate({ first: 10, after: cursorAt(9) }, source)).toMatchObject({ total: 40, hasNextPage: true });
    expect(nodes(await paginate({ last: 10 }, source))).toEqual(numbers(40).slice(30));
  });

  it('whose rows cannot all be shown leaves their places empty', async () => {
    const holes = asked<number | null>((offset, limit) => ({
      rows: numbers(30)
        .slice(offset, offset + limit)
        .map((row) => (row % 3 === 1 ? null : row)),
      total: 30,
    }));
    const page = await paginate({ first: 5 }, holes.source);
    expect(nodes(page)).toEqual([0, 2, 3]);
    expect(page.edges.map(({ cursor }) => cursor)).toEqual([0, 2, 3].map(cursorAt));
    expect(page).toMatchObject({ total: 30, hasNextPage: true });
    expect(nodes(await paginate({ first: 5, after: page.edges.at(-1)?.cursor ?? null }, holes.source))).toEqual([
      5, 6, 8,
    ]);
    expect(nodes(await paginate({ last: 4 }, holes.source))).toEqual([26, 27, 29]);
  });

  it('that fails fails the page', async () => {
    const failing: Source<number> = () => Promise.reject(new Error('no'));
    expect(await failureOf(paginate({}, failing))).toHaveProperty('message', 'no');
  });

  it('may be a list at hand', async () => {
    expect(await paginate({ last: 2 }, listed(['a', 'b', 'c']))).toMatchObject({
      edges: [{ node: 'b' }, { node: 'c' }],
      total: 3,
      hasPreviousPage: true,
    });
  });
});

describe('every row', () => {
  const all = (source: Source<number>) => everyRow(source, (row) => row);

  it.each([0, 1, 99, 100, 101, 250])('of %i', async (length) => {
    const counted = honest(length);
    expect(await all(counted.source)).toEqual(numbers(length));
    expect(counted.questions.length).toBe(Math.max(1, Math.ceil(length / 100)));
    const uncounted = asked<number>((offset, limit) => ({
      rows: numbers(length).slice(offset, offset + limit),
      total: null,
    }));
    expect(await all(uncounted.source)).toEqual(numbers(length));
    expect(uncounted.questions.length).toBe(Math.floor(length / 100) + 1);
  });

  it('once, where rows move while they are paged through', async () => {
    // A new row at the start moves all others by one between two pages.
    const moving = asked<number>((offset, limit, question) => ({
      rows: [...(question > 1 ? [999] : []), ...numbers(150)].slice(offset, offset + limit),
      total: 150,
    }));
    const rows = await all(moving.source);
    expect(rows.toSorted((a, b) => a - b)).toEqual(numbers(150));
  });

  it('comes to an end where a list begins again whatever the offset', async () => {
    for (const total of [null, 0]) {
      const { source, questions } = asked<number>(() => ({ rows: numbers(100), total }));
      expect(await all(source)).toEqual(numbers(100));
      expect(questions.length).toBe(2);
    }
  });

  it('passes over rows that cannot be shown, and goes on behind them', async () => {
    const holes: Source<number> = (offset, limit) =>
      Promise.resolve({
        rows: numbers(250)
          .slice(offset, offset + limit)
          .map((row) => (row < 200 ? null : row)),
        total: 250,
      });
    expect(await all(holes)).toEqual(numbers(250).slice(200));
  });
});

describe('lists of several clients', () => {
  /** Lists by client, whose rows tell client and place; `order` is that in which WHMCS gives them. */
  function ofClients(lengthsOf: readonly number[], order: 'newest' | 'oldest' | 'none', counts = true) {
    const lists = lengthsOf.map((length, client) => {
      const rows = numbers(length).map((place) => ({ whmcsId: place * 10 + client + 1 }));
      if (order === 'newest') rows.reverse();
      if (order === 'none') rows.sort((a, b) => (a.whmcsId % 7) - (b.whmcsId % 7));
      return asked((offset, limit) => ({ rows: rows.slice(offset, offset + limit), total: counts ? length : null }));
    });
    const none = asked<{ whmcsId: number }>(() => ({ rows: [], total: 0 }));
    const sourceOf = (client: number) => (lists[client] ?? none).source;
    return { source: merged(lengthsOf.map((_, client) => client), sourceOf, newestFirst), lists };
  }

  const idsOf = async (source: Source<{ whmcsId: number }>, args: PageArgs) =>
    nodes(await paginate(args, source)).map(({ whmcsId }) => whmcsId);

  it('are one list in one order, of which no more is read than the page needs', async () => {
    const { source, lists } = ofClients([0, 250, 3], 'newest');
    expect(await idsOf(source, { first: 4 })).toEqual([2492, 2482, 2472, 2462]);
    expect(await paginate({ first: 4 }, source)).toMatchObject({ total: 253, hasNextPage: true });
    expect(lists.map(({ questions }) => questions.at(-1))).toEqual([
      [0, 100],
      [0, 100],
      [0, 100],
    ]);
    expect(await idsOf(source, { last: 4 })).toEqual([13, 12, 3, 2]);
  });

  it('are sorted here where WHMCS did not', async () => {
    const { source } = ofClients([30, 40], 'none');
    const ids = await idsOf(source, { first: 100 });
    expect(ids).toEqual(ids.toSorted((a, b) => b - a));
  });

  it('page after page are all rows, each once, however WHMCS orders and counts them', async () => {
    const some = fc.array(fc.integer({ min: 0, max: 230 }), { minLength: 2, maxLength: 4 });
    const order = fc.constantFrom('newest' as const, 'oldest' as const, 'none' as const);
    await fc.assert(
      fc.asyncProperty(some, order, fc.boolean(), fc.integer({ min: 20, max: 100 }), async (lengthsOf, given, counts, first) => {
        const { source } = ofClients(lengthsOf, given, counts);
        const ids: number[] = [];
        let after: string | null = null;
        for (let more = true; more; ) {
          const page: Page<{ whmcsId: number }> = await paginate({ first, after }, source);
          ids.push(...nodes(page).map(({ whmcsId }) => whmcsId));
          after = page.edges.at(-1)?.cursor ?? null;
          more = page.hasNextPage;
        }
        expect(ids).toHaveLength(lengthsOf.reduce((sum, length) => sum + length, 0));
        expect(new Set(ids).size).toBe(ids.length);
      }),
      { numRuns: 60 },
    );
  });
});

describe('pages of WHMCS', () => {
  beforeEach(() => void vi.spyOn(Math, 'random').mockReturnValue(0));

  function sourceOver(client: WhmcsClient) {
    const kept = cache(client, { seconds: { reference: 0, record: 0, list: 0 }, maxSize: 1, shared: false });
    const session = new Session({ client, cache: kept, deadlineMs: 10_000 }, () => undefined);
    return pagesOf(
      session,
      GetClients,
      (page) => page,
      ({ clients: rows, totalresults }) => ({ rows, totalresults }),
      ({ id }) => id,
    );
  }

  async function clients(simulated: SimulatorOptions = {}) {
    const { simulator, client } = await rig({}, { clients: 60, ...simulated });
    const source = sourceOver(client);
    const limits = () =>
      simulator.calls.entries.map(({ params }) => [Number(params['limitstart']), Number(params['limitnum'])]);
    return { simulator, source, limits };
  }

  it('are asked as they are wanted', async () => {
    const { source, limits } = await clients();
    const page = await paginate({ first: 10, after: cursorAt(9) }, source);
    expect(page.edges).toHaveLength(10);
    expect(page).toMatchObject({ total: 60, hasNextPage: true, hasPreviousPage: true });
    expect(limits()).toEqual([[10, 10]]);
  });

  it.each<FaultKind>(['memory-exhausted', 'html-500-after', 'truncated', 'empty'])(
    'are halved where PHP fails at their length: %s',
    async (kind) => {
      const whole = nodes(await paginate({ first: 50, offset: 5 }, (await clients()).source));
      const { simulator, source, limits } = await clients();
      // Reads that may fare better in a moment are asked three times.
      simulator.fail({ kind, times: kind === 'memory-exhausted' ? 1 : 3 });
      const page = await paginate({ first: 50, offset: 5 }, source);
      expect(nodes(page)).toEqual(whole);
      expect(page.total).toBe(60);
      expect(limits().slice(-2)).toEqual([
        [5, 25],
        [30, 25],
      ]);
    },
  );

  it('are halved as often as it takes, and no further than ten', async () => {
    const { simulator, source, limits } = await clients();
    simulator.fail({ kind: 'memory-exhausted' });
    expect(await failureOf(paginate({ first: 100 }, source))).toMatchObject({ oddity: 'php' });
    expect(limits().map(([, limit]) => limit)).toEqual([100, 50, 25, 13]);
  });

  it.each<FaultKind>(['html-200', 'html-403', 'json-error', 'role', 'xml'])(
    'are not halved for another reason: %s',
    async (kind) => {
      const { simulator, source, limits } = await clients();
      simulator.fail({ kind });
      await failureOf(paginate({ first: 100 }, source));
      expect(limits()).toEqual([[0, 100]]);
    },
  );

  it('of a short list ask for no second half', async () => {
    const { simulator, source, limits } = await clients({ clients: 12 });
    simulator.fail({ kind: 'memory-exhausted', times: 1 });
    expect(await paginate({ first: 100 }, source)).toMatchObject({ total: 12, hasNextPage: false });
    expect(limits()).toEqual([
      [0, 100],
      [0, 50],
    ]);
  });

  it.each([
    ['with its total', 40],
    ['without a total', undefined],
    ['with a total of 0', 0],
  ])('are cut here where a command answers all rows whatever the page, %s', async (_, totalresults) => {
    const rows = numbers(40).map((index) => ({ id: index + 1 }));
    const url = await serve((request, response) => {
      request
        .resume()
        .once('end', () =>
          response.end(JSON.stringify({ result: 'success', totalresults, clients: { client: rows } })),
        );
    });
    const source = sourceOver(clientOf(url));
    const third = await paginate({ first: 10, after: cursorAt(19) }, source);
    expect(nodes(third)).toEqual(numbers(10).map((index) => index + 21));
    expect(third).toMatchObject({ total: 40, hasNextPage: true });
    expect(await paginate({ first: 10, after: cursorAt(39) }, source)).toMatchObject({ edges: [], hasNextPage: false });
    expect(nodes(await paginate({ last: 10 }, source)).at(-1)).toBe(40);
    expect(await everyRow(source, (row) => row)).toHaveLength(40);
  });

  it.each<FaultKind>(['missing-total', 'zero-total'])('end without a total: %s', async (kind) => {
    const { simulator, source } = await clients();
    simulator.fail({ kind });
    expect(nodes(await paginate({ first: 50 }, source))).toHaveLength(50);
    expect(await paginate({ first: 50, offset: 50 }, source)).toMatchObject({ total: 60, hasNextPage: false });
    expect(await everyRow(source, (row) => row)).toHaveLength(60);
    expect(nodes(await paginate({ last: 5 }, source))).toHaveLength(5);
  });
});
