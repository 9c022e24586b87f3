/** Commands of the host's own, which the simulator has as `includes/api/*.php` would add them. */
import { describe, expect, it } from 'vitest';
import { startTestGateway, useGateway } from '../../../support/gateway.ts';
import { expectUnknown } from '../../../support/unknown.ts';
import { Refusal, read, write } from '../../../../src/simulator/commands/command.ts';

const commands = {
  GetRacks: read(({ params }) => ({
    site: params.text('site') ?? 'all',
    count: 2,
    racks: [
      { id: 7, free: true },
      { id: '8', free: false },
    ],
  })),
  MoveRack: write(({ params, world }) => {
    if (params.int('rack') === 0) throw new Refusal(`No such rack ${params.text('doorcode') ?? ''}`.trim());
    const client = world.clients.get(2);
    if (client) client.firstname = 'Moved';
    return { rackid: params.int('rack'), key: 'a-new-key-of-the-rack' };
  }),
};

const customCommands = [
  { name: 'GetRacks', kind: 'read', params: ['site', 'isFree', 'tags'] },
  { name: 'MoveRack', kind: 'write', params: ['rack', 'doorcode'] },
] as const;

const gateway = useGateway({ simulator: { clients: 4, commands }, gateway: { customCommands } });
const { execute } = gateway;

const ask = 'query ($name: String!, $params: JSON) { customCommand(name: $name, params: $params) }';
const run = `mutation ($input: CustomCommandRunInput!) { customCommandRun(input: $input) {
  __typename ... on CustomCommandRunPayload { name answer } ... on UserError { message }
  ... on InvalidInputError { path } ... on RefusedError { reason } } }`;

interface Ran {
  readonly customCommandRun: { readonly __typename: string; readonly answer?: unknown };
}

describe('a command that reads', () => {
  it('is answered as WHMCS answers it', async () => {
    const { data, errors, calls } = await execute(ask, { name: 'GetRacks', params: { site: 'Leipzig' } });
    expect(errors).toBeUndefined();
    expect(calls.map(({ action, params }) => [action, params['site']])).toEqual([['GetRacks', 'Leipzig']]);
    expect(data).toEqual({
      customCommand: {
        result: 'success',
        site: 'Leipzig',
        count: 2,
        racks: [
          { id: 7, free: true },
          { id: '8', free: false },
        ],
      },
    });
  });

  it('is sent truth as PHP reads it, lists and objects as arrays, and nothing for null', async () => {
    const { calls } = await execute(ask, {
      name: 'GetRacks',
      params: { isFree: false, site: null, tags: ['a', { b: true }] },
    });
    expect(calls[0]?.params).toMatchObject({ isFree: '0', tags: { '0': 'a', '1': { b: '1' } } });
    expect(calls[0]?.params).not.toHaveProperty('site');
  });

  it('is asked anew by each operation, and once in one', async () => {
    const both = '{ one: customCommand(name: "GetRacks") two: customCommand(name: "GetRacks") }';
    expect((await execute(both)).calls).toHaveLength(1);
    expect((await execute(both)).calls).toHaveLength(1);
  });

  it('is foretold', async () => {
    const { data, calls, extensions } = await execute(
      ask,
      { name: 'GetRacks' },
      { headers: { 'x-gateway-explain': 'only' } },
    );
    expect([data, calls]).toEqual([null, []]);
    expect(extensions?.whmcs?.forecast).toMatchObject({ least: 1, most: 1 });
  });

  it('is retried as any other read', async () => {
    gateway.simulator.fail({ action: 'GetRacks', kind: 'reset-before', times: 1 });
    const { errors, calls } = await execute(ask, { name: 'GetRacks' });
    expect(errors).toBeUndefined();
    expect(calls).toHaveLength(2);
  });

  it.each([
    [{ name: 'GetRooms' }, 'does not list "GetRooms"; it lists GetRacks'],
    [{ name: 'getracks' }, 'does not list "getracks"'],
    [{ name: 'GetClients' }, 'does not list "GetClients"'],
    [{ name: 'MoveRack', params: { rack: 1 } }, 'MoveRack is a write: run it by customCommandRun'],
    [{ name: 'GetRacks', params: { action: 'DeleteClient' } }, 'lists no parameter "action"'],
    [{ name: 'GetRacks', params: ['site'] }, 'params has to be an object'],
  ])('is refused as %o', async (variables, message) => {
    const { errors, calls } = await execute(ask, variables);
    expect(errors).toMatchObject([
      { message: expect.stringContaining(message), extensions: { code: 'BAD_USER_INPUT' } },
    ]);
    expect(calls).toEqual([]);
  });

  it.each(['partner', 'client'])('is unknown to a %s', async (as) => {
    expectUnknown(await execute('{ customCommand(name: "GetRacks") }', {}, { as }), 'customCommand');
    expectUnknown(
      await execute('mutation { customCommandRun(input: { name: "MoveRack" }) { __typename } }', {}, { as }),
      'customCommandRun',
    );
  });
});

