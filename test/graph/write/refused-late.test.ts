/**
 * WHMCS answers "error" although the command has run and a hook, a mail or PHP failed after it. A read decides: done, refused
 * in the words of WHMCS, or unknown. A refusal with a known text of WHMCS costs no further call.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Simulator } from '../../../src/simulator/index.ts';
import { useGateway } from '../../support/gateway.ts';

type World = Simulator['world'];
const gateway = useGateway({ simulator: { clients: 12 } });
const of = <T>(row: T | undefined): T => row ?? expect.fail('the simulator has no such row');
const unpaid = ({ invoices }: World): number => of(invoices.find(({ status }) => status === 'Unpaid')).id;

let serial = 0;
beforeEach(() => {
  serial++;
  gateway.simulator.calls.reset();
});
afterEach(() => gateway.simulator.heal());

interface Write {
  readonly mutation: string;
  readonly command: string;
  /** Prepares the simulated world. */
  readonly input: (world: World) => string;
  /** A documented refusal. */
  readonly refusal: string;
  /** Whether a module or registrar may have done something that WHMCS does not report. */
  readonly isRemote?: true;
}

const stands = (status: string) => (world: World) => {
  of(world.services.get(3)).status = status;
  return 'serviceId: "3"';
};

const writes: readonly Write[] = [
  {
    mutation: 'clientCreate',
    command: 'AddClient',
    input: () =>
      `firstName: "Ada", lastName: "Byron", email: "ada${serial}@example.net", password: "s3cret-Pass", phoneNumber: "123",
      address: { line1: "A 1", city: "B", state: "C", postcode: "1", countryCode: "DE" }`,
    refusal: 'A user already exists with that email address',
  },
  {
    mutation: 'clientUpdate',
    command: 'UpdateClient',
    input: () => `id: "1", firstName: "Ada${serial}"`,
    refusal: 'Duplicate Email Address',
  },
  {
    mutation: 'orderAdd',
    command: 'AddOrder',
    input: () =>
      `clientId: "1", paymentMethod: "stripe", products: [{ productId: "1", billingCycle: MONTHLY, domainName: "a${serial}.example" }]`,
    refusal: 'Unable to add order when client status is Closed',
  },
  {
    mutation: 'orderAccept',
    command: 'AcceptOrder',
    input(world) {
      const order = of(world.orders.find(({ status, lines }) => status === 'Pending' && lines.length > 0));
      return `orderId: "${order.id}", autoSetup: false, sendToRegistrar: false, idempotencyKey: "${serial}"`;
    },
    refusal: 'Order ID not found or Status not Pending',
    isRemote: true,
  },
  {
    mutation: 'invoicePaymentAdd',
    command: 'AddInvoicePayment',
    input: (world) => `invoiceId: "${unpaid(world)}", transactionId: "t${serial}", gateway: "paypal"`,
    refusal: 'It is not possible to add a payment to an invoice that is Cancelled',
  },
  {
    mutation: 'invoiceUpdate',
    command: 'UpdateInvoice',
    input: (world) => `invoiceId: "${unpaid(world)}", notes: "n${serial}"`,
    refusal: 'This is an Unpaid Invoice. You cannot modify it once it has been issued.',
  },
  {
    mutation: 'ticketOpen',
    command: 'OpenTicket',
    input: () => `clientId: "1", departmentId: "1", subject: "s${serial}", message: "Help"`,
    refusal: 'Ticket creation date cannot be in the future',
  },
  {
    mutation: 'ticketReplyAdd',
    command: 'AddTicketReply',
    input: (world) => `ticketId: "${of(world.tickets.of(1)[0]).id}", clientId: "1", message: "m${serial}"`,
    refusal: 'Message is required',
  },
  {
    mutation: 'serviceCreate',
    command: 'ModuleCreate',
    input: stands('Pending'),
    refusal: 'Service not assigned to a module',
    isRemote: true,
  },
  {
    mutation: 'serviceSuspend',
    command: 'ModuleSuspend',
    input: stands('Active'),
    refusal: 'Service not assigned to a module',
  },
  {
    mutation: 'serviceUnsuspend',
    command: 'ModuleUnsuspend',
    input: stands('Suspended'),
    refusal: 'Service not assigned to a module',
  },
  {
    mutation: 'serviceTerminate',
    command: 'ModuleTerminate',
    input: stands('Active'),
    refusal: 'Service not assigned to a module',
  },
];

