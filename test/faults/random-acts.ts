/** Random mutations: their requests, the faults that they meet, and how WHMCS's own ledger shows their effect. */
import fc from 'fast-check';
import { expect } from 'vitest';
import type { FaultKind, Simulator } from '../../src/simulator/index.ts';
import { addInvoice } from '../../src/simulator/world/billing.ts';
import { productById } from '../../src/simulator/world/products.ts';

/** At the command itself: nothing has happened after the first three, everything after the others. */
const atCommand: readonly FaultKind[] = [
  'reset-before',
  'hang',
  'json-error',
  'json-error-after',
  'reset-after',
  'hang-after',
  'html-500-after',
  'truncated',
];

/** The reads before it, for guards and evidence, and the lookup of a lost write afterwards. */
const reads = ['GetInvoice', 'GetTransactions', 'GetOrders', 'GetClientsProducts', 'GetClientsDetails'];

export const plans = fc.noBias(
  fc.record({
    kind: fc.constantFrom('payment', 'payment', 'order', 'suspend'),
    client: fc.integer({ min: 1, max: 6 }),
    /** For payments: without a key it is derived. Orders always have one, and suspends never. */
    hasKey: fc.boolean(),
    isForDomain: fc.boolean(),
    /** The number of concurrent callers; for payments, each may have its own key. */
    callers: fc.constantFrom(1, 1, 2, 3),
    areStrangers: fc.boolean(),
    /** The connection of the first attempt is lost after this many milliseconds. */
    leavesAfterMs: fc.option(fc.integer({ min: 1, max: 60 }), { freq: 2 }),
    /** The number of retries of each caller after UnknownOutcomeError. */
    persistence: fc.integer({ min: 1, max: 2 }),
    fault: fc.option(fc.constantFrom(...atCommand), { freq: 2 }),
    readFault: fc.option(
      fc.record({
        kind: fc.constantFrom<FaultKind>('reset-before', 'hang-after', 'html-500-after', 'truncated', 'json-error'),
        action: fc.constantFrom(...reads),
        skip: fc.nat(3),
        times: fc.integer({ min: 1, max: 4 }),
      }),
      { freq: 2 },
    ),
  }),
);

export type Plan = typeof plans extends fc.Arbitrary<infer Planned> ? Planned : never;

export interface Act {
  readonly mutation: 'invoicePaymentAdd' | 'orderAdd' | 'serviceSuspend';
  readonly command: 'AddInvoicePayment' | 'AddOrder' | 'ModuleSuspend';
  readonly input: object;
  /** One for each caller; null for none. */
  readonly keys: readonly (string | null)[];
  /** How often WHMCS received the command. */
  sent(): number;
  /** The numbers of the resulting records. */
  made(): readonly number[];
}

type Perform = (simulator: Simulator, plan: Plan, mark: string) => Act;

const idsOf = (rows: readonly { readonly id: number }[]): number[] => rows.map(({ id }) => id);

/** Each pays its own invoice: a lost payment blocks all others of the same invoice. */
const payment: Perform = ({ world, calls }, plan, mark) => {
  const client = world.clients.get(plan.client) ?? expect.fail(`there is no client ${plan.client}`);
  const line = { type: '', relid: 0, description: 'Repairs', amount: 100_000_000, taxed: false };
  const dates = { at: '2026-10-01 08:00:00', duedate: '2026-10-15' };
  const invoice = addInvoice(world, { client, ...dates, status: 'Unpaid', paymentmethod: 'stripe', lines: [line] });
  const keyOf = (caller: number) => `${mark}-${plan.areStrangers ? caller : ''}`;
  return {
    mutation: 'invoicePaymentAdd',
    command: 'AddInvoicePayment',
    input: { invoiceId: String(invoice.id), transactionId: mark, gateway: 'stripe', amount: '1.00' },
    keys: Array.from({ length: plan.callers }, (_, caller) => (plan.hasKey ? keyOf(caller) : null)),
    sent: () => calls.entries.filter(({ params }) => 'amount' in params && params['transid'] === mark).length,
    made: () => idsOf(world.transactions.all().filter(({ transid }) => transid === mark)),
  };
};

/** Orders for a product alone cannot be told apart in the lists of WHMCS. */
const order: Perform = ({ world, calls }, { client, callers, isForDomain }, mark) => {
  const name = `${mark}.example`;
  const things = isForDomain
    ? { domains: [{ name, type: 'REGISTER' }] }
    : { products: [{ productId: '1', billingCycle: 'MONTHLY', domainName: name }] };
  return {
    mutation: 'orderAdd',
    command: 'AddOrder',
    input: { clientId: String(client), paymentMethod: 'stripe', ...things },
    keys: Array<string>(callers).fill(mark),
    sent: () =>
      calls.entries.filter(
        ({ action, params }) => action === 'AddOrder' && JSON.stringify(params).includes(`"${name}"`),
      ).length,
    made: () =>
      [
        ...world.services.of(client).filter(({ domain }) => domain === name),
        ...world.domains.of(client).filter(({ domainname }) => domainname === name),
      ].map(({ orderid }) => orderid),
  };
};

/** Suspending takes no key: ifStatus makes it happen once. */
const suspend: Perform = ({ world, calls }, { client, callers }, _mark) => {
  const like =
    world.services.find(({ status, pid }) => status === 'Active' && productById(pid)?.module === 'cpanel') ??
    expect.fail('no service has a module');
  const { id } = world.services.add({ ...like, id: world.services.nextId(), clientid: client });
  return {
    mutation: 'serviceSuspend',
    command: 'ModuleSuspend',
    input: { serviceId: String(id), ifStatus: ['ACTIVE'] },
    keys: Array<null>(callers).fill(null),
    sent: () =>
      calls.entries.filter(({ action, params }) => action === 'ModuleSuspend' && params['serviceid'] === String(id))
        .length,
    made: () => idsOf(world.moduleRuns.of(id)),
  };
};

const performs = { payment, order, suspend } satisfies Record<Plan['kind'], Perform>;

/** Prepares the world for an act. `mark` is unique and identifies the act in the ledger. */
export const actOf: Perform = (simulator, plan, mark) => performs[plan.kind](simulator, plan, mark);
