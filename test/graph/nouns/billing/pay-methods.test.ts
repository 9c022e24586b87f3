/** Pay methods: who sees them, what of them, and that no number of a card is kept anywhere. */
import { describe, expect, it } from 'vitest';
import { configured } from '../../../../src/access/viewer.ts';
import { globalId } from '../../../../src/graph/base/global-id.ts';
import { createLog } from '../../../../src/gateway/observe/log.ts';
import { memoryJournal } from '../../../../src/journal/memory.ts';
import { useGateway } from '../../../support/gateway.ts';
import { performer } from './act-rig.ts';

const journal = memoryJournal();
const logged: string[] = [];
const log = createLog({ level: 'trace', secrets: [] }, { write: (lines) => void logged.push(lines) });
const allow = ['payMethodUpdate', 'payMethodDelete'];
const holder = configured({ name: 'holder', role: 'CLIENT', clients: [1], allow });
const gateway = useGateway({
  simulator: { clients: 12 },
  gateway: { journal, log, secrets: ['payMethodAdd'] },
  tokens: [{ token: 'holder', viewer: holder }],
});
const world = () => gateway.simulator.world;
const at = () => gateway;

const methodOf = (client: number) => {
  const like = world().payMethods.of(1)[0] ?? expect.fail('no pay method');
  return world().payMethods.add({ ...like, id: world().payMethods.nextId(), clientid: client });
};
const idOf = ({ id, clientid }: { readonly id: number; readonly clientid: number }) =>
  globalId('PayMethod', id, clientid);

const update = performer(at, 'payMethodUpdate', 'payMethod { id expiresIn }');
const remove = performer(at, 'payMethodDelete', 'deletedPayMethodId');
const add = performer(at, 'payMethodAdd', 'payMethod { lastFour expiresIn description }');

describe('a client', () => {
  it('sees its own in one call, and nothing that is secret', async () => {
    const document = `{ client(id: "1") { payMethods(kind: CREDIT_CARD) { type lastFour expiresIn gateway client { whmcsId } } } }`;
    const { data, calls } = await gateway.execute<{ client: { payMethods: unknown[] } }>(
      document,
      {},
      { as: 'client' },
    );
    expect(data.client.payMethods[0]).toMatchObject({ lastFour: '4242', expiresIn: '02/27', client: { whmcsId: 1 } });
    expect(JSON.stringify(data)).not.toMatch(/SECRET|BANK/);
    expect(calls.map(({ action }) => action).filter((action) => action === 'GetPayMethods')).toHaveLength(1);
  });

  it('finds one by its global id, or by number and client, and none of another client', async () => {
    const [own, foreign] = [methodOf(1), methodOf(9)];
    const lookUp = async (id: string, clientId?: string) => {
      const args = clientId === undefined ? `id: "${id}"` : `id: "${id}", clientId: "${clientId}"`;
      const { data } = await gateway.execute<{ payMethod: object | null }>(
        `{ payMethod(${args}) { whmcsId } }`,
        {},
        { as: 'client' },
      );
      return data.payMethod;
    };
    expect(await lookUp(idOf(own))).toEqual({ whmcsId: own.id });
    expect(await lookUp(String(own.id), '1')).toEqual({ whmcsId: own.id });
    expect(await lookUp(idOf(foreign))).toBeNull();
    expect(await lookUp(String(foreign.id), '9')).toBeNull();
    // A wrong hint opens nothing.
    expect(await lookUp(globalId('PayMethod', foreign.id, 1))).toBeNull();
  });
});

