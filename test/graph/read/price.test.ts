/** extensions.whmcs reports exactly the calls that WHMCS saw. */
import { expect, test } from 'vitest';
import { startTestGateway } from '../../support/gateway.ts';

test('counts a retried attempt twice', async () => {
  const gateway = await startTestGateway();
  try {
    gateway.simulator.fail({ action: 'GetClientsDetails', kind: 'reset-before', times: 1 });
    const { data, calls, extensions } = await gateway.execute('{ client(id: "1") { whmcsId } }');
    expect(data).toEqual({ client: { whmcsId: 1 } });
    expect(calls).toHaveLength(2);
    expect(extensions?.whmcs).toMatchObject({ calls: 2, byCommand: { GetClientsDetails: 2 } });
  } finally {
    await gateway.close();
  }
});

test('does not count a refused connection', async () => {
  const gateway = await startTestGateway({ whmcs: { url: new URL('http://127.0.0.1:1/includes/api.php') } });
  try {
    const { errors, extensions } = await gateway.execute('{ client(id: "1") { whmcsId } }');
    expect(errors).toMatchObject([{ extensions: { code: 'WHMCS_UNREACHABLE' } }]);
    expect(extensions?.whmcs).toMatchObject({ calls: 0, byCommand: {} });
  } finally {
    await gateway.close();
  }
});

test('does not send a write whose owner could not be read, and does not report one as unsent if its follow-up fails', async () => {
  const gateway = await startTestGateway();
  try {
    const create = `mutation { clientCreate(input: {
      firstName: "A", lastName: "B", email: "a.b@example.net", phoneNumber: "1",
      address: { line1: "1", city: "C", state: "S", postcode: "P", countryCode: "US" } }) {
      __typename ... on ClientCreatePayload { passwordLinkSent client { email } } ... on UserError { message } } }`;
    gateway.simulator.fail({ action: 'AddClient', kind: 'wrong-ip', times: 1 });
    expect((await gateway.execute(create)).data).toMatchObject({ clientCreate: { __typename: 'NotSentError' } });
    gateway.simulator.fail({ action: 'ResetPassword', kind: 'html-503', times: 1 });
    gateway.simulator.fail({ action: 'GetClientsDetails', kind: 'html-200', times: 1 });
    const { data, errors } = await gateway.execute(create);
    expect(data).toEqual({
      clientCreate: { __typename: 'ClientCreatePayload', passwordLinkSent: null, client: null },
    });
    expect(errors).toMatchObject([
      { path: ['clientCreate', 'client'], extensions: { code: 'WHMCS_UNEXPECTED_ANSWER' } },
    ]);
  } finally {
    await gateway.close();
  }
});
