/** The budget: how many calls to WHMCS one operation may make, by role. */
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Limits } from '../../../src/config/limits.ts';
import { startTestGateway, type TestGateway } from '../../support/gateway.ts';

async function gatewayFor(budget: Partial<Limits['budget']>, simulator = {}): Promise<TestGateway> {
  const limits = { budget: { STAFF: 250, PARTNER: 100, CLIENT: 50, ...budget } };
  const gateway = await startTestGateway({ simulator: { clients: 60, ...simulator }, gateway: { limits } });
  onTestFinished(() => gateway.close());
  return gateway;
}

const fourLists = `{ invoices(first: 3) { nodes { id } } orders(first: 3) { nodes { id } }
  services(first: 3) { nodes { id } } domains(first: 3) { nodes { id } } }`;

/** One call, and then one for each invoice. */
const lines = (count: number) => `{ invoices(first: ${count}) { nodes { whmcsId items { description } } } }`;

interface Lines {
  readonly invoices: { readonly nodes: readonly { readonly items: readonly unknown[] | null }[] };
}

describe('an operation whose forecast exceeds its budget', () => {
  it('is refused before any call', async () => {
    const gateway = await gatewayFor({ STAFF: 3 });
    const { data, errors, calls } = await gateway.execute(fourLists);
    expect([data, calls]).toEqual([undefined, []]);
    expect(errors).toMatchObject([{ extensions: { code: 'BUDGET_EXCEEDED' } }]);
  });

  it('is executed at exactly the limit', async () => {
    const gateway = await gatewayFor({ STAFF: 4 });
    const { errors, calls } = await gateway.execute(fourLists);
    expect([errors, calls.length]).toEqual([undefined, 4]);
  });

  it('is refused even when the parent entity is not known yet', async () => {
    const gateway = await gatewayFor({ STAFF: 2 });
    const { errors, calls } = await gateway.execute(
      '{ client(id: "1") { email services { totalCount } invoices { totalCount } } }',
    );
    expect(calls).toEqual([]);
    expect(errors).toMatchObject([{ extensions: { code: 'BUDGET_EXCEEDED' } }]);
  });

  it('is executed when memory answers part of it', async () => {
    const gateway = await gatewayFor({ STAFF: 3 });
    await gateway.execute('{ invoices(first: 3) { nodes { id } } }');
    const { errors, calls } = await gateway.execute(fourLists);
    expect([errors, calls.length]).toEqual([undefined, 3]);
  });

  it('is executed when another request already fetches part of it', async () => {
    const gateway = await gatewayFor({ STAFF: 1 });
    gateway.simulator.fail({ action: 'GetCurrencies', kind: 'latency', latencyMs: 200 });
    const first = gateway.execute('{ currencies { code } }');
    await expect.poll(() => gateway.simulator.calls.total, { interval: 5 }).toBe(1);
    const second = await gateway.execute('{ currencies { code } paymentMethods { module } }');
    expect([second.errors, second.extensions?.whmcs?.byCommand]).toEqual([undefined, { GetPaymentMethods: 1 }]);
    expect((await first).errors).toBeUndefined();
  });

  it('uses the budget of the role of its viewer', async () => {
    const gateway = await gatewayFor({ STAFF: 4, PARTNER: 3, CLIENT: 3 });
    expect((await gateway.execute(fourLists, {}, { as: 'client' })).errors).toMatchObject([
      { extensions: { code: 'BUDGET_EXCEEDED' } },
    ]);
    expect((await gateway.execute(fourLists, {}, { as: 'staff' })).errors).toBeUndefined();
  });
});

describe('an operation that exhausts its budget', () => {
  it('keeps its data, and reports the missing fields', async () => {
    const gateway = await gatewayFor({ STAFF: 4 });
    const { data, errors, calls } = await gateway.execute<Lines>(lines(6));
    expect(calls).toHaveLength(4);
    expect(data.invoices.nodes.map(({ items }) => items !== null)).toEqual([true, true, true, false, false, false]);
    expect(errors?.map(({ path, extensions }) => [path?.[2], path?.[3], extensions.code])).toEqual(
      [3, 4, 5].map((index) => [index, 'items', 'BUDGET_EXCEEDED']),
    );
  });

  it('pays for retries too', async () => {
    const gateway = await gatewayFor({ STAFF: 4 });
    gateway.simulator.fail({ action: 'GetInvoices', kind: 'reset-before', times: 1 });
    const { data, calls } = await gateway.execute<Lines>(lines(6));
    expect(calls).toHaveLength(4);
    expect(data.invoices.nodes.filter(({ items }) => items !== null)).toHaveLength(2);
  });

  it('continues from memory the next time', async () => {
    const gateway = await gatewayFor({ STAFF: 4 });
    await gateway.execute(lines(6));
    const { data, errors, calls } = await gateway.execute<Lines>(lines(6));
    expect([errors, calls.length]).toEqual([undefined, 3]);
    expect(data.invoices.nodes.every(({ items }) => items !== null)).toBe(true);
  });
});

