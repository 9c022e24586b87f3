/** Refusals that say two things at once: reading tells which it is. */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { missingOrElsewhere } from '../../../src/graph/write/already-done.ts';
import { useGateway } from '../../support/gateway.ts';

const gateway = useGateway({ simulator: { clients: 12 } });
const world = () => gateway.simulator.world;
const of = <T>(row: T | undefined): T => {
  if (row === undefined) throw new Error('the simulator has no such row');
  return row;
};

interface Ending {
  __typename: string;
  alreadyDone?: boolean;
  reason?: string;
  subject?: string;
  actual?: string | null;
}

async function done(call: string, payload: string) {
  const { data, calls } = await gateway.execute<{ done: Ending }>(
    `mutation { done: ${call} { __typename ... on ${payload} { alreadyDone }
      ... on RefusedError { reason } ... on ConflictError { subject actual } } }`,
  );
  return { ending: data.done, calls: calls.map(({ action }) => action) };
}

const refuse = (action: string, message: string) =>
  gateway.simulator.fail({ action, kind: 'json-error', message, times: 1 });

beforeEach(() => gateway.simulator.calls.reset());
afterEach(() => gateway.simulator.heal());

it.each([
  'Order ID not found or Status not Pending',
  'Invoice Not Found or Not Unpaid',
  'ORDER ID NOT FOUND OR STATUS NOT PENDING',
])('%s says two things', (text) => expect(text).toMatch(missingOrElsewhere));

it.each(['Order ID Not Found', 'Service ID not found', 'Payment Attempt Failed'])('%s says one', (text) =>
  expect(text).not.toMatch(missingOrElsewhere),
);

describe('Order ID not found or Status not Pending', () => {
  const text = 'Order ID not found or Status not Pending';
  /** Each time another request, not the same one repeated. */
  const accept = (id = 3) =>
    done(`orderAccept(input: { orderId: "${id}", idempotencyKey: "${randomUUID()}" })`, 'OrderAcceptPayload');
  /** Before it is sent, the order is read, to know it again by. */
  const inOrder = ['GetOrders', 'AcceptOrder', 'GetOrders'];

  it('of an active order is done', async () => {
    await gateway.execute('{ order(id: "3") { status } }');
    of(world().orders.get(3)).status = 'Active';
    const { ending, calls } = await accept();
    expect(ending).toEqual({ __typename: 'OrderAcceptPayload', alreadyDone: true });
    expect(calls).toEqual(['GetOrders']);
  });

  it('of an active order is what WHMCS says where it is sent all the same', async () => {
    of(world().orders.get(3)).status = 'Active';
    const { ending, calls } = await done(
      `orderAccept(input: { orderId: "3", evenIfDone: true, idempotencyKey: "${randomUUID()}" })`,
      'OrderAcceptPayload',
    );
    expect(ending).toEqual({ __typename: 'OrderAcceptPayload', alreadyDone: true });
    expect(calls).toContain('AcceptOrder');
  });

  it.each(['Cancelled', 'Fraud', 'Held'])('of an order that is %s is a conflict', async (status) => {
    of(world().orders.get(3)).status = status;
    const { ending, calls } = await accept();
    expect(ending).toEqual({ __typename: 'ConflictError', subject: 'status', actual: status });
    expect(calls).toContain('AcceptOrder');
  });

  it('of an order that is gone is not found', async () => {
    await gateway.execute('{ order(id: "6") { status } }');
    gateway.simulator.fail({ action: 'GetOrders', kind: 'json-error', message: 'Order ID Not Found', times: 1 });
    const { ending, calls } = await accept(6);
    expect(ending).toEqual({ __typename: 'NotFoundError' });
    expect(calls).toEqual(['GetOrders']);
  });

  it('of an order that is still pending is told as it was', async () => {
    refuse('AcceptOrder', text);
    expect((await accept(6)).ending).toEqual({ __typename: 'RefusedError', reason: text });
  });

  it('is told as it was where reading fails: something was sent', async () => {
    await gateway.execute('{ order(id: "6") { status } }');
    refuse('AcceptOrder', text);
    gateway.simulator.fail({ action: 'GetOrders', kind: 'html-503', skip: 1 });
    expect((await accept(6)).ending).toEqual({ __typename: 'RefusedError', reason: text });
  });

  it("a registrar's own refusal is no such text, and has changed nothing", async () => {
    refuse('AcceptOrder', 'Domain not available');
    const { ending, calls } = await accept(9);
    expect(ending).toEqual({ __typename: 'RefusedError', reason: 'Domain not available' });
    expect(calls).toEqual(inOrder);
  });
});

