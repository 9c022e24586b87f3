/** serviceUpdate: how fields are cleared, and what WHMCS is asked before. */
import { beforeEach, expect, it, test } from 'vitest';
import { useGateway } from '../../../support/gateway.ts';

const gateway = useGateway({ simulator: { clients: 12 }, gateway: { sharedCache: false } });
beforeEach(() => gateway.simulator.calls.reset());

async function update(input: string) {
  const { data, calls } = await gateway.execute<{ serviceUpdate: Record<string, unknown> }>(
    `mutation { serviceUpdate(input: { serviceId: "3", ${input} }) { __typename
      ... on ServiceUpdatePayload { service { notes domainName username nameservers assignedIps recurringAmount { amount }
        diskLimit overrideAutoSuspend subscriptionId billingCycle status product { whmcsId } } }
      ... on InvalidInputError { path } ... on UserError { message } } }`,
  );
  const sent = calls.find(({ action }) => action === 'UpdateClientProduct');
  return { ending: data.serviceUpdate, sent: sent?.params, asked: calls.map(({ action }) => action) };
}

it('changes what is given, in one call between two reads', async () => {
  const { ending, asked } = await update(
    'notes: "Moved & checked", recurringAmount: "7.50", billingCycle: ANNUALLY, status: SUSPENDED, diskLimit: 512, overrideAutoSuspend: true, subscriptionId: "sub_1", nameservers: ["ns1.a.example", "ns2.a.example"], assignedIps: ["192.0.2.1", "192.0.2.2"]',
  );
  expect(ending).toMatchObject({
    service: {
      notes: 'Moved & checked',
      recurringAmount: { amount: '7.50' },
      billingCycle: 'ANNUALLY',
      status: 'SUSPENDED',
      diskLimit: 512,
      overrideAutoSuspend: true,
      subscriptionId: 'sub_1',
      nameservers: ['ns1.a.example', 'ns2.a.example'],
      assignedIps: ['192.0.2.1', '192.0.2.2'],
    },
  });
  expect(asked.filter((action) => action === 'UpdateClientProduct')).toHaveLength(1);
});

it('clears fields by name, because WHMCS does not clear one by empty text', async () => {
  await update('notes: "x", nameservers: ["ns1.a.example", "ns2.a.example"], assignedIps: ["192.0.2.1"]');
  const { ending, sent } = await update(
    'notes: null, username: "", domainName: null, nameservers: ["ns9.a.example"], assignedIps: [], servicePassword: null',
  );
  expect(ending).toMatchObject({
    service: { notes: null, username: null, domainName: null, nameservers: ['ns9.a.example'], assignedIps: [] },
  });
  expect(sent).toMatchObject({ ns1: 'ns9.a.example' });
  expect(Object.values(Object(sent?.['unset']) as Record<string, string>)).toEqual(
    expect.arrayContaining(['assignedips', 'domain', 'notes', 'ns2', 'servicepassword', 'serviceusername']),
  );
});

it('encodes options and custom fields', async () => {
  const { sent } = await update(
    'customFields: [{ fieldId: "12", value: "ä" }], configOptions: [{ optionId: "5", choiceId: 52 }, { optionId: "6", choiceId: 61, quantity: 3 }]',
  );
  const decoded = (name: string) => {
    const text = sent?.[name];
    return typeof text === 'string' ? Buffer.from(text, 'base64').toString() : text;
  };
  expect(decoded('customfields')).toBe('a:1:{i:12;s:2:"ä";}');
  expect(decoded('configoptions')).toBe('a:2:{i:5;i:52;i:6;a:2:{s:8:"optionid";i:61;s:3:"qty";i:3;}}');
});

test.each([
  ['nothing at all', '', ['input'], 'InvalidInputError'],
  ['three name servers', 'nameservers: ["a", "b", "c"]', ['input', 'nameservers'], 'InvalidInputError'],
  ['an unknown payment method', 'paymentMethod: "barter"', ['input', 'paymentMethod'], 'InvalidInputError'],
  ['a product that does not exist', 'productId: "999"', undefined, 'NotFoundError'],
])('sends nothing for %s', async (_, input, path, typename) => {
  const { ending, sent } = await update(input);
  expect([ending['__typename'], ending['path'], sent]).toEqual([typename, path, undefined]);
});
