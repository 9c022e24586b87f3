/** node and nodes: every type's things come back by their global id, for those who see them. */
import { describe, expect, test } from 'vitest';
import { globalId } from '../../src/graph/global-id.ts';
import { useGateway } from '../support/gateway.ts';

const gateway = useGateway();

const firsts: Readonly<Record<string, string>> = {
  Client: 'clients(first: 1, orderBy: { field: ID, direction: ASC })',
  Domain: 'domains(first: 1, clientId: "1")',
  Invoice: 'invoices(first: 1, clientId: "1")',
  Order: 'orders(first: 1, clientId: "1")',
  Service: 'services(first: 1, clientId: "1")',
  Ticket: 'tickets(first: 1, clientId: "1")',
  Transaction: 'transactions(first: 1, clientId: "1")',
};

test.each(Object.entries(firsts))('%s', async (type, list) => {
  const { data } = await gateway.execute<Record<string, { nodes: { id: string; whmcsId: number }[] }>>(
    `{ list: ${list} { nodes { id whmcsId } } }`,
  );
  const [thing] = data['list']?.nodes ?? [];
  const asked = `{ node(id: "${thing?.id}") { __typename id ... on ${type} { whmcsId } } }`;
  const told = { node: { __typename: type, id: thing?.id, whmcsId: thing?.whmcsId } };
  expect((await gateway.execute(asked)).data).toEqual(told);
  expect((await gateway.execute(asked, {}, { as: 'client' })).data).toEqual(told);
});

describe('what is not there, or not to be seen', () => {
  const nothing = [
    'nonsense',
    '',
    globalId('Nothing', 1),
    globalId('Invoice', 99_999_999),
    globalId('Currency', 1),
    '42',
  ];

  test.each(nothing)('%s is null', async (id) => {
    const { data, errors } = await gateway.execute('query ($id: ID!) { node(id: $id) { id } }', { id });
    expect({ data, errors }).toEqual({ data: { node: null }, errors: undefined });
  });

  test('a forged owner opens nothing', async () => {
    const foreign = gateway.simulator.world.services.of(7)[0]?.id ?? 0;
    const forged = [globalId('Service', foreign, 1), globalId('Service', foreign, 7), globalId('Service', foreign)];
    const { data } = await gateway.execute(
      'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
      { ids: forged },
      { as: 'client' },
    );
    expect(data).toEqual({ nodes: [null, null, null] });
  });

  test('in nodes every thing keeps its place', async () => {
    const ids = [globalId('Client', 2), 'nonsense', globalId('Client', 1), globalId('Client', 2)];
    const { data } = await gateway.execute('query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Client { whmcsId } } }', {
      ids,
    });
    expect(data).toEqual({ nodes: [{ whmcsId: 2 }, null, { whmcsId: 1 }, { whmcsId: 2 }] });
  });

  test('more than 100 at once are an input error', async () => {
    const ids = Array.from({ length: 101 }, (_, index) => globalId('Client', index + 1));
    const { errors, calls } = await gateway.execute('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids });
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(calls).toEqual([]);
  });
});
