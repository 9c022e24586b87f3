/** A stale entity is read back after a write by the list that the cache held, so that later requests cause no more calls. */
import { expect, it, onTestFinished } from 'vitest';
import { configured } from '../../../src/access/viewer.ts';
import { globalId } from '../../../src/graph/base/global-id.ts';
import { startTestGateway, type As, type TestGatewayOptions } from '../../support/gateway.ts';

async function started(options: TestGatewayOptions = { simulator: { clients: 12 } }) {
  const gateway = await startTestGateway(options);
  onTestFinished(() => gateway.close());
  const ask = async (document: string, as: As = 'staff') =>
    (await gateway.execute(document, {}, { as })).calls.map(({ action }) => action);
  return { gateway, ask };
}

/** Each client has nine, in order. */
const ownerOf = (service: number) => Math.ceil(service / 9);
const thirty = Array.from({ length: 30 }, (_, index) => index + 1);
const oneByOne = thirty.map((id) => `{ service(id: "${id}") { status suspensionReason } }`);
const byHint = `{ nodes(ids: ${JSON.stringify(thirty.map((id) => globalId('Service', id, ownerOf(id))))}) {
  ... on Service { status suspensionReason } } }`;
const suspend =
  'mutation { serviceSuspend(input: { serviceId: "3", reason: "Overdue" }) { ... on ServiceSuspendPayload { service { status suspensionReason } } } }';

it.each([
  ["a client's list and thirty one by one", '{ services(clientId: "1") { nodes { status } } }', oneByOne, 1 + 21],
  ["everybody's list and thirty one by one", '{ services(first: 25) { nodes { status } } }', oneByOne, 1 + 5],
  ["everybody's list and thirty at once", '{ services(first: 25) { nodes { status } } }', [byHint], 1 + 2],
  ['a client with its list', '{ client(id: "1") { email services { nodes { status } } } }', [byHint], 2 + 3],
])('%s cost no call after a suspend of three calls', async (_, list, services, before) => {
  const { gateway, ask } = await started();
  const read = async () => {
    const calls: string[] = [];
    for (const document of [list, ...services]) calls.push(...(await ask(document)));
    return calls;
  };
  expect(await read()).toHaveLength(before);
  expect(await ask(suspend)).toEqual(['GetClientsProducts', 'ModuleSuspend', 'GetClientsProducts']);
  expect(await read()).toEqual([]);
  const { data } = await gateway.execute('{ service(id: "3") { status suspensionReason } }');
  expect(data).toEqual({ service: { status: 'SUSPENDED', suspensionReason: 'Overdue' } });
});

it('reads back by number if no list is cached, or the list has lost the entity', async () => {
  const { gateway, ask } = await started();
  expect(await ask(suspend)).toEqual(['GetClientsProducts', 'ModuleSuspend', 'GetClientsProducts']);
  await ask('{ services(clientId: "2") { nodes { status } } }');
  const service = gateway.simulator.world.services.get(12) ?? expect.fail('no such service');
  gateway.simulator.fail({ action: 'ModuleSuspend', kind: 'latency', latencyMs: 200 });
  const running = gateway.execute(
    'mutation { serviceSuspend(input: { serviceId: "12" }) { ... on ServiceSuspendPayload { service { status } } } }',
  );
  await expect.poll(() => gateway.simulator.calls.of('ModuleSuspend'), { interval: 1 }).toBe(2);
  Object.assign(service, { clientid: 3 });
  expect((await running).data).toEqual({ serviceSuspend: { service: { status: 'SUSPENDED' } } });
});

it('reads back by number if the list cannot be read', async () => {
  const { gateway, ask } = await started();
  await ask('{ services(clientId: "1") { nodes { status } } }');
  // The read before the command succeeds, and so does the last one.
  gateway.simulator.fail({ action: 'GetClientsProducts', kind: 'html-200', skip: 1, times: 1 });
  const { data } = await gateway.execute(suspend);
  expect(data).toEqual({ serviceSuspend: { service: { status: 'SUSPENDED', suspensionReason: 'Overdue' } } });
});

it('reads back a partner’s suspend by its client’s list, never by the full list', async () => {
  const partner = configured({ name: 'host', role: 'PARTNER', clients: [1, 2], allow: [] });
  const { gateway, ask } = await started({ simulator: { clients: 12 }, tokens: [{ token: 'host', viewer: partner }] });
  await ask('{ services(first: 100) { nodes { status } } }');
  await ask(suspend, 'host');
  const [, , readBack] = gateway.simulator.calls.entries.slice(-3);
  expect(readBack?.params).toMatchObject({ serviceid: '3' });
});

it('accepts a listed order in three calls, and sends nothing after that', async () => {
  const { ask } = await started();
  const list = '{ orders(clientId: "1") { nodes { whmcsId status } } }';
  expect(await ask(list)).toEqual(['GetOrders']);
  expect(
    await ask('mutation { orderAccept(input: { orderId: "3" }) { ... on OrderAcceptPayload { order { status } } } }'),
  ).toEqual(['GetOrders', 'AcceptOrder', 'GetOrders']);
  expect(await ask(list)).toEqual([]);
});