describe('a change', () => {
  it('of the expiry is read back, and sent in the format of WHMCS', async () => {
    const method = methodOf(1);
    const { ending, sent, calls } = await update({ id: idOf(method), expiresIn: '12/31' }, 'holder');
    expect(sent('UpdatePayMethod')).toMatchObject({
      clientid: '1',
      paymethodid: String(method.id),
      card_expiry: '1231',
    });
    expect(ending).toMatchObject({ payMethod: { expiresIn: '12/31' } });
    expect(calls).toEqual(['GetPayMethods', 'UpdatePayMethod', 'GetPayMethods']);
  });

  it.each([{}, { expiresIn: '13/31' }, { expiresIn: '1231' }])('is something, and a month: %o', async (changes) => {
    const { ending, calls } = await update({ id: idOf(methodOf(1)), ...changes });
    expect(ending).toMatchObject({ __typename: 'InvalidInputError', path: ['input', 'expiresIn'] });
    expect(calls).toEqual([]);
  });

  it('of another client is like one of none', async () => {
    const foreign = methodOf(9);
    const missing = await update({ id: globalId('PayMethod', 999_999, 1), expiresIn: '12/31' }, 'holder');
    expect(missing.ending.__typename).toBe('NotFoundError');
    const wrong = await update({ id: globalId('PayMethod', foreign.id, 1), expiresIn: '12/31' }, 'holder');
    expect([wrong.ending, wrong.calls]).toEqual([missing.ending, missing.calls]);
    expect((await update({ id: idOf(foreign), expiresIn: '12/31' }, 'holder')).ending).toEqual(missing.ending);
  });

  it('of anything else is for staff', async () => {
    const { ending } = await update({ id: idOf(methodOf(1)), bankName: 'Mine' }, 'holder');
    expect(ending.__typename).toBe('rejected');
  });
});

it('a deleted one is gone, and its id is told', async () => {
  const method = methodOf(1);
  const { ending } = await remove({ id: idOf(method) }, 'holder');
  expect(ending).toEqual({ __typename: 'PayMethodDeletePayload', deletedPayMethodId: idOf(method) });
  expect(world().payMethods.get(method.id)).toBeUndefined();
});

describe('a new card', () => {
  const NUMBER = '4929123412341234';
  const input = {
    clientId: '3',
    type: 'CREDIT_CARD',
    description: 'Travel card',
    cardNumber: NUMBER,
    expiresIn: '09/28',
  };

  it('is stored, and shows its last four digits', async () => {
    const { ending, sent } = await add(input);
    expect(sent('AddPayMethod')).toMatchObject({ card_number: NUMBER, card_expiry: '0928' });
    expect(ending).toMatchObject({ payMethod: { lastFour: '1234', expiresIn: '09/28', description: 'Travel card' } });
  });

  it('leaves its number in no journal, not even as a hash, in no log, no metric and no message', async () => {
    const keyed = { ...input, idempotencyKey: 'card once' };
    gateway.simulator.fail({
      kind: 'json-error',
      action: 'AddPayMethod',
      times: 1,
      message: `Error Creating Remote Token: ${NUMBER} was declined`,
    });
    const refused = await add({ ...input, idempotencyKey: 'declined' });
    await add(keyed);
    gateway.simulator.fail({ kind: 'reset-before', action: 'AddPayMethod', times: 1 });
    const lost = await add({ ...input, idempotencyKey: 'lost' });
    const misfit = await add({ ...input, type: NUMBER });
    const entries = await journal.page(100);
    expect(entries.length).toBeGreaterThan(2);
    const metrics = await (await gateway.fetch('/metrics')).text();
    expect(logged.join('')).toContain('payMethodAdd');
    const kept = JSON.stringify([logged, metrics, entries, refused.ending, lost.ending, misfit.ending]);
    expect(kept).not.toContain(NUMBER);
    // The same key with another number is the same act: nothing is kept by which they could be told apart.
    const hashes = new Set(
      entries.filter(({ mutation }) => mutation === 'payMethodAdd').map(({ inputHash }) => inputHash),
    );
    const before = hashes.size;
    const again = await add({ ...keyed, cardNumber: '4000000000000002' });
    expect(again.ending.__typename).toBe('PayMethodAddPayload');
    expect(again.calls).not.toContain('AddPayMethod');
    expect(new Set((await journal.page(100)).map(({ inputHash }) => inputHash)).size).toBeGreaterThanOrEqual(before);
  });
});
