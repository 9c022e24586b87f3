/** Refusals with two meanings: a read decides which one applies. */
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
])('%s has two meanings', (text) => expect(text).toMatch(missingOrElsewhere));

it.each(['Order ID Not Found', 'Service ID not found', 'Payment Attempt Failed'])('%s has one meaning', (text) =>
  expect(text).not.toMatch(missingOrElsewhere),
);

describe('Order ID not found or Status not Pending', () => {
  const text = 'Order ID not found or Status not Pending';
  /** A new request each time, not a repetition. */
  const accept = (id = 3) =>
    done(`orderAccept(input: { orderId: "${id}", idempotencyKey: "${randomUUID()}" })`, 'OrderAcceptPayload');
  /** Before the command is sent, the order is read, so that the write can be recognised later. */
  const inOrder = ['GetOrders', 'AcceptOrder', 'GetOrders'];

  it('is done for an active order', async () => {
    await gateway.execute('{ order(id: "3") { status } }');
    of(world().orders.get(3)).status = 'Active';
    const { ending, calls } = await accept();
    expect(ending).toEqual({ __typename: 'OrderAcceptPayload', alreadyDone: true });
    expect(calls).toEqual(['GetOrders']);
  });

  it('is the answer of WHMCS for an active order that is sent anyway', async () => {
    of(world().orders.get(3)).status = 'Active';
    const { ending, calls } = await done(
      `orderAccept(input: { orderId: "3", evenIfDone: true, idempotencyKey: "${randomUUID()}" })`,
      'OrderAcceptPayload',
    );
    expect(ending).toEqual({ __typename: 'OrderAcceptPayload', alreadyDone: true });
    expect(calls).toContain('AcceptOrder');
  });

  it.each(['Cancelled', 'Fraud', 'Held'])('is a conflict for a %s order', async (status) => {
    of(world().orders.get(3)).status = status;
    const { ending, calls } = await accept();
    expect(ending).toEqual({ __typename: 'ConflictError', subject: 'status', actual: status });
    expect(calls).toContain('AcceptOrder');
  });

  it('is not found for a deleted order', async () => {
    await gateway.execute('{ order(id: "6") { status } }');
    gateway.simulator.fail({ action: 'GetOrders', kind: 'json-error', message: 'Order ID Not Found', times: 1 });
    const { ending, calls } = await accept(6);
    expect(ending).toEqual({ __typename: 'NotFoundError' });
    expect(calls).toEqual(['GetOrders']);
  });

  it('is passed on for a pending order', async () => {
    refuse('AcceptOrder', text);
    expect((await accept(6)).ending).toEqual({ __typename: 'RefusedError', reason: text });
  });

  it('is passed on if the read fails: something was sent', async () => {
    await gateway.execute('{ order(id: "6") { status } }');
    refuse('AcceptOrder', text);
    gateway.simulator.fail({ action: 'GetOrders', kind: 'html-503', skip: 1 });
    expect((await accept(6)).ending).toEqual({ __typename: 'RefusedError', reason: text });
  });

  it('does not apply to a registrar’s own refusal, which has changed nothing', async () => {
    refuse('AcceptOrder', 'Domain not available');
    const { ending, calls } = await accept(9);
    expect(ending).toEqual({ __typename: 'RefusedError', reason: 'Domain not available' });
    expect(calls).toEqual(inOrder);
  });
});

describe('Invoice must be in Draft status to be published', () => {
  const publish = (more: string) => done(`invoiceUpdate(input: { invoiceId: "1002" ${more} })`, 'InvoiceUpdatePayload');

  it.each(['Unpaid', 'Paid', 'Collections'])('is done for publishing a %s invoice', async (status) => {
    of(world().invoices.get(1002)).status = status;
    const { ending, calls } = await publish('publish: true');
    expect(ending).toEqual({ __typename: 'InvoiceUpdatePayload', alreadyDone: true });
    expect(calls.slice(-2)).toEqual(['UpdateInvoice', 'GetInvoice']);
  });

  it.each([
    ['publish: true, notes: "Thank you"', 'Unpaid', 'UNPAID'],
    ['publishAndSendEmail: true', 'Unpaid', 'UNPAID'],
    ['publish: true', 'Cancelled', 'CANCELLED'],
  ])('is a conflict for %s with a %s invoice', async (more, status, actual) => {
    of(world().invoices.get(1002)).status = status;
    const { ending } = await publish(more);
    expect(ending).toEqual({ __typename: 'ConflictError', subject: 'status', actual });
  });

  it('is passed on for a draft', async () => {
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
])('%s that is already done', (name, command, aim, other, reason) => {
  const act = (more = '') =>
    done(`${name}(input: { serviceId: "3" ${more} })`, `${name.replace('service', 'Service')}Payload`);
  const again = () => act('evenIfDone: true');
  const stand = (status: string) => void (of(world().services.get(3)).status = status);

  it('calls no module: the current status decides, not the cached one', async () => {
    stand(other);
    await gateway.execute('{ service(id: "3") { status } }');
    stand(aim);
    const { ending, calls } = await act();
    expect(ending).toMatchObject({ alreadyDone: true });
    expect(new Set(calls)).toEqual(new Set(['GetClientsProducts']));
    expect(gateway.simulator.calls.of(command)).toBe(0);
  });

  it('calls the module if only the cache takes it for done', async () => {
    stand(aim);
    await gateway.execute('{ service(id: "3") { status } }');
    stand(other);
    const { ending, calls } = await act();
    expect(ending).toMatchObject({ alreadyDone: false });
    expect(calls).toEqual(['GetClientsProducts', command, 'GetClientsProducts'].slice(0, calls.length));
    expect(gateway.simulator.calls.of(command)).toBe(1);
  });

  it('calls the module anyway with evenIfDone', async () => {
    stand(aim);
    expect((await again()).ending).toMatchObject({ alreadyDone: false });
    expect(gateway.simulator.calls.of(command)).toBe(1);
  });

  it('is done if the module says so and the status confirms it', async () => {
    stand(aim);
    refuse(command, reason);
    expect((await again()).ending).toMatchObject({ alreadyDone: true });
  });

  it('is refused if the module says so and the status does not confirm it', async () => {
    stand(other);
    refuse(command, reason);
    expect((await act()).ending).toEqual({ __typename: 'RefusedError', reason });
  });

  const gone = ['Account does not exist', "The user doesn't exist", 'No such account', 'Container not found'];
  it.each(gone)('is passed on if it says: %s, except for a termination', async (text) => {
    stand(name === 'serviceTerminate' ? aim : other);
    refuse(command, text);
    const ending = { __typename: 'RefusedError', reason: text };
    expect((await again()).ending).toMatchObject(name === 'serviceTerminate' ? { alreadyDone: true } : ending);
  });

  it('is refused if the module says anything else and the status is unchanged', async () => {
    stand(other);
    refuse(command, 'Connection to the server failed');
    const { ending, calls } = await act();
    expect(ending).toMatchObject({ __typename: 'RefusedError' });
    expect(calls.slice(calls.indexOf(command))).toEqual([command, 'GetClientsProducts']);
  });

  it('is unknown if the module says anything else and the status decides nothing', async () => {
    stand(aim);
    refuse(command, 'Connection to the server failed');
    expect((await again()).ending).toEqual({ __typename: 'UnknownOutcomeError' });
  });
});

it('keeps the reason of a suspended service', async () => {
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
