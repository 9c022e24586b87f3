/** A gateway whose journal answers later, like a store that several replicas share. Its callers see the same. */
import { setImmediate } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { configured } from '../../src/access/viewer.ts';
import { audited } from '../../src/gateway/observe/audit.ts';
import { createLog } from '../../src/gateway/observe/log.ts';
import { reportingSignUps } from '../../src/gateway/newcomers.ts';
import { memoryJournal } from '../../src/journal/memory.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { lateReads } from './late-reads.ts';
import { claimed, sending } from './support.ts';

async function started(): Promise<TestGateway> {
  const keeper = configured({ name: 'keeper', role: 'STAFF', clients: [1] });
  const at = await startTestGateway({
    simulator: { clients: 4 },
    tokens: [{ token: 'keeper', viewer: keeper }],
    gateway: { journal: lateReads(memoryJournal()) },
  });
  onTestFinished(() => at.close());
  const service = at.simulator.world.services.get(3);
  if (service) service.status = 'Pending';
  return at;
}

const create = (key: string) => `mutation { serviceCreate(input: { serviceId: "3", idempotencyKey: "${key}" }) {
  __typename ... on ConflictError { subject actual } ... on UnknownOutcomeError { operationId } } }`;
const unresolvedIn = async (at: TestGateway) =>
  /^gateway_unresolved_operations (\d)$/m.exec(await (await at.fetch('/metrics')).text())?.[1];

it('sends a command once for its key, and forecasts no call for a key that has been used', async () => {
  const at = await started();
  const all = await Promise.all(Array.from({ length: 10 }, () => at.execute(create('k'))));
  for (const { data } of [...all, await at.execute(create('k'))])
    expect(data).toEqual({ serviceCreate: { __typename: 'ServiceCreatePayload' } });
  expect(at.simulator.calls.of('ModuleCreate')).toBe(1);
  const forecast = async (key: string) =>
    (await at.execute(create(key), {}, { headers: { 'x-gateway-explain': 'only' } })).extensions;
  expect(await forecast('k')).toMatchObject({ whmcs: { forecast: { most: 0 } } });
  expect(await forecast('new')).toMatchObject({ whmcs: { forecast: { least: 1 } } });
});

it('sends nothing while the same command is of unknown outcome, until staff record that it did not happen', async () => {
  const at = await started();
  at.simulator.fail({ kind: 'reset-before', action: 'ModuleCreate', times: 1 });
  const lost = await at.execute<{ serviceCreate: { operationId: string } }>(create('first'));
  const id = lost.data.serviceCreate.operationId;
  const conflict = { __typename: 'ConflictError', subject: 'operation', actual: id };
  expect((await at.execute(create('second'))).data).toEqual({ serviceCreate: conflict });
  expect(await unresolvedIn(at)).toBe('1');
  const lists = `{ operation(id: "${id}") { state } node(id: "${id}") { id } operations { totalCount nodes { id } }
    unresolvedOperations { totalCount nodes { id } } }`;
  const list = { totalCount: 1, nodes: [{ id }] };
  const shown = { operation: { state: 'UNKNOWN' }, node: { id }, operations: list, unresolvedOperations: list };
  expect((await at.execute(lists)).data).toEqual(shown);
  expect((await at.execute(lists, {}, { as: 'keeper' })).data).toEqual(shown);
  await at.execute(`mutation { operationResolve(input: { id: "${id}", verdict: NOT_APPLIED }) { __typename } }`);
  expect(await unresolvedIn(at)).toBe('0');
  expect((await at.execute(create('second'))).data).toEqual({ serviceCreate: { __typename: 'ServiceCreatePayload' } });
  expect(at.simulator.calls.of('ModuleCreate')).toBe(2);
});

it('logs an outcome once, and moves a new client once, if it is recorded twice at the same time', async () => {
  let lines = '';
  const log = createLog({ level: 'info', secrets: [] }, { write: (text) => void (lines += text) });
  const moved: (number | null)[] = [];
  const groups = { clientMoved: (client: number, group: number | null) => void moved.push(client, group) };
  const journal = reportingSignUps(audited(lateReads(memoryJournal()), log), groups);
  const id = await claimed(journal, null);
  await journal.sending(id, { command: 'AddClient', owner: null, subject: null, evidence: null });
  await journal.sent(id, 'unknown', { clientid: 9, groupid: 2 });
  await journal.end(id, { state: 'unknown' });
  const done = { state: 'done', outcome: null, knownBy: 'staff' } as const;
  const transitions = await Promise.all([journal.end(id, done), journal.end(id, done)]);
  expect(transitions).toMatchObject([{ before: { state: 'unknown' }, after: { state: 'done' } }, null]);
  await setImmediate();
  expect(lines.match(/"state":"done","knownBy"/g)).toHaveLength(1);
  expect(moved).toEqual([9, 2]);
});

it('does not change a command of an operation whose outcome is known', async () => {
  const journal = lateReads(memoryJournal());
  const id = await sending(journal, null);
  await journal.end(id, { state: 'refused', refusal: { name: 'x', message: 'x', details: null }, knownBy: 'staff' });
  await journal.sent(id, 'done', { serviceid: 3 });
  expect(await journal.at(id)).toMatchObject({ state: 'refused', steps: [{ state: 'refused', ids: null }] });
});
