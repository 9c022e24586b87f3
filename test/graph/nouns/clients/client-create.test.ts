/** clientCreate: how clients sign up. */
import { describe, expect, test } from 'vitest';
import { startTestGateway } from '../../../support/gateway.ts';

const create = `mutation ($input: ClientCreateInput!) { clientCreate(input: $input) {
  __typename
  ... on ClientCreatePayload { passwordLinkSent paymentMethodSet client { whmcsId fullName email address { line1 countryCode } } }
  ... on InvalidInputError { path } ... on RefusedError { reason } ... on UserError { message }
} }`;
const person = {
  firstName: 'Zoë "Z"',
  lastName: "O'Neil & Söhne 🙂",
  email: 'zoe@example.net',
  address: { line1: 'Straße 1', city: 'Köln', state: 'NRW', postcode: '50667', countryCode: 'de' },
  phoneNumber: '+49 221 1234567',
};

describe('signing up', () => {
  test('sets a random password if none is given, and WHMCS mails a welcome and a link to change it', async () => {
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

  test('refuses a taken address in the words of WHMCS, and a wrong country before sending', async () => {
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
      gateway.simulator.fail({ action: 'ResetPassword', kind, message: 'SMTP Error: Could not authenticate.' });
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
