/** What is derived from the declaration of a read: the entities that its answers mention, their tags, and how long they keep. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { keepOf, read } from '../../../src/whmcs/command.ts';
import { filterOf, kindsIn, pathOf } from '../../../src/whmcs/declare/mentions.ts';
import { columnAt } from '../../../src/whmcs/declare/path.ts';
import { idParam } from '../../../src/whmcs/wire/params.ts';
import { page, pageParams } from '../../../src/whmcs/wire/page.ts';
import { id, listOf, owner, text } from '../../../src/whmcs/wire/values.ts';

const part = z.object({ kind: text, ref: id });
const row = z.object({ id, oldid: id, userid: owner, parts: listOf('part', part).optional() });

const declared = {
  params: z.strictObject({
    ...pageParams,
    id: idParam.optional(),
    clientid: idParam.optional(),
    status: z.string().optional(),
  }),
  answer: page({ rows: listOf('row', row).default([]) }),
  keep: { recordBy: 'id' },
  topics: ['orders'],
  owner: 'rows[].userid',
  filters: { clientid: 'rows[].userid' },
  probe: {},
} as const;

const rows = [
  {
    id: 1,
    userid: 5,
    parts: [
      { kind: 'Domain', ref: 7 },
      { kind: 'addon', ref: 8 },
    ],
  },
  {
    id: null,
    oldid: 2,
    userid: 6,
    parts: [
      { kind: 'domain', ref: null },
      { kind: 'domain', ref: 9 },
    ],
  },
];

describe('paths', () => {
  it('are checked against parameters and answer', () => {
    const [own, wrong] = [{ order: 'rows[].id' } as const, { order: 'rows[].number' } as const];
    expect(read('A', { ...declared, mentions: own }).mentions).toEqual(own);
    // @ts-expect-error -- rows have no such cell
    read('A', { ...declared, mentions: wrong });
    // @ts-expect-error -- a text is no id
    read('A', { ...declared, mentions: { order: 'rows[].parts[].kind' } });
    // @ts-expect-error -- there is no such parameter
    read('A', { ...declared, mentions: { client: { filter: 'userid' } } });
    // @ts-expect-error -- there is no such kind of entity
    read('A', { ...declared, mentions: { row: 'rows[].id' } });
    // @ts-expect-error -- the owner stands elsewhere
    read('A', { ...declared, owner: 'userid' });
    // @ts-expect-error -- there is no such parameter
    read('A', { ...declared, keep: { recordBy: 'number' } });
  });

  it('lead to one cell a row, in the order of the rows', () => {
    expect(columnAt('rows[].id')({ rows })).toEqual([1, null]);
    expect(columnAt('rows[].parts[].ref')({ rows })).toEqual([7, 8, null, 9]);
    expect(columnAt('client.id')({ client: { id: 3 } })).toEqual([3]);
    expect(columnAt('rows[].parts[].ref')({ rows: [{ id: 1 }] })).toEqual([]);
  });
});

describe('mentions', () => {
  const command = read('A', {
    ...declared,
    mentions: {
      order: ['rows[].id', 'rows[].oldid'],
      domain: { path: 'rows[].parts[].ref', by: 'rows[].parts[].kind', is: ['domain'] },
      client: { filter: 'clientid' },
    },
  });

  it('are the ids of the answer, its own kind first', () => {
    expect(command.mentioned({}, { rows })).toEqual(['order:1', 'order:2', 'domain:7', 'domain:9']);
    expect(kindsIn(command.mentions)).toEqual(['order', 'domain', 'client']);
    expect(Object.values(command.mentions).map(pathOf)).toEqual(['rows[].id', 'rows[].parts[].ref', null]);
    expect(Object.values(command.mentions).map(filterOf)).toEqual([null, null, 'clientid']);
  });

  it('of a parameter hold only for the whole list', () => {
    const client = (params: Parameters<typeof command.mentioned>[0]) => command.mentioned(params, { rows: [] });
    expect(client({ clientid: 5, limitstart: 0, limitnum: 10 })).toEqual(['client:5']);
    expect(client({ clientid: 5, limitstart: 10 })).toEqual([]);
    expect(client({ clientid: 5, status: 'Active' })).toEqual([]);
  });
});

describe('tags', () => {
  it("are the client's for a list of one client, and the owners' for a record chosen by id", () => {
    const command = read('A', declared);
    expect(command.tags({}, { rows })).toEqual(['orders']);
    expect(command.tags({ clientid: 5 }, { rows })).toEqual(['orders:5']);
    expect(command.tags({ id: 1 }, { rows })).toEqual(['orders:5', 'orders:6']);
    expect(command.tags({ id: 1 }, { rows: [] })).toEqual(['orders']);
    expect([keepOf(command, {}), keepOf(command, { id: 1 })]).toEqual(['list', 'record']);
  });

  it('name the clients that are mentioned, or those that are declared', () => {
    const mentions = { client: 'rows[].userid' } as const;
    expect(read('A', { ...declared, mentions }).tags({}, { rows })).toEqual(['orders', 'names:5', 'names:6']);
    expect(read('A', { ...declared, mentions, names: [] }).tags({}, { rows })).toEqual(['orders']);
  });

  it('of a record are its owner’s, or nobody’s', () => {
    const record = { ...declared, answer: z.object({ userid: owner }), keep: 'record', filters: {} } as const;
    const command = read('A', { ...record, owner: 'userid' });
    expect(command.tags({}, { userid: 5 })).toEqual(['orders:5']);
    expect(command.tags({}, { userid: null })).toEqual(['orders:0']);
  });
});
