/** To-do items, which only staff see. */
import { describe, expect, it } from 'vitest';
import { globalId } from '../../../../src/graph/base/global-id.ts';
import { useGateway } from '../../../support/gateway.ts';
import { expectUnknown } from '../../../support/unknown.ts';

const gateway = useGateway({ simulator: { clients: 3 } });
const { execute } = gateway;
const items = () => gateway.simulator.world.toDoItems.all();

it('are listed, and filtered by status', async () => {
  const open = items().filter(({ status }) => status !== 'Completed');
  const { data, errors, calls } = await execute(
    '{ toDoItems(status: "Incomplete") { totalCount nodes { whmcsId title description administratorId dueOn status } } }',
  );
  expect(errors).toBeUndefined();
  expect(calls).toHaveLength(1);
  expect(open.length).toBeLessThan(items().length);
  expect(data).toEqual({
    toDoItems: {
      totalCount: open.length,
      nodes: open.map((item) => ({
        whmcsId: item.id,
        title: item.title,
        description: item.description || null,
        administratorId: item.admin > 0 ? String(item.admin) : null,
        dueOn: item.duedate || null,
        status: item.status,
      })),
    },
  });
});

it('are found by their ids', async () => {
  const [item] = items();
  const { data } = await execute('query ($id: ID!) { node(id: $id) { ... on ToDoItem { title } } }', {
    id: globalId('ToDoItem', item?.id ?? 0),
  });
  expect(data).toEqual({ node: { title: item?.title } });
});

it.each(['partner', 'client'])('are unknown to a %s, and their ids cause no calls', async (as) => {
  expectUnknown(await execute('{ toDoItems { totalCount } }', {}, { as }), 'toDoItems');
  const { data, calls } = await execute(
    'query ($id: ID!) { node(id: $id) { id } }',
    { id: globalId('ToDoItem', items()[0]?.id ?? 0) },
    { as },
  );
  expect([data, calls]).toEqual([{ node: null }, []]);
});

it('are found although the list in memory is older than they are', async () => {
  await execute('{ toDoItems(first: 100) { totalCount } }');
  const { toDoItems } = gateway.simulator.world;
  const [like] = items();
  const item = toDoItems.add({ ...(like ?? expect.fail('no item')), id: toDoItems.nextId(), title: 'Brand new' });
  const { data, calls } = await execute('query ($id: ID!) { node(id: $id) { ... on ToDoItem { title } } }', {
    id: globalId('ToDoItem', item.id),
  });
  expect(data).toEqual({ node: { title: 'Brand new' } });
  expect(calls.map(({ action }) => action)).toEqual(['GetToDoItems']);
});

it('have statuses that count them', async () => {
  const { data, errors } = await execute<{ toDoItemStatuses: Record<string, unknown>[] }>(
    '{ toDoItemStatuses { title itemCount overdueCount } }',
  );
  expect(errors).toBeUndefined();
  const done = items().filter(({ status }) => status === 'Completed').length;
  expect(data.toDoItemStatuses).toContainEqual({ title: 'Completed', itemCount: done, overdueCount: 0 });
});

describe('toDoItemUpdate', () => {
  const update = async (input: object) =>
    execute<{ toDoItemUpdate: Record<string, unknown> }>(
      `mutation ($input: ToDoItemUpdateInput!) { toDoItemUpdate(input: $input) { __typename
        ... on ToDoItemUpdatePayload { toDoItem { title description administratorId status dueOn } }
        ... on InvalidInputError { path } } }`,
      { input },
    );
  const assignedTo = (admin: number) => items().find((each) => each.admin === admin) ?? expect.fail('no such item');

  it('leaves the administrator who is assigned at this moment, and whatever is not given', async () => {
    const item = assignedTo(1);
    item.admin = 2;
    const { data, calls } = await update({ toDoItemId: String(item.id), description: null, dueOn: '2026-12-24' });
    expect(calls.find(({ action }) => action === 'UpdateToDoItem')?.params).toMatchObject({ adminid: '2' });
    expect(data.toDoItemUpdate['toDoItem']).toEqual({
      title: item.title,
      description: null,
      administratorId: '2',
      status: item.status,
      dueOn: '2026-12-24',
    });
  });

  it('changes an item of nobody only if somebody is assigned', async () => {
    const toDoItemId = String(assignedTo(0).id);
    const { data, calls } = await update({ toDoItemId, title: 'Now' });
    expect(data.toDoItemUpdate).toEqual({ __typename: 'InvalidInputError', path: ['input', 'administratorId'] });
    expect(calls.map(({ action }) => action)).not.toContain('UpdateToDoItem');
    const assigned = await update({ toDoItemId, title: 'Now', administratorId: '2' });
    expect(assigned.data.toDoItemUpdate['toDoItem']).toMatchObject({ title: 'Now', administratorId: '2' });
  });

  it.each(['title', 'status', 'dueOn'])('cannot clear %s', async (field) => {
    const { data } = await update({ toDoItemId: String(assignedTo(1).id), [field]: null });
    expect(data.toDoItemUpdate).toEqual({ __typename: 'InvalidInputError', path: ['input', field] });
  });
});
