/** The log lines of failed WHMCS calls: immediate, grouped when they repeat, and without secrets. */
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { callLog } from '../../../src/gateway/observe/call-log.ts';
import { createLog } from '../../../src/gateway/observe/log.ts';
import type { EndedCall } from '../../../src/whmcs/client.ts';
import {
  AbandonedError,
  CircuitOpenError,
  MissingError,
  WhmcsRefusal,
  TimedOutError,
  UnauthorizedError,
  UnexpectedAnswerError,
  LostAnswer,
  UnreachableError,
} from '../../../src/whmcs/errors.ts';
import { defaultBreaker as breaker } from '../../../src/whmcs/transport/breaker-options.ts';
import { startTestGateway } from '../../support/gateway.ts';

/** A log of this level, and its lines. */
function logged(level: string) {
  let text = '';
  const log = createLog({ level, secrets: [] }, { write: (lines) => void (text += lines) });
  const lines = () =>
    text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { log, lines, of: (msg: string) => lines().filter((line) => line['msg'] === msg) };
}

const call = (error: unknown, more: Partial<EndedCall> = {}): EndedCall => ({
  command: 'GetInvoices',
  kind: 'read',
  attempts: 3,
  ms: 812.4,
  error,
  ...more,
});

const down = new UnreachableError('GetInvoices', 'WHMCS is unreachable: nothing listens at billing.example.com', {
  sent: false,
  transient: true,
  cause: Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }),
});
const page = new UnexpectedAnswerError('GetInvoices', 'html', 503, 'an HTML page titled "Maintenance" (HTTP 503)');

/** The lines written by the end of this turn of the event loop. */
const written = () => vi.advanceTimersByTimeAsync(1);

describe('a failed call', () => {
  afterEach(() => void vi.useRealTimers());

  const told = async (...calls: EndedCall[]) => {
    vi.useFakeTimers();
    const { log, lines } = logged('warn');
    const { called } = callLog(log);
    for (const each of calls) called(each);
    await written();
    return lines();
  };

  it('is logged as a warning with its cause, as a fixed code and as a sentence', async () => {
    expect(await told(call(down), call(page))).toMatchObject([
      {
        level: 'warn',
        msg: 'whmcs call failed',
        command: 'GetInvoices',
        code: 'WHMCS_UNREACHABLE',
        detail: 'ECONNREFUSED',
        attempts: 3,
        ms: 812,
        reason: 'WHMCS is unreachable: nothing listens at billing.example.com',
      },
      { code: 'WHMCS_UNEXPECTED_ANSWER', detail: 'html', httpStatus: 503, reason: page.message },
    ]);
  });

  it.each([
    ['no answer in time', new TimedOutError('x', 'hung'), 'WHMCS_UNREACHABLE', 'timeout'],
    ['a wrong credential', new UnauthorizedError('x', 'credential', 'check it'), 'WHMCS_UNAUTHORIZED', 'credential'],
    ['a refused read', new WhmcsRefusal('x', 'Invalid sort order'), 'WHMCS_REFUSED', 'refused'],
  ])('is logged: %s', async (_, error, code, detail) => {
    expect(await told(call(error))).toMatchObject([{ code, detail, reason: error.message }]);
  });

  it.each([
    ['success', call(null)],
    ['a missing entity', call(new MissingError('x', 'Invoice ID Not Found'))],
    ['a refused write, which its caller gets as a result', call(new WhmcsRefusal('x', 'no'), { kind: 'write' })],
    ['an unknown outcome, which is logged with its operation', call(new LostAnswer('x', down))],
    ['a call that the breaker did not send', call(new CircuitOpenError('x', 'installation', 100))],
    ['a caller that disconnected', call(new AbandonedError('x', 'gone'))],
  ])('is not logged: %s', async (_, each) => {
    expect(await told(each)).toEqual([]);
  });

  it('is logged at once, and repeats are summed into one line a minute', async () => {
    vi.useFakeTimers();
    const { log, lines } = logged('warn');
    const calls = callLog(log);
    for (let index = 0; index < 500; index++) calls.called(call(down));
    for (let index = 0; index < 500; index++) calls.called(call(down, { command: 'GetTickets' }));
    await written();
    expect(lines().map(({ command, times }) => [command, times])).toEqual([
      ['GetInvoices', undefined],
      ['GetTickets', undefined],
    ]);
    await vi.advanceTimersByTimeAsync(60_000);
    await written();
    expect(lines().slice(2)).toMatchObject([
      { command: 'GetInvoices', times: 499, reason: down.message },
      { command: 'GetTickets', times: 499 },
    ]);
    calls.called(call(down));
    await vi.advanceTimersByTimeAsync(30_000);
    await written();
    expect(lines()).toHaveLength(4);
    // Counts that are not logged yet are logged at shutdown.
    calls.close();
    await written();
    expect(lines().slice(4)).toMatchObject([{ command: 'GetInvoices', times: 1 }]);
    // After a quiet minute the next failure is logged at once.
    calls.called(call(down));
    await written();
    expect(lines()).toHaveLength(6);
  });
});

describe('with a failing WHMCS', () => {
  it('logs status and page title with the request id, and the calls that opened the breaker', async () => {
    const { log, of } = logged('info');
    const gateway = await startTestGateway({
      gateway: { log, sharedCache: false, limits: { breaker: { ...breaker, failures: 2 } } },
    });
    onTestFinished(() => gateway.close());
    gateway.simulator.fail({ kind: 'html-503' });
    await gateway.execute('{ currencies { code } }', {}, { headers: { 'x-request-id': 'request-1' } });
    await gateway.execute('{ paymentMethods { module } }');
    await gateway.execute('{ products { name } }');
    await expect.poll(() => of('circuit breaker changed')).not.toEqual([]);
    const reason = expect.stringMatching(/an HTML page titled ".+" \(HTTP 503\)/) as string;
    const failure = { code: 'WHMCS_UNEXPECTED_ANSWER', detail: 'html', httpStatus: 503, reason };
    expect(of('whmcs call failed')[0]).toMatchObject({ level: 'warn', command: 'GetCurrencies', ...failure });
    expect(of('circuit breaker changed')[0]).toMatchObject({ scope: 'installation', state: 'open', cause: failure });
    expect(of('operation')[0]).toMatchObject({
      requestId: 'request-1',
      errors: ['WHMCS_UNEXPECTED_ANSWER'],
      causes: [reason],
    });
  });

  it('logs each call at debug level without its parameters', async () => {
    const { log, of, lines } = logged('debug');
    const gateway = await startTestGateway({ gateway: { log } });
    onTestFinished(() => gateway.close());
    await gateway.execute('{ clients(search: "planted-words") { totalCount } }');
    gateway.simulator.fail({ kind: 'json-error', message: 'No such currency', times: 1 });
    await gateway.execute('{ currencies { code } }');
    await expect.poll(() => of('whmcs call')).toHaveLength(2);
    expect(of('whmcs call')).toMatchObject([
      { level: 'debug', command: 'GetClients', attempts: 1, outcome: 'ok', ms: expect.any(Number) as number },
      { command: 'GetCurrencies', outcome: 'failed', code: 'WHMCS_REFUSED', reason: expect.any(String) as string },
    ]);
    expect(JSON.stringify(lines())).not.toContain('planted-words');
  });
});
