/** Members of client groups: GetClients page by page, including untidy responses. */
import { describe, expect, it } from 'vitest';
import { sweepGroups } from '../../../src/graph/nouns/clients/group-sweep.ts';
import { decode } from '../../../src/whmcs/wire/decode.ts';
import type { WhmcsClient } from '../../../src/whmcs/client.ts';
import { upstreamOver } from '../../support/upstream.ts';
import { failureOf } from '../../whmcs/rig.ts';

type Answer = Readonly<Record<string, unknown>>;

/** Sweeps over the given pages. */
async function sweep(pageAt: (offset: number) => Answer, signal = new AbortController().signal) {
  const asked: unknown[] = [];
  const lanes: (string | undefined)[] = [];
  const client: WhmcsClient = {
    form: () => '',
    allows: () => true,
    load: { limit: 1, active: 0, queued: 0, background: 0 },
    close: () => Promise.resolve(),
    call(command, params, { turn }) {
      asked.push(params);
      lanes.push(turn?.lane);
      const given: unknown = params;
      const offset = typeof given === 'object' && given && 'limitstart' in given ? Number(given.limitstart) : 0;
      return Promise.resolve({
        answer: decode(command, { result: 'success', ...pageAt(offset) }, 200),
        size: 1,
        ms: 1,
      });
    },
  };
  return { groupOf: await sweepGroups(upstreamOver(client), signal), asked, lanes };
}

const page = (rows: readonly Answer[], totalresults?: unknown): Answer => ({
  ...(totalresults === undefined ? {} : { totalresults }),
  numreturned: rows.length,
  clients: { client: rows },
});

/** Clients 1 to `count`; every tenth is in group 3. */
const many = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: index + 1, groupid: index % 10 ? 0 : 3 }));

describe('all clients', () => {
  it('are read in pages of a hundred, by number, after all waiting callers', async () => {
    const rows = many(250);
    const { groupOf, asked, lanes } = await sweep((offset) => page(rows.slice(offset, offset + 100), 250));
    expect(groupOf).toEqual(new Map(rows.filter(({ groupid }) => groupid === 3).map(({ id }) => [id, 3])));
    expect(asked).toEqual(
      [0, 100, 200].map((limitstart) => ({ orderby: 'id', sorting: 'ASC', limitstart, limitnum: 100 })),
    );
    expect(lanes).toEqual(['background', 'background', 'background']);
  });

  it('are read from WHMCS every time', async () => {
    let pages = 0;
    const client = (): Answer => page([{ id: 1, groupid: (pages += 1) }], 1);
    expect([(await sweep(client)).groupOf.get(1), (await sweep(client)).groupOf.get(1)]).toEqual([1, 2]);
  });

  it.each([
    ['pages are shorter than asked', (offset: number) => page(many(60).slice(offset, offset + 25), 60), 6],
    ['there is no count', (offset: number) => page(many(150).slice(offset, offset + 100)), 15],
    ['the list starts again at every offset', () => page(many(100)), 10],
    ['there are none', () => page([], 0), 0],
    ['there are none, and no list', () => ({ totalresults: 0 }), 0],
  ])('are found to the last one when %s', async (_, pageAt, members) => {
    expect((await sweep(pageAt)).groupOf.size).toBe(members);
  });
});

it.each([[undefined], [null], [''], ['0'], [0], ['VIP'], [-3], [{}]])(
  'a client in group %j is in no group',
  async (groupid) => {
    const rows = [{ id: 1, groupid: '3' }, groupid === undefined ? { id: 2 } : { id: 2, groupid }];
    expect((await sweep(() => page(rows, 2))).groupOf).toEqual(new Map([[1, 3]]));
  },
);

it('a client that appears twice is in the group of its last row', async () => {
  const first = many(100);
  const pages = (offset: number) =>
    page(
      offset === 0
        ? first
        : [
            { id: 1, groupid: 0 },
            { id: 101, groupid: 3 },
          ],
      102,
    );
  const { groupOf } = await sweep(pages);
  expect([groupOf.get(1), groupOf.get(101)]).toEqual([undefined, 3]);
});

it('a failed page ends the sweep: half a group is not stored', async () => {
  const failing = sweep((offset) => (offset === 0 ? page(many(100), 200) : { clients: 'no list', totalresults: 200 }));
  expect(await failureOf(failing)).toMatchObject({ name: 'UnexpectedAnswerError' });
});

it('sends nothing once it is cancelled', async () => {
  const asked: number[] = [];
  const over = sweep(
    (offset) => {
      asked.push(offset);
      return page([], 0);
    },
    AbortSignal.abort(new Error('over')),
  );
  expect(await failureOf(over)).toBeInstanceOf(Error);
  expect(asked).toEqual([]);
});
