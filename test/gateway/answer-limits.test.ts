/** Answers of WHMCS have limits in bytes and rows, and an unreadable value fails only its own field. */
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { defaultLimits } from '../../src/config/limits.ts';
import { startSimulator } from '../../src/simulator/index.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { rewritingWhmcs, type Rewrite } from '../support/rewriting-whmcs.ts';

async function gatewayOver(
  rewrite: Rewrite,
  upstream: Partial<typeof defaultLimits.upstream> = {},
): Promise<TestGateway> {
  const simulator = await startSimulator({ clients: 8 });
  const whmcs = await rewritingWhmcs(simulator.url);
  whmcs.rewrite(rewrite);
  const gateway = await startTestGateway({
    simulator,
    whmcs: { url: whmcs.url },
    gateway: { limits: { upstream: { ...defaultLimits.upstream, ...upstream } } },
  });
  onTestFinished(async () => {
    await gateway.close();
    await whmcs.close();
    await simulator.close();
  });
  return gateway;
}

const unpaidOf = ({ simulator: { world } }: TestGateway) => {
  const invoice = [...world.invoices.all()].find(({ status, userid }) => status === 'Unpaid' && userid === 1);
  if (!invoice) throw new Error('client 1 owes nothing');
  return invoice;
};

/** Rewrites only answers of this command, with all values of this field replaced. */
const saying =
  (action: string, field: string, value: unknown): Rewrite =>
  (asked, body) =>
    asked === action
      ? {
          body: JSON.stringify(JSON.parse(body, (key: string, each: unknown) => (key === field ? value : each))),
        }
      : null;

const listed = z.looseObject({ transactions: z.object({ transaction: z.array(z.looseObject({})) }) });

/** GetTransactions ignores limitnum. */
const transactions =
  (rows: number): Rewrite =>
  (action, body) => {
    if (action !== 'GetTransactions') return null;
    const answer = listed.parse(JSON.parse(body));
    const [first] = answer.transactions.transaction;
    const transaction = Array.from({ length: rows }, (_, at) => ({ ...first, id: at + 1, userid: 1 }));
    return {
      body: JSON.stringify({ ...answer, totalresults: rows, numreturned: rows, transactions: { transaction } }),
    };
  };

const payments = '{ transactions(first: 3, clientId: "1") { totalCount nodes { whmcsId } } }';

describe('rows of one answer', () => {
  it('may be many when a command always returns all of them', async () => {
    const gateway = await gatewayOver(transactions(20_000));
    expect(await gateway.execute(payments)).toMatchObject({ data: { transactions: { totalCount: 20_000 } } });
  });

  it('above the limit are refused, and the error shows the limit to staff', async () => {
    const gateway = await gatewayOver(transactions(501), { rows: 500 });
    const { errors } = await gateway.execute(payments);
    expect(errors).toMatchObject([{ extensions: { code: 'WHMCS_UNEXPECTED_ANSWER' } }]);
    expect(errors?.[0]?.message).toMatch(/more than 500 rows.*upstream\.rows/);
    const client = await gateway.execute(payments, {}, { as: 'client' });
    expect(client.errors?.[0]?.message).not.toMatch(/rows/);
  });
});

describe('bytes of one answer', () => {
  const invoice = (gateway: TestGateway) => `{ invoice(id: "${unpaidOf(gateway).id}") { whmcsId notes } }`;

  it.each([
    ['plain', (body: string) => ({ body })],
    ['unfolded', (body: string) => ({ body: gzipSync(body), headers: { 'content-encoding': 'gzip' } })],
  ])('are counted when they arrive %s', async (_, send) => {
    const long: Rewrite = (action, body) =>
      action === 'GetInvoice' ? send(body.replace('{', `{"x":"${'x'.repeat(200_000)}",`)) : null;
    const refusing = await gatewayOver(long, { bytesOf: { GetInvoice: 200_000 } });
    const { errors } = await refusing.execute(invoice(refusing));
    expect(errors).toMatchObject([{ extensions: { code: 'WHMCS_UNEXPECTED_ANSWER' } }]);
    expect(errors?.[0]?.message).toMatch(/GetInvoice with more than 200000 bytes.*upstream\.bytesOf\.GetInvoice/);
    const reading = await gatewayOver(long, { bytesOf: { GetInvoice: 250_000 } });
    expect(await reading.execute(invoice(reading))).toMatchObject({
      data: { invoice: { whmcsId: unpaidOf(reading).id } },
    });
  });

  it('above the limit make the gateway request a page in halves', async () => {
    const limits: string[] = [];
    const long: Rewrite = (action, body) => {
      if (action !== 'GetInvoices') return null;
      limits.push(body);
      return { body };
    };
    const whole = await gatewayOver(long);
    const query = '{ invoices(first: 40) { nodes { whmcsId } } }';
    const expected = (await whole.execute(query)).data;
    const longest = Math.max(...limits.map((body) => body.length));
    const halved = await gatewayOver(() => null, { bytesOf: { GetInvoices: Math.ceil(longest * 0.7) } });
    const { data, errors, calls } = await halved.execute(query);
    expect(errors).toBeUndefined();
    expect(data).toEqual(expected);
    expect(calls.filter(({ action }) => action === 'GetInvoices').length).toBeGreaterThan(1);
  });
});

describe('an amount without a certain value', () => {
  const amounts = (gateway: TestGateway) =>
    `{ invoice(id: "${unpaidOf(gateway).id}") { total { amount } subtotal { amount } } }`;

  it.each(['1e5', '1E5', '0x10', '12.5.1', '1e-7', 'NaN'])('fails only its own field: %s', async (text) => {
    const gateway = await gatewayOver(saying('GetInvoice', 'total', text));
    const { data, errors } = await gateway.execute(amounts(gateway));
    expect(data).toMatchObject({
      invoice: { total: null, subtotal: { amount: expect.stringMatching(/^\d+\.\d\d$/) } },
    });
    expect(errors).toMatchObject([{ path: ['invoice', 'total'], extensions: { code: 'WHMCS_UNEXPECTED_ANSWER' } }]);
  });

  it('is accepted as a JSON number in any notation of PHP', async () => {
    const gateway = await gatewayOver((action, body) =>
      action === 'GetInvoice'
        ? {
            body: body
              .replace(/"total":\s*[^,]+/, '"total":1.0e+25')
              .replace(/"subtotal":\s*[^,]+/, '"subtotal":5.3e-5'),
          }
        : null,
    );
    const { data } = await gateway.execute(amounts(gateway));
    expect(data).toMatchObject({
      invoice: { total: { amount: '10000000000000000000000000.00' }, subtotal: { amount: '0.000053' } },
    });
  });

  it('is not accepted as a balance for a payment', async () => {
    const gateway = await gatewayOver(saying('GetInvoice', 'balance', '1e5'));
    const { id } = unpaidOf(gateway);
    const { data, calls } = await gateway.execute(
      `mutation { invoicePaymentAdd(input: { invoiceId: "${id}", transactionId: "T1", gateway: "mailin" }) { __typename ... on NotSentError { code } } }`,
    );
    expect(data).toMatchObject({ invoicePaymentAdd: { __typename: 'NotSentError', code: 'WHMCS_UNEXPECTED_ANSWER' } });
    expect(calls.map(({ action }) => action)).not.toContain('AddInvoicePayment');
  });
});
