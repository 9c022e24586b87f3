/** clientUpdate: what it changes, who may use it, and where the change shows. */
import { describe, expect, test } from 'vitest';
import { useGateway } from '../../../support/gateway.ts';
import { expectUnknown } from '../../../support/unknown.ts';

const updating = (fields: string) => `mutation ($input: ClientUpdateInput!) { clientUpdate(input: $input) {
  __typename
  ... on ClientUpdatePayload { client { firstName ${fields} } }
  ... on InvalidInputError { path } ... on UserError { message }
} }`;
const update = updating('lastName companyName status notes phoneNumber taxExempt address { line1 line2 }');
const updateOwn = updating('phoneNumber');

describe('changing a client', () => {
  const gateway = useGateway();

  test('keeps an omitted field, clears one with null, switches one off with false', async () => {
    const input = { id: '2', companyName: 'Neu & Co', taxExempt: true, notes: 'x', address: { line2: 'Hinterhaus' } };
    await gateway.execute(update, { input });
    const before = gateway.simulator.world.clients.get(2)?.firstname;
    const { data, calls } = await gateway.execute(update, {
      input: { id: '2', companyName: null, taxExempt: false, notes: null, address: { line2: null } },
    });
    expect(data).toMatchObject({
      clientUpdate: {
        client: { firstName: before, companyName: null, taxExempt: false, notes: null, address: { line2: null } },
      },
    });
    expect(calls.find(({ action }) => action === 'UpdateClient')?.params).toMatchObject({
      clientid: '2',
      companyname: '',
      taxexempt: '0',
      notes: '',
      address2: '',
    });
  });

  test.each([['firstName'], ['email'], ['status'], ['marketingOptIn'], ['address', 'city']])(
    'refuses null for %s',
    async (...path) => {
      const [field = '', inner] = path;
      const { data, calls } = await gateway.execute(update, {
        input: { id: '2', [field]: inner ? { [inner]: null } : null },
      });
      expect(data).toMatchObject({ clientUpdate: { __typename: 'InvalidInputError', path: ['input', ...path] } });
      expect(calls).toEqual([]);
    },
  );

  test('lets a client change its own contact data, and nothing that the host decides', async () => {
    const own = await gateway.execute(updateOwn, { input: { id: '1', phoneNumber: '+49 30 1' } }, { as: 'client' });
    expect(own.data).toMatchObject({
      clientUpdate: { __typename: 'ClientUpdatePayload', client: { phoneNumber: '+49 30 1' } },
    });
    for (const field of [
      { status: 'CLOSED' },
      { notes: 'x' },
      { groupId: '1' },
      { taxExempt: true },
      { taxId: 'DE1' },
      { currencyId: '2' },
    ]) {
      const told = await gateway.execute(updateOwn, { input: { id: '1', ...field } }, { as: 'client' });
      expectUnknown(told, ...Object.keys(field));
    }
  });

  test('finds neither a foreign client nor a missing one, alike, and sends nothing', async () => {
    const [theirs, nobodys] = await Promise.all(
      ['7', '99999'].map((id) => gateway.execute(updateOwn, { input: { id, firstName: 'X' } }, { as: 'partner' })),
    );
    expect(theirs?.data).toMatchObject({ clientUpdate: { __typename: 'NotFoundError' } });
    expect(nobodys?.data).toEqual(theirs?.data);
    expect([theirs?.calls, nobodys?.calls]).toEqual([[], []]);
  });

  test('shows a changed name everywhere, in cached lists too', async () => {
    const lists =
      '{ invoices(clientId: "5") { nodes { client { fullName } } } clients(first: 100, search: "Neuer") { nodes { fullName } } }';
    await gateway.execute(lists);
    await gateway.execute(update, { input: { id: '5', firstName: 'Neuer', lastName: 'Name' } });
    const { data } = await gateway.execute<{
      invoices: { nodes: { client: { fullName: string } }[] };
      clients: { nodes: unknown[] };
    }>(lists);
    expect(new Set(data.invoices.nodes.map(({ client }) => client.fullName))).toEqual(new Set(['Neuer Name']));
    expect(data.clients.nodes).toContainEqual({ fullName: 'Neuer Name' });
  });
});
