/** Clients: what they cost, who sees them, how they sign up and change. */
import { describe, expect, test } from 'vitest';
import { startTestGateway, useGateway } from '../support/gateway.ts';
import { expectUnknown } from '../support/unknown.ts';

describe('what a client costs', () => {
  const gateway = useGateway({ gateway: { sharedCache: false } });

  test('a page of clients is one call', async () => {
    const { data, errors, calls } = await gateway.execute<{ clients: { nodes: unknown[] } }>(
      '{ clients(first: 100) { totalCount nodes { id fullName companyName email status registeredOn } } }',
    );
    expect(errors).toBeUndefined();
    expect(data.clients.nodes).toHaveLength(100);
    expect(calls).toHaveLength(1);
  });

  test('a client’s record, whole, is one call; the day of registration one more', async () => {
    const record =
      '{ client(id: "1") { fullName email address { line1 countryCode } credit { amount currencyCode } customFields { fieldId value } currency { code } } }';
    const { errors, calls } = await gateway.execute(record);
    expect(errors).toBeUndefined();
    expect(calls.map(({ action }) => action)).toEqual(['GetClientsDetails']);
    const { data, ...more } = await gateway.execute('{ client(id: "1") { fullName registeredOn } }');
    expect(more.calls.map(({ action }) => action)).toEqual(['GetClientsDetails', 'GetClients']);
    expect(data).toMatchObject({ client: { registeredOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) } });
  });

  test('formatted money costs the list of currencies, once for all', async () => {
    const { data, calls } = await gateway.execute<{ a: { credit: { formatted: string; amount: string } } }>(
      '{ a: client(id: "1") { credit { amount formatted } } b: client(id: "2") { credit { formatted } } }',
    );
    expect(calls.map(({ action }) => action).toSorted()).toEqual([
      'GetClientsDetails',
      'GetClientsDetails',
      'GetCurrencies',
    ]);
    expect(data.a.credit.formatted).toContain(data.a.credit.amount);
  });

  test('names arrive as people typed them', async () => {
    const { data } = await gateway.execute<{
      clients: { nodes: { whmcsId: number; firstName: string; lastName: string }[] };
    }>('{ clients(first: 100, orderBy: { field: ID, direction: ASC }) { nodes { whmcsId firstName lastName } } }');
    for (const { whmcsId, firstName, lastName } of data.clients.nodes) {
      const client = gateway.simulator.world.clients.get(whmcsId);
      expect({ firstName, lastName }).toEqual({ firstName: client?.firstname, lastName: client?.lastname });
    }
  });
});

describe('what one operation learnt, the next need not ask', () => {
  const gateway = useGateway();

  test('equal questions of different operations and viewers come from memory', async () => {
    const asked = '{ client(id: "1") { fullName email } }';
    expect((await gateway.execute(asked)).calls).toHaveLength(1);
    const again = await gateway.execute(asked);
    expect(again.calls).toEqual([]);
    expect(again.extensions?.whmcs).toMatchObject({ calls: 0, cacheHits: 1 });
    expect((await gateway.execute(asked, {}, { as: 'client' })).calls).toEqual([]);
  });

  test('equal questions at the same time join one flight', async () => {
    gateway.simulator.fail({ kind: 'latency', latencyMs: 50, times: 1 });
    const asked = '{ client(id: "2") { fullName } }';
    const answers = await Promise.all(Array.from({ length: 16 }, () => gateway.execute(asked)));
    expect(gateway.simulator.calls.entries.filter(({ params }) => params['clientid'] === '2')).toHaveLength(1);
    expect(answers.reduce((sum, { extensions }) => sum + (extensions?.whmcs?.calls ?? 0), 0)).toBe(1);
  });
});

describe('who sees a client', () => {
  const gateway = useGateway();

  test('by id or address, exactly one', async () => {
    const email = gateway.simulator.world.clients.get(1)?.email ?? '';
    const { data } = await gateway.execute<{ client: { whmcsId: number } }>(
      'query ($email: String) { client(email: $email) { whmcsId } }',
      { email: email.toUpperCase() },
    );
    expect(data.client.whmcsId).toBe(1);
    for (const args of ['', '(id: "1", email: "a@b.example")']) {
      const { errors, calls } = await gateway.execute(`{ client${args} { id } }`);
      expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
      expect(calls).toEqual([]);
    }
  });

  test('a foreign client and a missing one look the same, and cost nothing', async () => {
    for (const id of ['7', '99999']) {
      const { data, errors, calls, extensions } = await gateway.execute(
        `{ client(id: "${id}") { id } }`,
        {},
        { as: 'partner' },
      );
      expect({ data, errors, calls, extensions }).toEqual({
        data: { client: null },
        errors: undefined,
        calls: [],
        extensions: undefined,
      });
    }
    const foreign = gateway.simulator.world.clients.get(7)?.email;
    const { data } = await gateway.execute(`{ client(email: "${foreign}") { id } }`, {}, { as: 'partner' });
    expect(data).toEqual({ client: null });
  });

  test('a partner’s clients are its own, found and ordered as WHMCS would', async () => {
    const { data } = await gateway.execute<{ clients: { totalCount: number; nodes: { whmcsId: number }[] } }>(
      '{ clients { totalCount nodes { whmcsId } } }',
      {},
      { as: 'partner' },
    );
    expect(data.clients).toEqual({ totalCount: 5, nodes: [1, 2, 3, 4, 5].map((whmcsId) => ({ whmcsId })) });
    const start = gateway.simulator.world.clients.get(3)?.email.slice(0, 6);
    const found = await gateway.execute<typeof data>(
      `{ clients(search: "${start}") { totalCount nodes { whmcsId } } }`,
      {},
      { as: 'partner' },
    );
    expect(found.data.clients.nodes).toContainEqual({ whmcsId: 3 });
  });

  test('administrators’ notes are for staff', async () => {
    const asked = '{ client(id: "1") { fullName notes stats { activeServiceCount } } }';
    expect((await gateway.execute(asked)).errors).toBeUndefined();
    expectUnknown(await gateway.execute(asked, {}, { as: 'client' }), 'notes', 'stats');
  });
});