async function perform({ mutation, command, input }: Write) {
  const document = `mutation { done: ${mutation}(input: { ${input(gateway.simulator.world)} }) {
    __typename ... on RefusedError { reason } } }`;
  gateway.simulator.calls.reset();
  const { data, calls } = await gateway.execute<{ done: { __typename: string; reason?: string } }>(document);
  const names = calls.map(({ action }) => action);
  expect(names.filter((name) => name === command)).toEqual([command]);
  return { ending: data.done, after: names.slice(names.indexOf(command) + 1) };
}

const operation = async () => {
  const { data } = await gateway.execute<{ operations: { nodes: { state: string }[] } }>(
    '{ operations(first: 1) { nodes { state } } }',
  );
  return data.operations.nodes[0]?.state;
};

const broken = [
  'Call to a member function setUri() on null',
  "SQLSTATE[42S22]: Column not found: 1054 Unknown column 'x'",
  'Undefined index: domain',
  'Class "WHMCS\\Addon\\Setting" not found',
];
const unmailed = ['SMTP Error: Could not authenticate.', 'Could not instantiate mail function.'];

describe.each(writes)('$mutation', (write) => {
  const { mutation, command, refusal, isRemote } = write;

  it.each([...broken, ...unmailed, 'no'])('that is done before WHMCS says "%s" is done', async (message) => {
    gateway.simulator.fail({ action: command, kind: 'json-error-after', message, times: 1 });
    const { ending } = await perform(write);
    expect(ending.__typename).toBe(`${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Payload`);
    expect(await operation()).toBe('DONE');
  });

  it.each(broken)('that is not done is refused on "%s", unless a read cannot tell', async (message) => {
    gateway.simulator.fail({ action: command, kind: 'json-error', message, times: 1 });
    const { ending } = await perform(write);
    expect(ending).toEqual(
      isRemote ? { __typename: 'UnknownOutcomeError' } : { __typename: 'RefusedError', reason: message },
    );
    expect(await operation()).toBe(isRemote ? 'UNKNOWN' : 'REFUSED');
    if (isRemote) await resolveUnknown();
  });

  it.each(['Not today', 'Não é permitido'])('that is not done is refused on "%s"', async (message) => {
    gateway.simulator.fail({ action: command, kind: 'json-error', message, times: 1 });
    const { ending } = await perform(write);
    expect(ending).toEqual({ __typename: 'RefusedError', reason: message });
    expect(await operation()).toBe('REFUSED');
  });

  it('that WHMCS refuses with a known text causes no more calls', async () => {
    gateway.simulator.fail({ action: command, kind: 'json-error', message: refusal, times: 1 });
    const { ending, after } = await perform(write);
    expect(ending).toEqual({ __typename: 'RefusedError', reason: refusal });
    // "Already done" and "never existed" are one text of AcceptOrder; a read decides.
    expect(after).toEqual(command === 'AcceptOrder' ? ['GetOrders'] : []);
  });
});

it.each([
  ['orderAdd', 'GetOrders'],
  ['ticketOpen', 'GetTickets'],
  ['invoicePaymentAdd', 'GetInvoice'],
])('%s is unknown if its effect cannot be read', async (mutation, reading) => {
  const write = of(writes.find((each) => each.mutation === mutation));
  gateway.simulator.fail({ action: write.command, kind: 'json-error', message: 'Undefined index: domain', times: 1 });
  // The evidence before the command can be read.
  gateway.simulator.fail({ action: reading, kind: 'role', skip: 1 });
  expect((await perform(write)).ending).toEqual({ __typename: 'UnknownOutcomeError' });
  gateway.simulator.heal();
  await resolveUnknown();
});

/** An unknown outcome would block the next mutation. */
async function resolveUnknown(): Promise<void> {
  const { data } = await gateway.execute<{ operations: { nodes: { id: string }[] } }>(
    '{ operations(first: 1) { nodes { id } } }',
  );
  await gateway.execute(
    'mutation ($id: ID!) { operationResolve(input: { id: $id, verdict: NOT_APPLIED }) { __typename } }',
    {
      id: of(data.operations.nodes[0]).id,
    },
  );
}
