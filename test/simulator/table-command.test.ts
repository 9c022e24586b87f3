import { describe, expect, it } from 'vitest';
import { WallClock } from '../../src/simulator/clock.ts';
import type { Call } from '../../src/simulator/commands/command.ts';
import { Params } from '../../src/simulator/commands/params.ts';
import { amounts, columns, numerals, texts } from '../../src/simulator/commands/row.ts';
import { add, get, list, named, remove, update } from '../../src/simulator/commands/table-command.ts';
import { Wire, type EmptyList } from '../../src/simulator/wire.ts';
import { Table } from '../../src/simulator/world/table.ts';
import { World } from '../../src/simulator/world/world.ts';

interface Boat {
  readonly id: number;
  readonly userid: number;
  name: string;
  price: number;
  sold: boolean;
}

const boat = (id: number, userid: number, name: string): Boat => ({ id, userid, name, price: id * 100, sold: false });

const harbour = (): Table<Boat> => {
  const boats = new Table<Boat>('userid');
  for (const each of [boat(1, 7, 'Ida'), boat(2, 7, 'ida & son'), boat(3, 8, 'Otto')]) boats.add(each);
  return boats;
};

const call = (form: Record<string, string> = {}, untidy = false): Call => ({
  params: new Params(form),
  world: new World(new WallClock('UTC')),
  wire: new Wire(untidy, 1),
  version: '8.13.1',
});

describe('list', () => {
  const boats = harbour();
  const GetBoats = list({
    from: () => boats,
    rows: 'boats.boat',
    where: { boatid: 'id', owner: 'userid', name: 'name', like: ({ name }, sent) => name.includes(sent) },
    row: ({ id }) => id,
  });
  const ids = (form: Record<string, string>) => GetBoats.run(call(form))['boats'];

  it.each([
    [{}, [1, 2, 3]],
    [{ boatid: '2' }, [2]],
    [{ boatid: '9' }, []],
    [{ owner: '7' }, [1, 2]],
    [{ owner: '7', boatid: '3' }, []],
    [{ owner: '0', name: '' }, [1, 2, 3]],
    [{ name: 'IDA' }, [1]],
    [{ like: 'on' }, [2]],
    [{ colour: 'red' }, [1, 2, 3]],
  ])('filters by %j', (form, expected) => {
    expect(ids(form)).toEqual({ boat: expected });
  });

  it('pages, and counts the filter', () => {
    expect(GetBoats.run(call({ limitstart: '1', limitnum: '1' }))).toEqual({
      totalresults: 3,
      startnumber: 1,
      numreturned: 1,
      boats: { boat: [2] },
    });
  });

  it('prints counts and fields beside the rows as its command does', () => {
    const GetAll = list({
      from: () => boats,
      rows: 'boats',
      row: ({ id }) => id,
      order: (rows) => rows.toReversed(),
      unpaged: true,
      counts: { totalresults: 'text', startnumber: 'tidy' },
      head: ({ params }) => ({ owner: params.text('owner') ?? null }),
    });
    expect(GetAll.run(call({ limitnum: '1' }, true))).toEqual({ owner: null, totalresults: '3', boats: [3, 2, 1] });
    expect(GetAll.run(call())).toMatchObject({ totalresults: 3, startnumber: 0 });
  });

  it.each<[EmptyList, object]>([
    ['list', { boats: { boat: [] } }],
    ['text', { boats: '' }],
    ['array', { boats: [] }],
    ['object', { boats: {} }],
    ['missing', {}],
  ])('prints no rows as %s', (empty, expected) => {
    const GetNone = list({ from: () => [], rows: 'boats.boat', row: () => null, counts: noCounts, empty });
    expect(GetNone.run(call({}, true))).toEqual(expected);
    expect(GetNone.run(call())).toEqual({ boats: { boat: [] } });
  });
});

const noCounts = { totalresults: 'none', startnumber: 'none', numreturned: 'none' } as const;

describe('one row', () => {
  const answerName = ({ name }: Boat) => ({ name });

  it('is shown, or refused in the words of its command', () => {
    const GetBoat = get(named(harbour, 'boatid', 'No Such Boat'), answerName);
    expect(GetBoat.run(call({ boatid: '1' }))).toEqual({ name: 'Ida' });
    expect(() => GetBoat.run(call({ boatid: '4' }))).toThrow('No Such Boat');
  });

  it('is added with the next id, which a refusal does not use up', () => {
    const boats = harbour();
    const AddBoat = add({
      to: () => boats,
      row: (id, { params }) =>
        boat(id, named(() => boats, 'like', 'Nobody')(call({ like: '3' })).userid, params.text('name') ?? ''),
      answer: ({ id }) => ({ boatid: String(id) }),
    });
    expect(AddBoat.kind).toBe('write');
    expect(AddBoat.run(call({ name: 'Anna' }))).toEqual({ boatid: '4' });
    const Refused = add({ to: () => boats, row: (_, here) => named(() => boats, 'x', 'No')(here), answer: () => ({}) });
    expect(() => Refused.run(call())).toThrow('No');
    expect(AddBoat.run(call({ name: 'Anna' }))).toEqual({ boatid: '5' });
    expect(boats.of(8).map(({ id }) => id)).toEqual([3, 4, 5]);
  });

  it('is changed where something was sent', () => {
    const boats = harbour();
    const UpdateBoat = update(
      named(() => boats, 'boatid', 'No Such Boat'),
      {
        columns: ['name', 'price', 'sold'],
        change: (row, { params }) => void (params.has('half') && (row.price /= 2)),
        answer: answerName,
      },
    );
    expect(UpdateBoat.run(call({ boatid: '1', name: '', sold: '1', half: '1' }))).toEqual({ name: '' });
    expect(boats.get(1)).toEqual({ id: 1, userid: 7, name: '', price: 50, sold: true });
    UpdateBoat.run(call({ boatid: '1', price: '9', sold: '0' }));
    expect(boats.get(1)).toMatchObject({ price: 9, sold: false });
  });

  it('is removed from its owner as well', () => {
    const boats = harbour();
    const DeleteBoat = remove(
      () => boats,
      named(() => boats, 'boatid', 'No Such Boat'),
    );
    expect(DeleteBoat.run(call({ boatid: '1' }))).toEqual({});
    expect([boats.size, boats.of(7).map(({ id }) => id), boats.get(1)]).toEqual([2, [2], undefined]);
    expect(() => DeleteBoat.run(call({ boatid: '1' }))).toThrow('No Such Boat');
  });
});

it('prints columns as WHMCS does', () => {
  const row = boat(1, 7, 'Ida & son');
  const { wire } = call({}, true);
  expect({
    ...columns(row, 'sold'),
    ...numerals(wire, row, 'id'),
    ...texts(wire, row, 'name'),
    ...amounts(row, 'price'),
  }).toEqual({ sold: false, id: '1', name: 'Ida &amp; son', price: '1.00' });
});
