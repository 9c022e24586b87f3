/** Modules: their settings, which are secrets, and the queue of their failed calls. */
import { describe, expect, it, test } from 'vitest';
import { globalId } from '../../../../src/graph/base/global-id.ts';
import { useGateway } from '../../../support/gateway.ts';
import { expectUnknown } from '../../../support/unknown.ts';

const gateway = useGateway({ simulator: { clients: 6 }, gateway: { sharedCache: false } });
const { execute } = gateway;
const world = () => gateway.simulator.world;

describe('the queue of module calls', () => {
  const queue = (args: string) =>
    execute<{ moduleQueue: object[] }>(
      `{ moduleQueue${args} { whmcsId serviceType relatedId action lastError lastAttemptAt retryCount isCompleted
         service { whmcsId } domain { name } } }`,
    );

  it('links each call to what it was for, and says why it failed', async () => {
    const { data, errors } = await queue('');
    expect(errors).toBeUndefined();
    expect(data.moduleQueue).toEqual([
      {
        whmcsId: 1,
        serviceType: 'SERVICE',
        relatedId: '3',
        action: 'CreateAccount',
        lastError: 'Package "pebble" not found on server & mirror',
        lastAttemptAt: expect.stringMatching(/^2026-10-31T09:00:02/),
        retryCount: 2,
        isCompleted: false,
        service: { whmcsId: 3 },
        domain: null,
      },
      expect.objectContaining({
        serviceType: 'DOMAIN',
        service: null,
        domain: { name: world().domains.get(1)?.domainname },
      }),
      expect.objectContaining({ serviceType: 'ADDON', service: null, domain: null, lastAttemptAt: null }),
    ]);
  });

  it('does not repeat passwords that a server or registrar reports', async () => {
    const { data } = await queue('(moduleName: "opensrs")');
    expect(data.moduleQueue).toMatchObject([{ lastError: 'Login failed: password=[secret]' }]);
  });

  it('is asked for one thing by its global id, whose type is sent with it', async () => {
    const { data, calls } = await queue(`(relatedId: "${globalId('Domain', 1, 5)}", serviceType: SERVICE)`);
    expect(calls[0]?.params).toMatchObject({ serviceType: 'domain', relatedId: '1' });
    expect(data.moduleQueue).toHaveLength(1);
  });

  it('is asked for what was tried since a moment', async () => {
    const { data, calls } = await queue('(since: "2026-10-31T00:00:00Z")');
    expect(calls[0]?.params).toMatchObject({ since: '2026-10-31 00:00:00' });
    expect(data.moduleQueue).toHaveLength(1);
  });

  it.each([globalId('Invoice', 1), '1'])('refuses the id %s, and asks nothing', async (id) => {
    const { errors, calls } = await queue(`(relatedId: "${id}")`);
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(calls).toEqual([]);
  });

  it.each(['partner', 'client'])('is unknown to a %s', async (as) => {
    expectUnknown(await execute('{ moduleQueue { action } }', {}, { as }), 'moduleQueue');
  });
});

describe('the settings of a module', () => {
  it('are listed without their values', async () => {
    const { data } = await execute(
      '{ moduleConfigurationParameters(type: "gateway", name: "paypal") { name displayName fieldType } }',
    );
    expect(data).toEqual({
      moduleConfigurationParameters: expect.arrayContaining([
        { name: 'apipassword', displayName: 'API Password & key', fieldType: 'password' },
      ]),
    });
  });

  const activate = `mutation ($input: ModuleActivateInput!) { moduleActivate(input: $input) {
    __typename ... on ModuleActivatePayload { type name } ... on UserError { message } } }`;
  const input = { type: 'gateway', name: 'mollie', parameters: [{ name: 'apipassword', value: 'SECRET-key-77' }] };

  it('are set when it is activated, and a gateway is then a payment method', async () => {
    const { data } = await execute(activate, { input });
    expect(data).toEqual({
      moduleActivate: { __typename: 'ModuleActivatePayload', type: 'gateway', name: 'mollie' },
    });
    expect(world().moduleSettings.get('gateway/mollie')).toEqual({ apipassword: 'SECRET-key-77' });
    const methods = await execute<{ paymentMethods: object[] }>('{ paymentMethods { module } }');
    expect(methods.data.paymentMethods).toContainEqual({ module: 'mollie' });
  });

  it('are in no message, whoever repeats them', async () => {
    gateway.simulator.fail({
      kind: 'json-error',
      action: 'ActivateModule',
      message: 'Failed to activate: SECRET-key-77 is not valid',
      times: 1,
    });
    const refused = await execute(activate, { input: { ...input, name: 'stripe' } });
    const misfit = await execute(activate, { input: { ...input, parameters: [{ value: 'SECRET-key-77' }] } });
    expect(JSON.stringify([refused.data, refused.errors, misfit.errors])).not.toContain('SECRET-key-77');
    expect(misfit.errors).toHaveLength(1);
  });

  it('are given once each', async () => {
    const twice = [...input.parameters, ...input.parameters];
    const { data, calls } = await execute(activate, { input: { ...input, parameters: twice } });
    expect(data).toMatchObject({ moduleActivate: { __typename: 'InvalidInputError' } });
    expect(calls).toEqual([]);
  });
});

describe('moduleDeactivate', () => {
  const deactivate = `mutation ($input: ModuleDeactivateInput!) { moduleDeactivate(input: $input) {
    __typename ... on UserError { message } } }`;

  it('hands over to another gateway what was paid by the one', async () => {
    const service = world().services.get(1) ?? expect.fail('no service');
    service.paymentmethod = 'paypal';
    const show = '{ service(id: "1") { paymentMethod } }';
    expect((await execute(show)).data).toEqual({ service: { paymentMethod: 'paypal' } });
    const input = { type: 'gateway', name: 'paypal', replacementGateway: 'stripe' };
    const { data } = await execute(deactivate, { input });
    expect(data).toMatchObject({ moduleDeactivate: { __typename: 'ModuleDeactivatePayload' } });
    expect((await execute(show)).data).toEqual({ service: { paymentMethod: 'stripe' } });
  });

  test('a registrar has no replacement', async () => {
    const input = { type: 'registrar', name: 'enom', replacementGateway: 'stripe' };
    const { data, calls } = await execute(deactivate, { input });
    expect(data).toMatchObject({ moduleDeactivate: { __typename: 'InvalidInputError' } });
    expect(calls).toEqual([]);
  });
});