describe('a command that writes', () => {
  it('is sent once, and after it no earlier answer counts', async () => {
    const client = '{ client(id: "2") { firstName } }';
    await execute(client);
    expect((await execute(client)).calls).toEqual([]);
    const { data, calls } = await execute<Ran>(run, { input: { name: 'MoveRack', params: { rack: 7 } } });
    expect(calls.map(({ action }) => action)).toEqual(['MoveRack']);
    expect(data.customCommandRun).toEqual({
      __typename: 'CustomCommandRunPayload',
      name: 'MoveRack',
      answer: { result: 'success', rackid: 7, key: 'a-new-key-of-the-rack' },
    });
    expect((await execute(client)).data).toEqual({ client: { firstName: 'Moved' } });
  });

  it('is done once under a key, which shows the answer once', async () => {
    const input = { name: 'MoveRack', params: { rack: 8 }, idempotencyKey: 'rack-8' };
    const first = await execute<Ran>(run, { input });
    expect(first.data.customCommandRun.answer).toMatchObject({ rackid: 8 });
    const second = await execute<Ran>(run, { input });
    expect(second.data.customCommandRun).toEqual({
      __typename: 'CustomCommandRunPayload',
      name: 'MoveRack',
      answer: null,
    });
    expect(second.calls).toEqual([]);
  });

  it('returns its refusal', async () => {
    const { data } = await execute<Ran>(run, { input: { name: 'MoveRack', params: {} } });
    expect(data.customCommandRun).toMatchObject({ __typename: 'RefusedError', reason: 'No such rack' });
  });

  it('has parameters that nothing repeats', async () => {
    const params = { doorcode: 'open-sesame-77' };
    const { data } = await execute<Ran>(run, { input: { name: 'MoveRack', params } });
    expect(data.customCommandRun.__typename).toBe('RefusedError');
    expect(JSON.stringify(data)).not.toContain('open-sesame');
  });

  it.each(['reset-after', 'reset-before'] as const)(
    'has an unknown outcome after %s, and is not sent again',
    async (kind) => {
      gateway.simulator.fail({ action: 'MoveRack', kind, times: 1 });
      const { data, calls } = await execute<Ran>(run, { input: { name: 'MoveRack', params: { rack: 9 } } });
      expect(data.customCommandRun.__typename).toBe('UnknownOutcomeError');
      expect(calls).toHaveLength(1);
    },
  );

  it.each([
    [{ name: 'GetRacks' }, ['input', 'name'], 'GetRacks is a read: ask customCommand for it'],
    [{ name: 'DeleteRack' }, ['input', 'name'], 'does not list "DeleteRack"; it lists MoveRack'],
    [{ name: 'MoveRack', params: { secret: 'x' } }, ['input', 'params'], 'lists no parameter "secret"'],
  ])('is refused as %o', async (input, path, message) => {
    const { data, calls } = await execute<Ran>(run, { input });
    expect(data.customCommandRun).toMatchObject({
      __typename: 'InvalidInputError',
      path,
      message: expect.stringContaining(message),
    });
    expect(calls).toEqual([]);
  });
});

it('are none if the configuration lists none', async () => {
  const plain = await startTestGateway({ simulator: { clients: 1, commands } });
  try {
    const { errors, calls } = await plain.execute(ask, { name: 'GetRacks' });
    expect(errors).toMatchObject([{ message: expect.stringContaining('it lists none of this kind') }]);
    expect(calls).toEqual([]);
  } finally {
    await plain.close();
  }
});
