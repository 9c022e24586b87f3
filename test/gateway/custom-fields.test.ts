/** The answers of WHMCS do not mark admin-only custom fields, so viewers other than staff get only the listed ones. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { configured } from '../../src/access/viewer.ts';
import { noFields, type SharedFields } from '../../src/graph/base/shared-fields.ts';
import { globalId } from '../../src/graph/base/global-id.ts';
import type { Fault } from '../../src/simulator/index.ts';
import { cutGateway } from '../support/cut-lists.ts';
import { startTestGateway } from '../support/gateway.ts';

/** Clients have the fields 4 and 9, services of product 4 the fields 12 and 13; field 13 is required. */
async function start(fields: Partial<SharedFields> = {}) {
  const allowed = { role: 'PARTNER', clients: [1, 2], group: 3, allow: ['lifecycle'] } as const;
  const gateway = await startTestGateway({
    simulator: { clients: 12 },
    tokens: [{ token: 'maker', viewer: configured({ name: 'maker', ...allowed }) }],
    gateway: { customFields: { ...noFields, ...fields }, groups: () => [3] },
  });
  onTestFinished(() => gateway.close());
  const { world } = gateway.simulator;
  const product = world.products.get(4) ?? expect.fail('there is no product 4');
  // Products are the same in every world; this one has its own.
  world.products.set(4, {
    ...product,
    customFields: [
      { id: 12, name: 'Rescue contact', required: false },
      { id: 13, name: 'Root contact', required: true },
    ],
  });
  const service = world.services.of(1).find(({ pid }) => pid === 4) ?? expect.fail('client 1 has no such service');
  service.customFields = [
    { id: 12, value: 'rescue@client1.example' },
    { id: 13, value: 'risky' },
  ];
  const ask = async (document: string, as: string) => {
    const { data, errors, calls } = await gateway.execute(document, {}, { as });
    return { data, errors, calls: calls.map(({ action }) => action) };
  };
  return { ask, world, service, fail: (fault: Fault) => gateway.simulator.fail(fault) };
}

const id = (number: number) => globalId('CustomField', number);
const idsIn = (value: unknown) => [...JSON.stringify(value).matchAll(/"fieldId":"(\w+)"/g)].map(([, each]) => each);

describe('are read', () => {
  const everything = (service: number) => `{
    client(id: "1") { customFields { fieldId value } }
    service(id: "${service}") { customFields { fieldId name value } }
    product(id: "4") { customFields { fieldId name isRequired } } }`;

  it.each([
    ['staff', noFields, [4, 9, 12, 13, 12, 13]],
    // A required field is shown with its product, without the value entered.
    ['partner', noFields, [13]],
    ['client', noFields, [13]],
    ['client', { clients: [9], services: [12], tickets: [4] }, [9, 12, 12, 13]],
    ['partner', { ...noFields, clients: [12, 13], services: [4, 9] }, [13]],
    // A name counts only when WHMCS sends no number.
    ['partner', { ...noFields, services: ['Rescue contact'] }, [13]],
  ])('by %s with %j: %j', async (as, fields, ids) => {
    const { ask, service } = await start(fields);
    const { data, errors } = await ask(everything(service.id), as);
    expect(errors).toBeUndefined();
    expect(idsIn(data)).toEqual(ids.map(id));
  });

  it.each([
    ['client', { ...noFields, clients: ['Discord ID'] }, ['Discord ID']],
    ['client', noFields, []],
    ['staff', noFields, ['Discord ID', 'Risk']],
  ])('by name, when WHMCS sends no number: by %s with %j', async (as, customFields, names) => {
    const { gateway, whmcs } = await cutGateway({ gateway: { sharedCache: false, customFields } });
    const sent = [
      { fieldname: 'Discord ID', value: '183' },
      { fieldname: 'Risk', value: 'high' },
    ];
    whmcs.meddle('GetClientsDetails', {
      reword: (answer) => answer.replaceAll(/"customfields":\[[^\]]*\]/g, `"customfields":${JSON.stringify(sent)}`),
    });
    const { data } = await gateway.execute('{ client(id: "1") { customFields { name } } }', {}, { as });
    expect(data['client']).toEqual({ customFields: names.map((name) => ({ name })) });
  });
});