const create = `mutation ($input: ClientCreateInput!) { clientCreate(input: $input) {
  __typename
  ... on ClientCreatePayload { passwordLinkSent paymentMethodSet client { whmcsId fullName email address { line1 countryCode } } }
  ... on InvalidInputError { path } ... on RefusedError { reason } ... on UserError { message }
} }`;
const updating = (fields: string) => `mutation ($input: ClientUpdateInput!) { clientUpdate(input: $input) {
  __typename
  ... on ClientUpdatePayload { client { firstName ${fields} } }
  ... on InvalidInputError { path } ... on UserError { message }
} }`;
const update = updating('lastName companyName status notes phoneNumber taxExempt address { line1 line2 }');
const updateOwn = updating('phoneNumber');
const person = {
  firstName: 'Zoë "Z"',
  lastName: "O'Neil & Söhne 🙂",
  email: 'zoe@example.net',
  address: { line1: 'Straße 1', city: 'Köln', state: 'NRW', postcode: '50667', countryCode: 'de' },
  phoneNumber: '+49 221 1234567',
};

describe('signing up', () => {
  test('without a password a random one is set, and WHMCS mails a welcome and the link to choose another', async () => {
    const gateway = await startTestGateway();
    try {
      const { data, calls } = await gateway.execute<{ clientCreate: { client: { whmcsId: number } } }>(create, {
        input: { ...person, paymentMethod: 'paypal' },
      });
      expect(data.clientCreate).toMatchObject({
        __typename: 'ClientCreatePayload',
        passwordLinkSent: true,
        paymentMethodSet: true,
        client: {
          fullName: `Zoë "Z" O'Neil & Söhne 🙂`,
          email: 'zoe@example.net',
          address: { line1: 'Straße 1', countryCode: 'DE' },
        },
      });
      expect(calls.map(({ action }) => action)).toEqual([
        'GetPaymentMethods',
        'GetClients',
        'AddClient',
        'ResetPassword',
        'GetClientsDetails',
        'UpdateClient',
        'GetClientsDetails',
      ]);
      expect(calls[2]?.params['password2']).toMatch(/^\S{30,}$/);
      const { world } = gateway.simulator;
      expect(world.clients.get(data.clientCreate.client.whmcsId)?.lastname).toBe(person.lastName);
    } finally {
      await gateway.close();
    }
  });

  test('an address that is taken is refused in WHMCS’s words; a wrong country never reaches it', async () => {
    const gateway = await startTestGateway();
    try {
      const email = gateway.simulator.world.clients.get(1)?.email;
      const taken = await gateway.execute(create, { input: { ...person, email } });
      expect(taken.data).toMatchObject({
        clientCreate: { __typename: 'RefusedError', reason: expect.stringContaining('email address') },
      });
      const wrong = await gateway.execute(create, {
        input: { ...person, address: { ...person.address, countryCode: 'Germany' } },
      });
      expect(wrong.data).toMatchObject({
        clientCreate: { __typename: 'InvalidInputError', path: ['input', 'address', 'countryCode'] },
      });
      expect(wrong.calls).toEqual([]);
    } finally {
      await gateway.close();
    }
  });

  test.each([
    ['could not be mailed', 'json-error', false, 'REFUSED'],
    ['may have been mailed', 'reset-before', null, 'UNKNOWN'],
  ] as const)('that the link %s is told, and the client is there all the same', async (_, kind, sent, state) => {
    const gateway = await startTestGateway();
    try {
      gateway.simulator.fail({ action: 'ResetPassword', kind });
      const { data } = await gateway.execute(create, { input: person });
      expect(data).toMatchObject({
        clientCreate: { __typename: 'ClientCreatePayload', passwordLinkSent: sent, client: { email: person.email } },
      });
      const journal = await gateway.execute('{ operations(first: 1) { nodes { state commands { name state } } } }');
      expect(journal.data).toMatchObject({
        operations: { nodes: [{ state: 'DONE', commands: [{ state: 'DONE' }, { name: 'ResetPassword', state }] }] },
      });
    } finally {
      await gateway.close();
    }
  });
});

describe('changing a client', () => {
  const gateway = useGateway();

  test('what is left out stays, null clears, false switches off', async () => {
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
    'null for %s is an input error',
    async (...path) => {
      const [field = '', inner] = path;
      const { data, calls } = await gateway.execute(update, {
        input: { id: '2', [field]: inner ? { [inner]: null } : null },
      });
      expect(data).toMatchObject({ clientUpdate: { __typename: 'InvalidInputError', path: ['input', ...path] } });
      expect(calls).toEqual([]);
    },
  );

  test('a client changes its own contact data, and nothing that is the host’s affair', async () => {
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

  test('somebody else’s and nobody’s are not found, alike, and nothing is sent', async () => {
    const [theirs, nobodys] = await Promise.all(
      ['7', '99999'].map((id) => gateway.execute(updateOwn, { input: { id, firstName: 'X' } }, { as: 'partner' })),
    );
    expect(theirs?.data).toMatchObject({ clientUpdate: { __typename: 'NotFoundError' } });
    expect(nobodys?.data).toEqual(theirs?.data);
    expect([theirs?.calls, nobodys?.calls]).toEqual([[], []]);
  });

  test('a changed name shows everywhere, also in lists that were remembered', async () => {
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
