/** The mutations in progress when a gateway is killed: the request, and how often it has happened in WHMCS. */
import type { World } from '../../src/simulator/index.ts';

export interface Act {
  readonly command: string;
  /** Whether the key replays the outcome; a mutation without a key names the status that it requires. */
  readonly hasKey: boolean;
  /** Whether a read without a match proves that it has not happened. */
  readonly absenceProves: boolean;
  /** The document, the same each time. */
  document(world: World): string;
  /** The number of records in the ledger that the act creates. */
  count(world: World): number;
}

function first<Row extends { readonly id: number }>(rows: readonly Row[], is: (row: Row) => boolean): number {
  const found = rows.find(is);
  if (!found) throw new Error('the world has nothing of the kind');
  return found.id;
}

const CLIENT = 1;

export const acts = {
  invoicePaymentAdd: {
    command: 'AddInvoicePayment',
    hasKey: true,
    absenceProves: true,
    document(world) {
      const invoice = first(world.invoices.of(CLIENT), ({ status }) => status === 'Unpaid');
      const input = `invoiceId: "${invoice}", gateway: "banktransfer", transactionId: "tx", idempotencyKey: "k"`;
      return `mutation { invoicePaymentAdd(input: { ${input} }) { __typename
        ... on InvoicePaymentAddPayload { invoice { status } } } }`;
    },
    count: (world) => world.transactions.all().length,
  },
  orderAdd: {
    command: 'AddOrder',
    hasKey: true,
    absenceProves: true,
    document() {
      const product = '{ productId: "1", billingCycle: MONTHLY, domainName: "killed.example" }';
      const input = `clientId: "${CLIENT}", paymentMethod: "stripe", products: [${product}], idempotencyKey: "k"`;
      return `mutation { orderAdd(input: { ${input} }) { __typename ... on OrderAddPayload { order { status } } } }`;
    },
    count: (world) => world.orders.all().length,
  },
  serviceCreate: {
    command: 'ModuleCreate',
    hasKey: true,
    absenceProves: false,
    document(world) {
      const service = first(world.services.all(), ({ status }) => status === 'Pending');
      return `mutation { serviceCreate(input: { serviceId: "${service}", idempotencyKey: "k" }) { __typename
        ... on ServiceCreatePayload { service { status } } } }`;
    },
    count: (world) => world.moduleRuns.all().length,
  },
  serviceSuspend: {
    command: 'ModuleSuspend',
    hasKey: false,
    absenceProves: true,
    document(world) {
      const service = first(world.services.of(CLIENT), ({ status, serverid }) => status === 'Active' && serverid > 0);
      return `mutation { serviceSuspend(input: { serviceId: "${service}", ifStatus: ACTIVE }) { __typename
        ... on ServiceSuspendPayload { service { status } } } }`;
    },
    count: (world) => world.moduleRuns.all().length,
  },
} satisfies Record<string, Act>;

export const mutations = ['invoicePaymentAdd', 'orderAdd', 'serviceCreate', 'serviceSuspend'] as const;
export type Mutation = (typeof mutations)[number];