const address = 'address: { line1: "1 Way", city: "Town", state: "ST", postcode: "1", countryCode: "US" }';
const writes: readonly (readonly [mutation: string, of: keyof SharedFields, input: string])[] = [
  ['clientUpdate', 'clients', 'id: "1"'],
  ['ticketOpen', 'tickets', 'clientId: "1", departmentId: "1", subject: "s", message: "m"'],
  [
    'clientCreate',
    'clients',
    `firstName: "A", lastName: "B", email: "a@b.example", phoneNumber: "+1 555 0100", password: "long-enough-1A!" ${address}`,
  ],
];
const write = (mutation: string, input: string, field: number) =>
  `mutation { ending: ${mutation}(input: { ${input} customFields: [{ fieldId: "${field}", value: "x" }] }) {
    __typename ... on UserError { message } ... on InvalidInputError { path } } }`;
const isWrite = (action: string) => /^(Add|Update|Open)/.test(action);

describe.each(writes)('are filled in by %s', (mutation, of, input) => {
  it('when they are listed, and always by staff', async () => {
    const { ask } = await start({ [of]: [9] });
    for (const as of ['maker', 'staff'])
      expect((await ask(write(mutation, input.replace('a@b', `${as}@b`), 9), as)).data).toMatchObject({
        ending: { __typename: expect.stringMatching(/Payload$/) },
      });
  });

  it('only when they are listed: a hidden one is refused like one that does not exist', async () => {
    const others = { clients: [9], services: [9], tickets: [9], [of]: [] };
    const { ask } = await start(others);
    const [hidden, missing] = [
      await ask(write(mutation, input, 9), 'maker'),
      await ask(write(mutation, input, 77), 'maker'),
    ];
    expect(hidden.data).toEqual({
      ending: {
        __typename: 'InvalidInputError',
        message: 'there is no custom field 9 that you may fill in',
        path: ['input', 'customFields', '0', 'fieldId'],
      },
    });
    expect(JSON.stringify(missing.data).replaceAll('77', '9')).toBe(JSON.stringify(hidden.data));
    expect(hidden.calls.filter(isWrite)).toEqual([]);
  });
});

describe('are filled in by orderAdd', () => {
  const order = (fields: string) => `mutation { ending: orderAdd(input: { clientId: "1", paymentMethod: "banktransfer",
    products: [{ productId: "4", billingCycle: MONTHLY, customFields: [${fields}] }] }) {
    __typename ... on UserError { message } ... on InvalidInputError { path } } }`;
  const required = '{ fieldId: "13", value: "root@client1.example" }';
  const optional = (field: number) => `${required} { fieldId: "${field}", value: "x" }`;

  it('when the product requires it, listed or not', async () => {
    const { ask, world } = await start();
    expect((await ask(order(required), 'client')).data).toEqual({ ending: { __typename: 'OrderAddPayload' } });
    expect(world.services.of(1).at(-1)?.customFields).toEqual([{ id: 13, value: 'root@client1.example' }]);
  });

  it('when they are listed, and always by staff', async () => {
    const { ask } = await start({ services: [12] });
    for (const as of ['client', 'staff'])
      expect((await ask(order(optional(12)), as)).data).toEqual({ ending: { __typename: 'OrderAddPayload' } });
  });

  it('only when they are listed: others are refused like fields that the product lacks', async () => {
    const { ask } = await start({ clients: [12], tickets: [12] });
    const [hidden, missing] = [await ask(order(optional(12)), 'client'), await ask(order(optional(77)), 'client')];
    expect(hidden.data).toMatchObject({
      ending: { __typename: 'InvalidInputError', message: 'product 4 has no custom field 12' },
    });
    expect(JSON.stringify(missing.data).replaceAll('77', '12')).toBe(JSON.stringify(hidden.data));
    expect(hidden.calls.filter(isWrite)).toEqual([]);
  });
});

it.each([
  ['staff', 'You did not provide required custom field value for Credit risk'],
  ['maker', 'You did not provide required custom field value'],
])('names a missing required field to staff alone: %s', async (as, reason) => {
  const { ask, fail } = await start();
  const message = 'You did not provide required custom field value for Credit risk';
  fail({ action: 'AddClient', kind: 'json-error', message });
  const [, , input = ''] = writes.find(([mutation]) => mutation === 'clientCreate') ?? [];
  const { data } = await ask(
    `mutation { ending: clientCreate(input: { ${input} }) { __typename ... on RefusedError { message reason } } }`,
    as,
  );
  expect(data).toEqual({ ending: { __typename: 'RefusedError', message: `WHMCS refused: ${reason}`, reason } });
});