describe('a mutation', () => {
  const suspend = (as: string, id: string) => `${as}: serviceSuspend(input: { serviceId: "${id}" }) {
    __typename
    ... on ServiceSuspendPayload { service { status order { number } client { fullName } } }
    ... on NotSentError { message code }
  }`;

  it('is not sent when its access check has exhausted the budget', async () => {
    const gateway = await gatewayFor({ STAFF: 1 });
    const { data, errors, calls } = await gateway.execute(`mutation { ${suspend('only', '1')} }`);
    expect([errors, calls.map(({ action }) => action)]).toEqual([undefined, ['GetClientsProducts']]);
    expect(data).toMatchObject({ only: { __typename: 'NotSentError', code: 'BUDGET_EXCEEDED' } });
    expect(gateway.simulator.world.services.get(1)?.status).toBe('Active');
  });

  it('is not sent when the budget does not allow its access check', async () => {
    const gateway = await gatewayFor({ STAFF: 0 });
    const { data, errors, calls } = await gateway.execute(`mutation { ${suspend('only', '1')} }`);
    expect([errors, calls]).toEqual([undefined, []]);
    expect(data).toMatchObject({ only: { __typename: 'NotSentError', code: 'BUDGET_EXCEEDED' } });
  });

  it('is read back at any cost', async () => {
    const gateway = await gatewayFor({ STAFF: 2 });
    const { data, errors, calls } = await gateway.execute(`mutation { ${suspend('only', '1')} }`);
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      only: { service: { status: 'SUSPENDED', client: { fullName: "Siobhán O'Malley" } } },
    });
    expect(calls.length).toBeGreaterThan(2);
  });

  it('is not started when earlier mutations exhausted the budget', async () => {
    const gateway = await gatewayFor({ STAFF: 2 });
    const { data, calls } = await gateway.execute(`mutation { ${suspend('first', '1')} ${suspend('second', '3')} }`);
    expect(data).toMatchObject({
      first: { __typename: 'ServiceSuspendPayload', service: { status: 'SUSPENDED' } },
      second: { __typename: 'NotSentError', code: 'BUDGET_EXCEEDED' },
    });
    expect(calls.filter(({ action }) => action === 'ModuleSuspend')).toHaveLength(1);
  });

  it('keeps its key free when it was not sent', async () => {
    const gateway = await gatewayFor({ STAFF: 1 });
    const accept = (id: string) =>
      `mutation { orderAccept(input: { orderId: "${id}", idempotencyKey: "k" }) { __typename ... on UserError { message } } }`;
    expect((await gateway.execute(accept('3'))).data).toMatchObject({ orderAccept: { __typename: 'NotSentError' } });
    // Another input under the same key: the first left no trace.
    expect((await gateway.execute(accept('6'))).data).toMatchObject({ orderAccept: { __typename: 'NotSentError' } });
  });
});

describe('the error', () => {
  const figures = { budget: 3, forecast: { least: 4, most: 4 } };

  it('shows staff the budget, the forecast and the most expensive path', async () => {
    const gateway = await gatewayFor({ STAFF: 3 });
    const { errors } = await gateway.execute(fourLists);
    expect(errors?.[0]?.message).toBe('the operation asks for 4 calls to WHMCS at once and may make 3; ask for less');
    expect(errors?.[0]?.extensions).toEqual({
      code: 'BUDGET_EXCEEDED',
      ...figures,
      mostExpensive: { path: 'invoices', least: 1, most: 1 },
    });
  });

  it('shows staff the full cost of the stopped operation', async () => {
    const gateway = await gatewayFor({ STAFF: 4 });
    const { errors } = await gateway.execute(lines(6));
    expect(errors).toHaveLength(3);
    for (const { message, extensions } of errors ?? []) {
      expect(message).toBe('the operation has used up its 4 calls to WHMCS; what is missing was not asked for');
      expect(extensions).toEqual({
        code: 'BUDGET_EXCEEDED',
        budget: 4,
        forecast: { least: 1, most: 7 },
        mostExpensive: { path: 'invoices.nodes.items', least: 0, most: 6 },
      });
    }
  });

  it('shows other viewers neither numbers nor paths', async () => {
    const gateway = await gatewayFor({ PARTNER: 2, CLIENT: 2 });
    const message = 'This asks for more than one operation may; ask for less at once.';
    const extensions = { code: 'BUDGET_EXCEEDED' };
    for (const as of ['partner', 'client']) {
      const refused = await gateway.execute(fourLists, {}, { as });
      expect([refused.errors, refused.extensions]).toEqual([[{ message, extensions }], undefined]);
    }
    const as = 'client';
    const stopped = await gateway.execute('{ invoices(first: 3) { nodes { items { id } } } }', {}, { as });
    expect(stopped.errors?.map((error) => [error.message, error.extensions])).toContainEqual([message, extensions]);

    const poor = await gatewayFor({ CLIENT: 1 });
    const input = '{ clientId: "1", departmentId: "1", subject: "S", message: "M", serviceId: "1" }';
    const open = `mutation { ticketOpen(input: ${input}) { ... on NotSentError { message code } } }`;
    const { data } = await poor.execute(open, {}, { as });
    expect(data).toEqual({ ticketOpen: { message, code: 'BUDGET_EXCEEDED' } });
  });
});
