/** orderAccept: what is sent to AcceptOrder, and who may use it. */
import { describe, expect, test } from 'vitest';
import { globalId } from '../../../../src/graph/base/global-id.ts';
import { useGateway, type As } from '../../../support/gateway.ts';
import { expectUnknown } from '../../../support/unknown.ts';

const gateway = useGateway({ simulator: { clients: 12 }, gateway: { sharedCache: true } });

const document = `mutation ($input: OrderAcceptInput!) { orderAccept(input: $input) {
  __typename
  ... on OrderAcceptPayload { alreadyDone order { whmcsId status items { status service { status username } } } }
  ... on UserError { message } ... on RefusedError { command reason }
} }`;

const accept = async (input: object, as: As = 'staff') => {
  const { data, errors, calls } = await gateway.execute<{ orderAccept: Record<string, unknown> | null }>(
    document,
    { input },
    { as },
  );
  const sent = calls.filter(({ action }) => action === 'AcceptOrder');
  const { action: _, responsetype: __, ...form } = sent[0]?.params ?? {};
  return { ending: data.orderAccept, errors, calls, sent, form };
};

/** Orders 3, 6, 9 … are pending: those of clients 1, 2, 3 … */
describe('accepting an order', () => {
  test('sends only the number by default, and reads the order back', async () => {
    await gateway.execute('{ order(id: "3") { status } }');
    const { ending, form } = await accept({ orderId: '3' });
    expect(form).toEqual({ orderid: '3' });
    expect(ending).toMatchObject({ __typename: 'OrderAcceptPayload', order: { whmcsId: 3, status: 'Active' } });
  });

  test('sends every setting, false as 0 because it overrides the product’s setting', async () => {
    const { ending, form } = await accept({
      orderId: globalId('Order', 6, 2),
      autoSetup: true,
      registrar: 'enom',
      sendToRegistrar: false,
      serverId: '2',
      serviceUsername: 'newsite',
      servicePassword: 'pa&ss "wörd"',
      sendEmail: false,
    });
    expect(form).toEqual({
      orderid: '6',
      autosetup: '1',
      registrar: 'enom',
      sendregistrar: '0',
      serverid: '2',
      serviceusername: 'newsite',
      servicepassword: 'pa&ss "wörd"',
      sendemail: '0',
    });
    expect(ending).toMatchObject({
      order: { items: [{ status: 'Active', service: { status: 'ACTIVE', username: 'newsite' } }] },
    });
  });

  test('sends nothing the second time: a read shows that it is done', async () => {
    const [first, second] = [
      await accept({ orderId: '9', idempotencyKey: 'a' }),
      await accept({ orderId: '9', idempotencyKey: 'b' }),
    ];
    const order = { whmcsId: 9, status: 'Active' };
    expect(first.ending).toMatchObject({ __typename: 'OrderAcceptPayload', alreadyDone: false, order });
    expect(second.ending).toMatchObject({ __typename: 'OrderAcceptPayload', alreadyDone: true, order });
    expect(second.calls.map(({ action }) => action)).toEqual(['GetOrders']);
  });

  test('replays the first outcome under the same key', async () => {
    const input = { orderId: '12', idempotencyKey: 'accept-12' };
    const [first, second] = [await accept(input), await accept(input)];
    expect(second.ending).toEqual(first.ending);
    expect([first.sent.length, second.sent.length]).toEqual([1, 0]);
  });

  test('accepts no missing order', async () => {
    const { ending, sent } = await accept({ orderId: '98765' });
    expect(ending?.['__typename']).toBe('NotFoundError');
    expect(sent).toEqual([]);
  });

  test.each<As>(['partner', 'client'])('is denied to a %s, for its own order or another', async (as) => {
    for (const orderId of ['1', '18'])
      expectUnknown(await gateway.execute(document, { input: { orderId } }, { as }), 'orderAccept');
  });

  test('never shows a password in an error', async () => {
    gateway.simulator.fail({ kind: 'json-error', action: 'AcceptOrder', message: 'bad password topsecret9', times: 1 });
    const { ending } = await accept({ orderId: '15', servicePassword: 'topsecret9' });
    gateway.simulator.heal();
    expect(ending?.['__typename']).toBe('RefusedError');
    expect(JSON.stringify(ending)).not.toContain('topsecret9');
  });
});
