import { describe, expect, it } from 'vitest';
import { cursorAt, listed, paginate, type Source } from '../../../src/graph/read/paging.ts';
import { failureOf } from '../../whmcs/rig.ts';
import { asked, honest, nodes, numbers } from './sources.ts';

describe('a list that changes between two requests', () => {
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
  ])('and %s still ends at its end', async (_, lengthsInTurn, expected) => {
    const { source, questions } = changing(...lengthsInTurn);
    const page = await paginate({ last: 10 }, source);
    expect(nodes(page)).toEqual(expected);
    expect(page.hasNextPage).toBe(false);
    expect(page.total).toBe(lengthsInTurn.at(-1));
    expect(questions.length).toBeLessThanOrEqual(3);
  });

  it('that never stops changing is not followed for ever', async () => {
    const { source, questions } = changing(...numbers(50).map((step) => 1000 - step * 20));
    await paginate({ last: 10 }, source);
    expect(questions.length).toBe(3);
  });

  it('that shrank below `before` gives the remaining rows', async () => {
    const page = await paginate({ last: 10, before: cursorAt(100) }, honest(60).source);
    expect(nodes(page)).toEqual(numbers(60).slice(50));
    expect(page).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  });

  it('that shrank below `after` is at its end', async () => {
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

  it('reports its length when a short page reveals it', async () => {
    expect(await paginate({ first: 25 }, uncounted(24).source)).toMatchObject({ total: 24, hasNextPage: false });
    const second = await paginate({ first: 10, after: cursorAt(19) }, uncounted(24).source);
    expect(second).toMatchObject({ total: 24, hasNextPage: false, hasPreviousPage: true });
  });

  it('reports that more may follow a full page, and ends on an empty one', async () => {
    expect(await paginate({ first: 25 }, uncounted(25).source)).toMatchObject({ total: null, hasNextPage: true });
    expect(await paginate({ first: 25, after: cursorAt(24) }, uncounted(25).source)).toMatchObject({
      edges: [],
      hasNextPage: false,
    });
  });

  it.each([0, 1, 9, 10, 11, 109, 110, 111, 1234])('finds its last rows: %i', async (length) => {
    const { source, questions } = uncounted(length);
    const page = await paginate({ last: 10 }, source);
    expect(nodes(page)).toEqual(numbers(length).slice(-10));
    expect(page).toMatchObject({ total: length, hasNextPage: false, hasPreviousPage: length > 10 });
    expect(questions.length).toBeLessThan(25);
  });

  it('knows the rows before a cursor without a count', async () => {
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
  it('that returns too many rows is cut', async () => {
    const { source } = asked<number>((offset) => ({ rows: numbers(40).slice(offset), total: 40 }));
    expect(nodes(await paginate({ first: 10 }, source))).toEqual(numbers(10));
    expect(await paginate({ first: 10, after: cursorAt(9) }, source)).toMatchObject({ total: 40, hasNextPage: true });
    expect(nodes(await paginate({ last: 10 }, source))).toEqual(numbers(40).slice(30));
  });

  it('with unreadable rows leaves their positions empty', async () => {
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

  it('without rows has no page before any', async () => {
    expect(await paginate({ first: 10, offset: 5 }, honest(0).source)).toEqual({
      edges: [],
      total: 0,
      hasNextPage: false,
      hasPreviousPage: false,
    });
  });

  it('that fails fails the page', async () => {
    const failing: Source<number> = () => Promise.reject(new Error('no'));
    expect(await failureOf(paginate({}, failing))).toHaveProperty('message', 'no');
  });

  it('may be a list in memory', async () => {
    expect(await paginate({ last: 2 }, listed(['a', 'b', 'c']))).toMatchObject({
      edges: [{ node: 'b' }, { node: 'c' }],
      total: 3,
      hasPreviousPage: true,
    });
  });
});
