import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { read, write } from '../../src/whmcs/command.ts';
import { SetConfigurationValue } from '../../src/whmcs/commands/configuration.ts';
import { GetInvoice } from '../../src/whmcs/commands/invoices.ts';
import { WhmcsDetails } from '../../src/whmcs/commands/system.ts';
import { InvalidParamsError } from '../../src/whmcs/errors.ts';
import { ANSWER_LIMITS } from '../../src/whmcs/transport/answer-limits.ts';
import { DEADLINE_MS, giveUpWhatHangs } from '../support/deadlines.ts';
import { asking, clientOf, failureOf, heldWhmcs, rename, rig, serve, version, withoutPauses } from './rig.ts';
import { registered } from './commands/samples.ts';

describe('what every call sends', () => {
  const ours = ['action', 'identifier', 'secret', 'responsetype', 'accesskey', 'username', 'password'];

  it.each(registered)('$name takes no reserved parameter', (command) => {
    const client = clientOf('http://127.0.0.1:9');
    for (const name of ours) {
      expect(() => client.form(command, { [name]: 'x' })).toThrow(new RegExp(`Unrecognized key: "${name}"`));
    }
  });

  it.each(ours)('no command can declare %s', (name) => {
    const declaration = { params: z.strictObject({ [name]: z.string() }), answer: z.object({}) };
    const aRead = () => read('X', { ...declaration, keep: 'record', topics: ['clients'], probe: { [name]: '' } });
    const aWrite = () =>
      write('X', {
        ...declaration,
        purpose: 'support',
        repeat: 'none',
        refusals: [],
        reconcile: { never: 'a test' },
        changes: {},
      });
    expect(aRead).toThrow(/cannot be named/);
    expect(aWrite).toThrow(/cannot be named/);
  });

  it('is nothing where no request from outside reaches the command', async () => {
    const { client, simulator } = await rig();
    const failure = await failureOf(client.call(SetConfigurationValue, { setting: 'Version', value: '' }, asking()));
    expect(failure).toBeInstanceOf(InvalidParamsError);
    expect(String(failure)).toContain('localApiOnly');
    expect(simulator.calls.entries).toEqual([]);
  });

  it('overrides parameters that slipped through', async () => {
    const loose = { ...WhmcsDetails, params: z.record(z.string(), z.string()) };
    const whmcs = await rig({}, { accessKey: 'right', allowedIps: 'any' });
    const slipped = { action: 'AddClient', identifier: 'x', secret: 'x', responsetype: 'xml', accesskey: 'x' };
    await whmcs.client.call(loose, slipped, asking());
    expect(whmcs.simulator.calls.byAction).toEqual({ WhmcsDetails: 1 });
    expect(whmcs.simulator.calls.entries[0]?.params).toEqual({ action: 'WhmcsDetails', responsetype: 'json' });
  });

  it('cannot be changed by a value', async () => {
    const whmcs = await rig();
    const firstname = 'Ada&action=AddClient&responsetype=xml\r\n\0';
    await rename(whmcs, firstname);
    expect(whmcs.simulator.calls.entries.map(({ params }) => params)).toEqual([
      { clientid: '1', firstname, action: 'UpdateClient', responsetype: 'json' },
    ]);
  });

  it('is in the body, never in the address or a header', async () => {
    const seen: string[] = [];
    const url = await serve((request, response) => {
      seen.push(`${request.method} ${request.url} ${JSON.stringify(request.headers)}`);
      request.resume().once('end', () => response.end('{"result":"success","whmcs":{"version":"9.0.1"}}'));
    });
    const { answer } = await version({ client: clientOf(url, { secret: 'canary', accessKey: 'canary' }) });
    expect(answer.whmcs.version).toBe('9.0.1');
    expect(seen).toEqual([expect.stringMatching(/^POST \/includes\/api\.php \{/)]);
    expect(seen[0]).not.toMatch(/canary|cookie|demo-identifier/);
  });

  it('passes the list of addresses with the access key', async () => {
    const simulated = { accessKey: 'open!', allowedIps: [] };
    await expect(version(await rig({ accessKey: 'open!' }, simulated))).resolves.toBeDefined();
    await expect(version(await rig({}, simulated))).rejects.toMatchObject({ obstacle: 'ip', ip: '127.0.0.1' });
  });

  it('is nothing if a parameter is invalid', async () => {
    const whmcs = await rig();
    const ask = asking();
    await expect(whmcs.client.call(GetInvoice, { invoiceid: 0 }, ask)).rejects.toBeInstanceOf(InvalidParamsError);
    expect(ask.sent).toEqual([]);
    expect(whmcs.simulator.calls.total).toBe(0);
  });
});

describe('the address of WHMCS', () => {
  it.each(['', '/billing', '/cloud/whmcs'])('in the directory "%s"', async (path) => {
    const { answer } = await version(await rig({}, { path }));
    expect(answer.whmcs.version).toBe('8.13.1');
  });

  it('is used over a persistent connection without a session', async () => {
    const connections = new Set<unknown>();
    const cookies: unknown[] = [];
    const url = await serve((request, response) => {
      cookies.push(request.headers.cookie);
      response.setHeader('set-cookie', `PHPSESSID=${cookies.length}; path=/; HttpOnly`);
      request.resume().once('end', () => response.end('{"result":"success","whmcs":{}}'));
      connections.add(request.socket);
    });
    const client = clientOf(url, { maxConcurrency: 1 });
    for (let call = 0; call < 4; call++) await version({ client });
    expect(connections.size).toBe(1);
    expect(cookies).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('returns no cookie of the simulator', async () => {
    const whmcs = await rig();
    await Promise.all([version(whmcs), version(whmcs)]);
    await version(whmcs);
    expect(whmcs.simulator.calls.entries.map(({ headers }) => headers['cookie'])).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('reads no more of an answer than the limit allows', async () => {
    let chunked = false;
    const url = await serve((request, response) => {
      const body = `{"result":"success","whmcs":{"version":"${'9'.repeat(5000)}"}}`;
      if (!chunked) response.setHeader('content-length', body.length);
      request.resume().once('end', () => response.end(body));
    });
    for (chunked of [false, true]) {
      const client = clientOf(url, { answers: { ...ANSWER_LIMITS, bytes: 2000 } });
      const ask = asking();
      const error = await failureOf(version({ client }, ask));
      expect(error).toMatchObject({ name: 'UnexpectedAnswerError', oddity: 'large', status: 200 });
      expect(error).toHaveProperty(
        'message',
        expect.stringMatching(/more than 2000 bytes.*upstream\.bytesOf\.WhmcsDetails/),
      );
      expect(ask.sent).toHaveLength(1);
    }
  });
});

describe('listeners are removed', () => {
  it('from a signal that outlives its calls', async () => {
    withoutPauses();
    const whmcs = await rig({ maxConcurrency: 1 });
    giveUpWhatHangs(whmcs.simulator);
    const ask = asking();
    const listeners = () => getEventListeners(ask.signal, 'abort').length;
    await Promise.all([version(whmcs, ask), version(whmcs, ask), version(whmcs, ask)]);
    expect(listeners()).toBe(0);
    for (const kind of ['reset-before', 'html-503', 'truncated', 'json-error', 'hang'] as const) {
      whmcs.simulator.fail({ kind, times: 1 });
      await version(whmcs, ask).catch(() => undefined);
      expect(listeners()).toBe(0);
    }
  });

  it('an aborted read closes its connection', async () => {
    const whmcs = await heldWhmcs();
    const client = clientOf(whmcs.url);
    const ask = asking();
    const failed = failureOf(version({ client }, ask));
    const { hungUp } = await whmcs.next();
    ask.leave(new Error('gone'));
    expect(await failed).toHaveProperty('message', 'gone');
    await hungUp;
  });

  it('an answer that drips is cut off at the deadline', async () => {
    const whmcs = await rig();
    giveUpWhatHangs(whmcs.simulator);
    whmcs.simulator.fail({ kind: 'slow-drip', latencyMs: DEADLINE_MS });
    const error = await failureOf(whmcs.client.call(WhmcsDetails, {}, { ...asking(), once: true }));
    expect(error).toMatchObject({ name: 'TimedOutError', command: 'WhmcsDetails' });
    expect(error).toHaveProperty('message', expect.stringMatching(/within 600001 ms/));
  });
});

describe('an operator is informed', () => {
  it('of text around the JSON, although the call succeeded', async () => {
    const warnings: string[] = [];
    const whmcs = await rig({ onWarning: (command, message) => warnings.push(`${command}: ${message}`) });
    await version(whmcs);
    expect(warnings).toEqual([]);
    whmcs.simulator.fail({ kind: 'php-warning-first' });
    expect((await version(whmcs)).answer.whmcs.version).toBe('8.13.1');
    expect(warnings).toEqual([expect.stringMatching(/^WhmcsDetails: .*PHP error log/)]);
  });

  it('of every request, however it ended', async () => {
    withoutPauses();
    const ended: string[] = [];
    const whmcs = await rig({
      onEnded: ({ command, ms, error }) => {
        expect(ms).toBeGreaterThan(0);
        ended.push(`${command} ${error instanceof Error ? error.name : 'ok'}`);
      },
    });
    whmcs.simulator.fail({ kind: 'html-503', times: 1 });
    await version(whmcs);
    expect(ended).toEqual(['WhmcsDetails UnexpectedAnswerError', 'WhmcsDetails ok']);
  });

  it('of every call, with all its attempts', async () => {
    withoutPauses();
    const called: unknown[] = [];
    const whmcs = await rig({
      onCalled: ({ ms, error, ...call }) => {
        expect(ms).toBeGreaterThan(0);
        called.push({ ...call, error: error instanceof Error ? error.name : error });
      },
    });
    whmcs.simulator.fail({ kind: 'html-503', times: 1 });
    await version(whmcs);
    whmcs.simulator.fail({ kind: 'html-503', times: 3 });
    await failureOf(version(whmcs));
    expect(called).toEqual([
      { command: 'WhmcsDetails', kind: 'read', attempts: 2, error: null },
      { command: 'WhmcsDetails', kind: 'read', attempts: 3, error: 'UnexpectedAnswerError' },
    ]);
  });
});
