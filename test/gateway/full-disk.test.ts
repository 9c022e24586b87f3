/** The disk of the journal is full or hangs: known results are still replayed, and new commands are not sent. */
import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { directoryOf, opened } from '../journal/support.ts';
import { startTestGateway, type Executed } from '../support/gateway.ts';

const errors =
  '... on InvalidInputError { path } ... on RefusedError { reason } ... on NotSentError { code } ... on UnknownOutcomeError { operationId }';
const create = (key: string, service = '3') =>
  `mutation { serviceCreate(input: { serviceId: "${service}", evenIfDone: true, idempotencyKey: "${key}" }) {
    __typename ... on ServiceCreatePayload { service { whmcsId status } } ${errors} } }`;
const pay = `mutation { invoicePaymentAdd(input: { invoiceId: "1002", transactionId: "T-1", gateway: "stripe", amount: "1.00" }) {
  __typename ... on InvoicePaymentAddPayload { invoice { whmcsId } } ${errors} } }`;

const ending = ({ data }: Executed<Record<string, unknown>>) => Object.values(data)[0];
const writesIn = ({ calls }: Pick<Executed<unknown>, 'calls'>) =>
  calls.map(({ action }) => action).filter((action) => !action.startsWith('Get'));

/** The prototype of file handles, which node:fs does not export. */
async function handles(): Promise<fs.FileHandle> {
  const handle = await fs.open(join(await directoryOf(), 'any'), 'w');
  await handle.close();
  return Object.getPrototypeOf(handle) as fs.FileHandle;
}

/** A gateway with a done, a refused and an unknown operation, and a payment with a derived key. */
async function started() {
  const { journal } = await opened(await directoryOf());
  const gateway = await startTestGateway({ simulator: { clients: 12 }, gateway: { journal } });
  const { simulator, execute } = gateway;
  onTestFinished(() => gateway.close());
  const told = { done: await execute(create('done')), paid: await execute(pay) };
  simulator.fail({ kind: 'json-error', action: 'ModuleCreate', message: 'Server is full', times: 1 });
  const refused = await execute(create('refused', '4'));
  simulator.fail({ kind: 'reset-before', action: 'ModuleCreate', times: 1 });
  const unknown = await execute(create('unknown', '5'));
  return { gateway, execute, journal, told: { ...told, refused, unknown } };
}

/** Like a full disk: every write fails. */
async function fill(): Promise<void> {
  const full = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
  const proto = await handles();
  for (const call of ['appendFile', 'datasync'] as const) vi.spyOn(proto, call).mockRejectedValue(full);
  vi.spyOn(fs, 'open').mockRejectedValue(full);
  onTestFinished(() => void vi.restoreAllMocks());
}

/** Like a network disk whose server is gone: no call returns until it is back. */
async function hang(): Promise<() => void> {
  const proto = await handles();
  let free = (): void => undefined;
  const held = new Promise<void>((resolve) => (free = resolve));
  const original = proto.datasync;
  vi.spyOn(proto, 'datasync').mockImplementation(async function (this: fs.FileHandle) {
    await held;
    return original.call(this);
  });
  return () => {
    vi.restoreAllMocks();
    free();
  };
}

describe('a full disk', () => {
  it('still replays known results, and sends no command', async () => {
    const { execute, told, journal } = await started();
    await fill();
    // A new mutation detects the full disk.
    const refused = await execute(create('new', '6'));
    expect([ending(refused), refused.calls]).toEqual([{ __typename: 'NotSentError', code: 'INTERNAL' }, []]);
    expect(journal.isWritable()).toBe(false);
    const again = {
      done: await execute(create('done')),
      paid: await execute(pay),
      refused: await execute(create('refused', '4')),
      unknown: await execute(create('unknown', '5')),
    };
    for (const name of ['done', 'paid', 'refused', 'unknown'] as const) {
      expect([name, ending(again[name]), writesIn(again[name])]).toEqual([name, ending(told[name]), []]);
      expect(again[name].extensions).toHaveProperty('replayed');
    }
    expect(ending(await execute(create('done', '7')))).toMatchObject({ __typename: 'InvalidInputError' });
  });

  it('hides no operation, and lets staff resolve one', async () => {
    const { execute, told } = await started();
    await fill();
    await execute(create('new', '6'));
    const { operationId } = ending(told.unknown) as { operationId: string };
    const list = await execute('{ operations(first: 9) { nodes { state } } }');
    expect(list.data).toMatchObject({ operations: { nodes: [{}, {}, {}, {}] } });
    const one = await execute(`{ operation(id: "${operationId}") { state } }`);
    expect(one.data).toEqual({ operation: { state: 'UNKNOWN' } });
  });
});

it('replays known results while the disk hangs', async () => {
  const { execute, told } = await started();
  const free = await hang();
  // One request already waits for the disk.
  const waiting = execute(create('new'));
  try {
    for (const [key, service] of [
      ['done', '3'],
      ['refused', '4'],
      ['unknown', '5'],
    ] as const)
      expect(ending(await execute(create(key, service)))).toEqual(ending(told[key]));
  } finally {
    free();
  }
  expect(ending(await waiting)).toMatchObject({ __typename: 'ServiceCreatePayload' });
});
