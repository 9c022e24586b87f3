import { beforeEach, describe, expect, it } from 'vitest';
import { cursorAt, paginate, type Source } from '../../../src/graph/read/paging.ts';
import { Session } from '../../../src/graph/read/session.ts';
import { pagesOf } from '../../../src/graph/read/list-source.ts';
import { everyRow } from '../../../src/graph/read/walk.ts';
import type { FaultKind, SimulatorOptions } from '../../../src/simulator/index.ts';
import type { WhmcsClient } from '../../../src/whmcs/client.ts';
import { GetClients } from '../../../src/whmcs/commands/clients.ts';
import { clientOf, failureOf, rig, serve, withoutPauses } from '../../whmcs/rig.ts';
import { asked, honest, nodes, numbers } from './sources.ts';
import { upstreamOver } from '../../support/upstream.ts';

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

  it('once, when rows move between two pages', async () => {
    // A new row at the start shifts all others by one between two pages.
    const moving = asked<number>((offset, limit, question) => ({
      rows: [...(question > 1 ? [999] : []), ...numbers(150)].slice(offset, offset + limit),
      total: 150,
    }));
    const rows = await all(moving.source);
    expect(rows.toSorted((a, b) => a - b)).toEqual(numbers(150));
  });

  it('ends when the list starts again at every offset', async () => {
    for (const total of [null, 0]) {
      const { source, questions } = asked<number>(() => ({ rows: numbers(100), total }));
      expect(await all(source)).toEqual(numbers(100));
      expect(questions.length).toBe(2);
    }
  });

  it('skips unreadable rows and continues after them', async () => {
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

describe('pages of WHMCS', () => {
  beforeEach(() => void withoutPauses());

  function sourceOver(client: WhmcsClient) {
    const session = new Session(upstreamOver(client, { shared: false }));
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
      simulator.calls.entries
        .filter(({ action }) => action === 'GetClients')
        .map(({ params }) => [Number(params['limitstart']), Number(params['limitnum'])]);
    return { simulator, source, limits };
  }

  it('are requested only when needed', async () => {
    const { source, limits } = await clients();
    const page = await paginate({ first: 10, after: cursorAt(9) }, source);
    expect(page.edges).toHaveLength(10);
    expect(page).toMatchObject({ total: 60, hasNextPage: true, hasPreviousPage: true });
    expect(limits()).toEqual([[10, 10]]);
  });

  it.each<FaultKind>(['memory-exhausted', 'html-500-after', 'truncated', 'empty'])(
    'are halved when PHP fails at their length: %s',
    async (kind) => {
      const whole = nodes(await paginate({ first: 50, offset: 5 }, (await clients()).source));
      const { simulator, source, limits } = await clients();
      // Reads that a retry may fix are sent three times.
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

  it('are halved as often as necessary, down to ten rows', async () => {
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

  it('of a short list request no second half', async () => {
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
  ])('are cut here when a command returns all rows for every page, %s', async (_, totalresults) => {
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
