import { describe, expect, it } from 'vitest';
import { startSimulator, type FaultKind } from '../../src/simulator/index.ts';
import { OpenTicket } from '../../src/whmcs/commands/tickets.ts';
import { giveUpWhatHangs } from '../support/deadlines.ts';
import { asking, clientOf, failureOf, heldWhmcs, nameOf, rename, rig, serve, version } from './rig.ts';

describe('a write', () => {
  it('is sent once and returns its answer', async () => {
    const whmcs = await rig();
    const ask = asking();
    await rename(whmcs, 'Grace', ask);
    expect(ask.sent).toEqual(['UpdateClient']);
    expect(await nameOf(whmcs)).toBe('Grace');
  });

  const lost: readonly (readonly [FaultKind, boolean])[] = [
    ['reset-before', false],
    ['reset-after', true],
    ['hang', false],
    ['hang-after', true],
    ['html-200', false],
    ['html-403', false],
    ['html-503', false],
    ['html-500-after', true],
    ['emitter-500-after', true],
    ['truncated', true],
    ['empty', true],
    ['xml', true],
    ['text', true],
    ['memory-exhausted', false],
  ];

  it.each(lost)(
    'with a lost answer (%s) has an unknown outcome, and is not repeated; happened: %s',
    async (kind, happened) => {
      const whmcs = await rig();
      giveUpWhatHangs(whmcs.simulator);
      const before = await nameOf(whmcs);
      whmcs.simulator.fail({ action: 'UpdateClient', kind });
      const error = await failureOf(rename(whmcs, 'Grace'));
      expect(error).toMatchObject({ name: 'UnknownOutcomeError', command: 'UpdateClient', cause: expect.any(Error) });
      expect(error).toHaveProperty('message', expect.stringMatching(/may or may not have happened/));
      expect(await nameOf(whmcs)).toBe(happened ? 'Grace' : before);
      expect(whmcs.simulator.calls.of('UpdateClient')).toBe(1);
    },
  );

  it('has an unknown outcome if the caller left before its answer', async () => {
    const whmcs = await rig();
    whmcs.simulator.fail({ action: 'UpdateClient', kind: 'hang-after' });
    const ask = asking();
    const failed = failureOf(rename(whmcs, 'Grace', ask));
    await expect.poll(() => whmcs.simulator.calls.of('UpdateClient'), { interval: 2 }).toBe(1);
    ask.leave(new Error('gone'));
    expect(await failed).toMatchObject({ name: 'UnknownOutcomeError', cause: { message: 'gone' } });
  });

  it('has an unknown outcome if WHMCS does not report success', async () => {
    const url = await serve(
      (request, response) => void request.resume().once('end', () => response.end('{"clientid":7}')),
    );
    const error = await failureOf(rename({ client: clientOf(url) }, 'Grace'));
    expect(error).toMatchObject({ name: 'UnknownOutcomeError', cause: { oddity: 'shape' } });
  });

  it.each([
    ['json-error', 'RefusedError'],
    ['warning-only', 'RefusedError'],
    ['status-instead-of-result', 'RefusedError'],
    ['role', 'UnauthorizedError'],
    ['wrong-ip', 'UnauthorizedError'],
    ['wrong-credential', 'UnauthorizedError'],
    ['admin-disabled', 'UnauthorizedError'],
    ['status-429', 'BusyError'],
  ] as const)('to which WHMCS says no (%s) did not happen: %s', async (kind, name) => {
    const whmcs = await rig();
    const message = ['wrong-credential', 'admin-disabled', 'wrong-ip', 'role'].includes(kind)
      ? {}
      : { message: 'Not today' };
    whmcs.simulator.fail({ action: 'UpdateClient', kind, ...message });
    expect(await failureOf(rename(whmcs, 'Grace'))).toHaveProperty('name', name);
    expect(whmcs.simulator.calls.of('UpdateClient')).toBe(1);
  });

  it('was not sent if nothing listens', async () => {
    const simulator = await startSimulator({ clients: 0 });
    await simulator.close();
    const error = await failureOf(rename({ client: clientOf(simulator.url) }, 'Grace'));
    expect(error).toMatchObject({ name: 'UnreachableError', sent: false, transient: true });
    expect(error).toHaveProperty(
      'message',
      expect.stringMatching(/nothing listens at 127\.0\.0\.1:\d+ \(ECONNREFUSED\)/),
    );
  });

  it('that arrives during shutdown was not sent', async () => {
    const whmcs = await heldWhmcs();
    const client = clientOf(whmcs.url);
    const first = version({ client });
    const request = await whmcs.next();
    const closed = client.close();
    expect(await failureOf(rename({ client }, 'Grace'))).toMatchObject({ name: 'UnreachableError', sent: false });
    request.answer({ whmcs: {} });
    await Promise.all([first, closed]);
    expect(await failureOf(rename({ client }, 'Grace'))).toMatchObject({ name: 'UnreachableError', sent: false });
    expect(whmcs.seen).toBe(1);
  });

  it('that WHMCS refuses keeps WHMCS’s text', async () => {
    const whmcs = await rig();
    const missing = { deptid: 99_999, subject: 'Hello', message: 'Hi', clientid: 1 };
    const error = await failureOf(whmcs.client.call(OpenTicket, missing, asking()));
    expect(error).toMatchObject({ name: 'MissingError', reason: expect.stringMatching(/department/i) });
  });
});
