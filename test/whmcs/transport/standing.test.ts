/** A credential that is refused in unknown words. */
import { describe, expect, it } from 'vitest';
import { MissingError, WhmcsRefusal, UnauthorizedError } from '../../../src/whmcs/errors.ts';
import { commands } from '../../../src/whmcs/commands/index.ts';
import { isUnclear, standing } from '../../../src/whmcs/transport/standing.ts';
import { asking, failureOf, rig, version } from '../rig.ts';

const { GetClients, GetCurrencies, GetInvoices, ModuleSuspend, WhmcsDetails } = commands;
const words = 'The plugin says no';

describe('the standing of a credential', () => {
  const rules = (at = { ms: 0 }) => {
    const of = standing({ name: 'default' }, () => at.ms);
    const refused = (command: typeof GetClients | typeof GetInvoices | typeof ModuleSuspend, said = words) =>
      of.classify(command, new WhmcsRefusal(command.name, said));
    return { of, refused, at };
  };

  it('is lost if two reads are refused in the same words', () => {
    const { refused } = rules();
    expect(refused(GetClients)).toBeInstanceOf(WhmcsRefusal);
    expect(refused(GetInvoices)).toMatchObject({
      name: 'UnauthorizedError',
      obstacle: 'credential',
      command: 'GetInvoices',
    });
    expect(refused(GetClients)).toBeInstanceOf(UnauthorizedError);
  });

  it('is lost if the words are the same except for the name of the command', () => {
    const { refused } = rules();
    refused(GetClients, 'getclients is blocked here');
    expect(refused(GetInvoices, 'GetInvoices is blocked here')).toBeInstanceOf(UnauthorizedError);
  });

  it.each([
    ['an answer', ({ of }: ReturnType<typeof rules>) => of.accepted()],
    [
      'a thing that is not there',
      ({ of }: ReturnType<typeof rules>) => of.classify(GetClients, new MissingError('GetClients', 'Client Not Found')),
    ],
  ])('is kept where between them comes %s', (_, between) => {
    const all = rules();
    all.refused(GetClients);
    between(all);
    expect(all.refused(GetInvoices)).toBeInstanceOf(WhmcsRefusal);
  });

  it('is kept if one read is refused repeatedly, two in different words, or writes', () => {
    const { refused } = rules();
    for (let again = 0; again < 3; again++) expect(refused(GetClients)).toBeInstanceOf(WhmcsRefusal);
    expect(refused(GetInvoices, 'Something else')).toBeInstanceOf(WhmcsRefusal);
    expect(refused(ModuleSuspend)).toBeInstanceOf(WhmcsRefusal);
    expect(isUnclear(ModuleSuspend, new WhmcsRefusal('ModuleSuspend', words))).toBe(false);
  });

  it('keeps at most a hundred wordings', () => {
    const { refused } = rules();
    refused(GetClients);
    for (let each = 0; each < 100; each++) refused(GetClients, `${words} ${each}`);
    expect(refused(GetInvoices)).toBeInstanceOf(WhmcsRefusal);
  });

  it('is kept when lists are refused because they have no rows', () => {
    const { refused } = rules();
    refused(GetClients, 'No Results Found');
    expect(refused(GetInvoices, 'No Results Found')).toBeInstanceOf(WhmcsRefusal);
  });

  it.each([
    [0, false, true],
    [4_999, false, true],
    [5_000, true, true],
    [59_999, true, true],
    [60_000, true, false],
  ])('%i ms after an answer: a probe is due: %s, trusted: %s', (ms, isProbeDue, isTrusted) => {
    const { of, at } = rules();
    expect(of).toMatchObject({ isProbeDue: true, isTrusted: false });
    of.accepted();
    at.ms = ms;
    expect(of).toMatchObject({ isProbeDue, isTrusted });
  });
});

describe('the first refusal of a read', () => {
  it('is distinguished from one of the credential by one other read, which counts for the operation', async () => {
    const whmcs = await rig();
    whmcs.simulator.fail({ kind: 'json-error', message: words });
    const ask = asking();
    const error = await failureOf(version(whmcs, ask));
    expect(error).toMatchObject({ name: 'UnauthorizedError', obstacle: 'credential', command: 'WhmcsDetails' });
    expect(error).toHaveProperty(
      'message',
      expect.stringContaining(`every command of WHMCS_IDENTIFIER in the same words (${words})`),
    );
    expect(ask.sent).toEqual(['WhmcsDetails', 'GetCurrencies']);
    // This is known from now on.
    await failureOf(version(whmcs, ask));
    expect(whmcs.simulator.calls.total).toBe(3);
  });

  it('concerns the command if the other read is answered', async () => {
    const whmcs = await rig();
    whmcs.simulator.fail({ kind: 'json-error', action: WhmcsDetails.name, message: words });
    for (let again = 0; again < 2; again++)
      expect(await failureOf(version(whmcs))).toMatchObject({ name: 'RefusedError', reason: words });
    expect(whmcs.simulator.calls.byAction).toEqual({ WhmcsDetails: 2, GetCurrencies: 1 });
  });

  it('leads to one probe for many callers, and to another command if the probe itself is refused', async () => {
    const whmcs = await rig();
    whmcs.simulator.fail({ kind: 'warning-only' });
    const { client } = whmcs;
    const failures = await Promise.all(
      Array.from({ length: 4 }, () => failureOf(client.call(GetCurrencies, {}, asking()))),
    );
    expect(failures.map((error) => (error as Error).name)).toEqual(
      Array.from({ length: 4 }, () => 'UnauthorizedError'),
    );
    expect(whmcs.simulator.calls.byAction).toEqual({ GetCurrencies: 4, GetPaymentMethods: 1 });
  });

  it('is probed with the refused credential, and no other', async () => {
    const whmcs = await rig(
      { credentials: [{ name: 'reading', identifier: 'r', secret: 'r', allow: ['WhmcsDetails', 'GetOrders'] }] },
      { credentials: [{ identifier: 'r', secret: 'r' }] },
    );
    whmcs.simulator.fail({ kind: 'json-error', message: words });
    expect(await failureOf(version(whmcs))).toHaveProperty(
      'message',
      expect.stringContaining('the credential "reading"'),
    );
    expect(whmcs.simulator.calls.entries.map(({ action, identifier }) => [action, identifier])).toEqual([
      ['WhmcsDetails', 'r'],
      ['GetOrders', 'r'],
    ]);
  });
});