describe('Invoice must be in Draft status to be published', () => {
  const publish = (more: string) => done(`invoiceUpdate(input: { invoiceId: "1002" ${more} })`, 'InvoiceUpdatePayload');

  it.each(['Unpaid', 'Paid', 'Collections'])(
    'of an invoice that is %s and was to be published is done',
    async (status) => {
      of(world().invoices.get(1002)).status = status;
      const { ending, calls } = await publish('publish: true');
      expect(ending).toEqual({ __typename: 'InvoiceUpdatePayload', alreadyDone: true });
      expect(calls.slice(-2)).toEqual(['UpdateInvoice', 'GetInvoice']);
    },
  );

  it.each([
    ['publish: true, notes: "Thank you"', 'Unpaid', 'UNPAID'],
    ['publishAndSendEmail: true', 'Unpaid', 'UNPAID'],
    ['publish: true', 'Cancelled', 'CANCELLED'],
  ])('with %s of an invoice that is %s is a conflict', async (more, status, actual) => {
    of(world().invoices.get(1002)).status = status;
    const { ending } = await publish(more);
    expect(ending).toEqual({ __typename: 'ConflictError', subject: 'status', actual });
  });

  it('of a draft is told as it was', async () => {
    of(world().invoices.get(1002)).status = 'Draft';
    refuse('UpdateInvoice', 'Invoice must be in Draft status to be published');
    expect((await publish('publish: true')).ending.__typename).toBe('RefusedError');
  });
});

describe.each([
  ['serviceCreate', 'ModuleCreate', 'Active', 'Pending', 'An account with this name exists already'],
  ['serviceSuspend', 'ModuleSuspend', 'Suspended', 'Active', 'Account is already suspended'],
  ['serviceUnsuspend', 'ModuleUnsuspend', 'Active', 'Suspended', 'Account is already active'],
  ['serviceTerminate', 'ModuleTerminate', 'Terminated', 'Active', 'Already removed'],
])("%s, where it's done already", (name, command, aim, other, reason) => {
  const act = (more = '') =>
    done(`${name}(input: { serviceId: "3" ${more} })`, `${name.replace('service', 'Service')}Payload`);
  const again = () => act('evenIfDone: true');
  const stand = (status: string) => void (of(world().services.get(3)).status = status);

  it('calls no module: the status decides, as it is now and not as memory has it', async () => {
    stand(other);
    await gateway.execute('{ service(id: "3") { status } }');
    stand(aim);
    const { ending, calls } = await act();
    expect(ending).toMatchObject({ alreadyDone: true });
    expect(new Set(calls)).toEqual(new Set(['GetClientsProducts']));
    expect(gateway.simulator.calls.of(command)).toBe(0);
  });

  it('calls the module where memory alone takes it for done', async () => {
    stand(aim);
    await gateway.execute('{ service(id: "3") { status } }');
    stand(other);
    const { ending, calls } = await act();
    expect(ending).toMatchObject({ alreadyDone: false });
    expect(calls).toEqual(['GetClientsProducts', command, 'GetClientsProducts'].slice(0, calls.length));
    expect(gateway.simulator.calls.of(command)).toBe(1);
  });

  it('calls it all the same where that is asked for', async () => {
    stand(aim);
    expect((await again()).ending).toMatchObject({ alreadyDone: false });
    expect(gateway.simulator.calls.of(command)).toBe(1);
  });

  it('is done where the module says so and the service stands so', async () => {
    stand(aim);
    refuse(command, reason);
    expect((await again()).ending).toMatchObject({ alreadyDone: true });
  });

  it('is refused where the module says so and it does not', async () => {
    stand(other);
    refuse(command, reason);
    expect((await act()).ending).toEqual({ __typename: 'RefusedError', reason });
  });

  const gone = ['Account does not exist', "The user doesn't exist", 'No such account', 'Container not found'];
  it.each(gone)('is told as it was where it says: %s, unless it was to be removed', async (text) => {
    stand(name === 'serviceTerminate' ? aim : other);
    refuse(command, text);
    const ending = { __typename: 'RefusedError', reason: text };
    expect((await again()).ending).toMatchObject(name === 'serviceTerminate' ? { alreadyDone: true } : ending);
  });

  it('is refused where the module says anything else and the service stands as before', async () => {
    stand(other);
    refuse(command, 'Connection to the server failed');
    const { ending, calls } = await act();
    expect(ending).toMatchObject({ __typename: 'RefusedError' });
    expect(calls.slice(calls.indexOf(command))).toEqual([command, 'GetClientsProducts']);
  });

  it('is unknown where the module says anything else and the status tells nothing', async () => {
    stand(aim);
    refuse(command, 'Connection to the server failed');
    expect((await again()).ending).toEqual({ __typename: 'UnknownOutcomeError' });
  });
});

it('a new reason changes nothing of a service that is suspended', async () => {
  const service = of(world().services.get(12));
  Object.assign(service, { status: 'Suspended', suspensionreason: 'Overdue' });
  const suspend = (more: string) =>
    gateway.execute<{ done: { service: { suspensionReason: string } } }>(
      `mutation { done: serviceSuspend(input: { serviceId: "12", reason: "Abuse" ${more} }) {
        ... on ServiceSuspendPayload { service { suspensionReason } } } }`,
    );
  expect((await suspend('')).data.done.service.suspensionReason).toBe('Overdue');
  expect((await suspend('evenIfDone: true')).data.done.service.suspensionReason).toBe('Abuse');
});
