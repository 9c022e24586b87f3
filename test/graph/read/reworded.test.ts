/** Values that WHMCS formats in its own way, and their form in the graph. */
import { expect, it } from 'vitest';
import { cutGateway } from '../../support/cut-lists.ts';

const customFields = (name: string, value: string) => JSON.stringify({ customfield: [{ id: 4, name, value }] });

it('trims names of custom fields, and shows a link as it was entered', async () => {
  const { gateway, whmcs } = await cutGateway();
  const link = '<a href="https://example.org/a?b=1&amp;c=2" target="_blank">https://example.org/a?b=1&amp;c=2</a>';
  whmcs.meddle('GetClientsProducts', {
    reword: (answer) =>
      answer.replaceAll(/"customfields":(?:\{.*?\]\}|\[\]|"")/g, `"customfields":${customFields(' Website ', link)}`),
  });
  const { data, errors } = await gateway.execute('{ service(id: "1") { customFields { name value } } }');
  expect(errors).toBeUndefined();
  expect(data['service']).toEqual({ customFields: [{ name: 'Website', value: 'https://example.org/a?b=1&c=2' }] });
});

it('shows sums of floats as amounts', async () => {
  const { gateway, whmcs } = await cutGateway();
  whmcs.meddle('GetClientsProducts', {
    reword: (answer) =>
      answer
        .replace(/"recurringamount":"?[\d.]+"?/, '"recurringamount":5.300000000000001')
        .replace(/"firstpaymentamount":"?[\d.]+"?/, '"firstpaymentamount":"5.2999999999999998"'),
  });
  const { data } = await gateway.execute(
    '{ service(id: "1") { recurringAmount { amount } firstPaymentAmount { amount } } }',
  );
  expect(data['service']).toEqual({ recurringAmount: { amount: '5.30' }, firstPaymentAmount: { amount: '5.30' } });
});

it.each([
  ['services', 'GetClientsProducts', 'product'],
  ['invoices', 'GetInvoices', 'invoice'],
  ['tickets', 'GetTickets', 'ticket'],
  ['clients', 'GetClients', 'client'],
])('%s keyed by number keep the order of the response', async (field, command, singular) => {
  const { gateway, whmcs } = await cutGateway();
  const document = `{ list: ${field}(first: 5) { nodes { whmcsId } } }`;
  const { data: plain } = await gateway.execute(document);
  let key = 0;
  whmcs.meddle(command, {
    // The first row has the largest key.
    reword: (answer) => {
      key = 900;
      return JSON.stringify(JSON.parse(answer), (name, value: unknown) =>
        Array.isArray(value) && name === singular
          ? Object.fromEntries(value.map((row: unknown) => [`#${(key -= 7)}`, row]))
          : value,
      ).replaceAll('"#', '"');
    },
  });
  const { data: keyed } = await gateway.execute(document);
  expect(key).toBe(900 - 5 * 7);
  expect(keyed).toEqual(plain);
});
