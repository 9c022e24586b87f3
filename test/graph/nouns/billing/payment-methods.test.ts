/** Payment methods in inputs: an unknown one is refused before anything is sent, by every mutation. */
import { describe, expect, it } from 'vitest';
import { configured } from '../../../../src/access/viewer.ts';
import { startTestGateway, useGateway } from '../../../support/gateway.ts';

const partner = configured({ name: 'orders', role: 'PARTNER', clients: [1], allow: ['read', 'billing'] });
const gateway = useGateway({ simulator: { clients: 12 }, tokens: [{ token: 'orders', viewer: partner }] });

const person = `firstName: "Nell", lastName: "Ashdown", email: "nell@mail.example", phoneNumber: "+44 1482 555010",
  address: { line1: "4 Harbour Row", city: "Hull", state: "East Riding", postcode: "HU1 1AA", countryCode: "GB" }`;

const inputs: Readonly<Record<string, (method: string) => string>> = {
  orderAdd: (method) =>
    `clientId: "1", products: [{ productId: "1", billingCycle: MONTHLY }], paymentMethod: "${method}"`,
  clientCreate: (method) => `${person}, paymentMethod: "${method}"`,
  clientUpdate: (method) => `id: "1", paymentMethod: "${method}"`,
  invoiceUpdate: (method) => `invoiceId: "1002", paymentMethod: "${method}"`,
  invoicePaymentAdd: (method) => `invoiceId: "1002", transactionId: "T", amount: "1.00", gateway: "${method}"`,
};
const act = (name: string, method: string) =>
  `mutation { done: ${name}(input: { ${inputs[name]?.(method) ?? ''} }) { __typename
    ... on UserError { message } ... on InvalidInputError { path } } }`;

const reads = /^Get/;

describe.each(Object.keys(inputs))('%s', (name) => {
  const path = ['input', name === 'invoicePaymentAdd' ? 'gateway' : 'paymentMethod'];

  it.each(['barter', 'Stripe', 'stripe '])('refuses %j, and lists the existing ones for staff', async (method) => {
    const { data, calls } = await gateway.execute<{ done: { message: string } }>(act(name, method));
    expect(data.done).toMatchObject({ __typename: 'InvalidInputError', path });
    expect(data.done.message).toMatch(/mailin, banktransfer, paypal, stripe$/);
    expect(calls.filter(({ action }) => !reads.test(action))).toEqual([]);
  });

  it('accepts an existing one', async () => {
    const { data } = await gateway.execute<{ done: { __typename: string } }>(act(name, 'stripe'));
    expect(data.done.__typename).toMatch(/Payload$/);
  });

  it('reads the list once', async () => {
    const own = await startTestGateway({ simulator: { clients: 12 } });
    try {
      const listed = async () =>
        (await own.execute(act(name, 'stripe'))).calls.filter(({ action }) => action === 'GetPaymentMethods').length;
      expect([await listed(), await listed()]).toEqual([1, 0]);
    } finally {
      await own.close();
    }
  });

  it('sends nothing while the list cannot be read', async () => {
    const own = await startTestGateway({ simulator: { clients: 12 } });
    try {
      own.simulator.fail({ action: 'GetPaymentMethods', kind: 'html-503' });
      const { data, calls } = await own.execute<{ done: object }>(act(name, 'stripe'));
      expect(data.done).toMatchObject({ __typename: 'NotSentError' });
      expect(calls.filter(({ action }) => !reads.test(action))).toEqual([]);
    } finally {
      await own.close();
    }
  });
});

it('does not list the existing ones for partners', async () => {
  for (const name of ['orderAdd', 'invoicePaymentAdd']) {
    const { data } = await gateway.execute<{ done: { message: string } }>(act(name, 'barter'), {}, { as: 'orders' });
    expect(data.done).toMatchObject({ __typename: 'InvalidInputError' });
    expect(data.done.message).toBe('there is no payment method "barter"');
  }
});

it('looks up a name once more before it refuses one that is not cached', async () => {
  await gateway.execute('{ paymentMethods { module } }');
  const { calls } = await gateway.execute(act('clientUpdate', 'barter'));
  expect(calls.map(({ action }) => action)).toContain('GetPaymentMethods');
});

it.each([
  ['orderAdd', 'clientId: "1", paymentMethod: "stripe", products: [{ productId: "1", priceOverride: "1.005" }]'],
  [
    'orderAdd',
    'clientId: "1", paymentMethod: "stripe", domains: [{ name: "a.example", type: REGISTER, priceOverride: "0.001" }]',
  ],
  ['invoiceUpdate', 'invoiceId: "1002", credit: "0.005"'],
  ['invoiceUpdate', 'invoiceId: "1002", addItems: [{ description: "x", amount: "1.234" }]'],
  ['invoiceUpdate', 'invoiceId: "1002", updateItems: [{ id: "1", description: "x", amount: "1.234", taxed: false }]'],
])('refuses %s(%s): more decimal places than WHMCS stores', async (name, input) => {
  const { data, calls } = await gateway.execute<{ done: object }>(
    `mutation { done: ${name}(input: { ${input} }) { __typename } }`,
  );
  expect(data.done).toEqual({ __typename: 'InvalidInputError' });
  expect(calls).toEqual([]);
});
