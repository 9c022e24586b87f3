import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { startSimulator, type FaultKind } from '../../../src/simulator/index.ts';
import { AddClient } from '../../../src/whmcs/commands/clients.ts';
import { WhmcsDetails } from '../../../src/whmcs/commands/system.ts';
import { redactor } from '../../../src/whmcs/wire/redact.ts';
import { giveUpWhatHangs } from '../../support/deadlines.ts';
import { asking, clientOf, failureOf, rig, serve } from '../rig.ts';

describe('redactor', () => {
  it('removes every occurrence', () => {
    expect(redactor(['hunter22'])('hunter22 is no good: hunter22')).toBe('[secret] is no good: [secret]');
  });

  it('removes the longer of two first', () => {
    expect(redactor(['pass', 'password1'])('password1')).toBe('[secret]');
  });

  it('recognises WHMCS’s encoding of a secret', () => {
    expect(redactor([`p&<w>"'d`])('got p&amp;&lt;w&gt;&quot;&#039;d')).toBe('got [secret]');
  });

  it('leaves words whole if a value is short, and skips values that are not text', () => {
    expect(redactor(['in', '', undefined, null, 42])('within 42')).toBe('within 42');
  });

  it('cuts long text, and never within a secret', () => {
    const clean = redactor(['a secret of some length', 'another one']);
    expect(clean('x'.repeat(100_000))).toBe(`${'x'.repeat(4_000)}…`);
    for (let before = 3_970; before <= 4_010; before++) {
      const text = clean(`${'x'.repeat(before)}a secret of some length${'y'.repeat(100)}`);
      expect(text).toMatch(/^x{3970,4000}(?:\[secret\]y*)?…$/);
    }
  });

  it('takes a value literally', () => {
    expect(redactor(['a.c$&'])('abc$& a.c$&')).toBe('abc$& [secret]');
  });
});

const canaries = ['canary-secret-7f', 'canary-access-key', 'canary-password-1', 'canary-answer-1'] as const;
const [secret, accessKey, password2, securityqans] = canaries;
const credential = { identifier: 'shop', secret };

const client = {
  firstname: 'Ada',
  lastname: 'Lovelace',
  email: 'ada@example.com',
  address1: 'Street 1',
  city: 'Town',
  state: 'State',
  postcode: '12345',
  country: 'GB',
  phonenumber: '123456',
  password2,
  securityqans,
};

/** Everything that a log could print of an error. */
const printed = (error: unknown) =>
  `${inspect(error, { depth: 12, showHidden: true, maxStringLength: null })} ${JSON.stringify(error)}`;

const echo = `It said: ${canaries.join(' / ')}`;

describe('no error shows a secret', () => {
  const kinds: readonly FaultKind[] = [
    'json-error',
    'warning-only',
    'status-instead-of-result',
    'wrong-credential',
    'wrong-ip',
    'role',
    'admin-disabled',
    'html-200',
    'html-500-after',
    'emitter-500-after',
    'truncated',
    'text',
    'empty',
    'xml',
    'status-429',
    'memory-exhausted',
    'reset-before',
    'reset-after',
    'hang-after',
  ];

  it.each(kinds)('%s', async (kind) => {
    const { simulator, client: whmcs } = await rig({ ...credential, accessKey }, { credentials: [credential] });
    giveUpWhatHangs(simulator);
    simulator.fail({ kind, message: echo });
    const error = await failureOf(whmcs.call(AddClient, client, asking()));
    for (const canary of canaries) expect(printed(error)).not.toContain(canary);
  });

  it('nothing listens', async () => {
    const simulator = await startSimulator({ clients: 0 });
    await simulator.close();
    const error = await failureOf(
      clientOf(simulator.url, { ...credential, accessKey }).call(AddClient, client, asking()),
    );
    expect(error).toHaveProperty('name', 'UnreachableError');
    for (const canary of canaries) expect(printed(error)).not.toContain(canary);
  });

  it.each([
    ['an unknown 403', 403, JSON.stringify({ result: 'error', message: echo })],
    ['a refusal', 200, JSON.stringify({ result: 'error', message: echo })],
    ['the title of a page', 500, `<html><title>${echo}</title>`],
    ['JSON of another shape', 200, JSON.stringify({ message: echo })],
    ['an answer of another shape', 200, JSON.stringify({ result: 'success', clientid: { [echo]: echo } })],
  ])('%s repeats what was sent', async (_, status, body) => {
    const url = await serve((request, response) => {
      request.resume();
      response.writeHead(status).end(body);
    });
    const whmcs = clientOf(url, { ...credential, accessKey });
    const told = await whmcs.call(AddClient, client, asking()).catch((error: unknown) => error);
    for (const canary of canaries) expect(printed(told)).not.toContain(canary);
  });

  it('parameters that cannot be sent are named, not shown', async () => {
    const { client: whmcs } = await rig(credential);
    const wrong = { ...client, password2: `${password2}\uD800` };
    const unsendable = await failureOf(whmcs.call(AddClient, wrong, asking()));
    expect(unsendable).toHaveProperty('message', expect.stringContaining('password2'));
    expect(printed(unsendable)).not.toContain(password2);
    // @ts-expect-error -- a parameter of another type
    const invalid = await failureOf(whmcs.call(AddClient, { ...client, password2: [password2] }, asking()));
    expect(invalid).toHaveProperty('name', 'InvalidParamsError');
    expect(printed(invalid)).not.toContain(password2);
  });

  it('keeps the kind of a failure whose text is redacted', async () => {
    const simulated = { credentials: [{ identifier: 'shop', secret: 'Client ID' }] };
    const { simulator, client: whmcs } = await rig({ identifier: 'shop', secret: 'Client ID' }, simulated);
    simulator.fail({ kind: 'json-error', message: 'Client ID Not Found' });
    const error = await failureOf(whmcs.call(WhmcsDetails, {}, asking()));
    expect(error).toMatchObject({ name: 'MissingError', reason: '[secret] Not Found' });
  });
});
