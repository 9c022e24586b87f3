/** To-do items, which only staff see. */
import { expect, it } from 'vitest';
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
