import { describe, expect, it } from 'vitest';
import { health } from '../../../src/gateway/observe/health.ts';
import {
  BusyError,
  CircuitOpenError,
  WhmcsRefusal,
  TimedOutError,
  UnauthorizedError,
  UnreachableError,
} from '../../../src/whmcs/errors.ts';
import { memoryJournal } from '../../../src/journal/memory.ts';
import type { WhmcsClient } from '../../../src/whmcs/client.ts';
import { startTestGateway, useGateway } from '../../support/gateway.ts';
import { stubSchema } from '../stub-schema.ts';

const unreachable = new UnreachableError('GetCurrencies', 'nothing listens', { sent: false, transient: true });

/** A client whose calls all end in the same way. */
function clientThat(outcome: Error | null): WhmcsClient & { asked: number } {
  const client = {
    asked: 0,
    call: () => {
      client.asked++;
      return outcome ? Promise.reject(outcome) : Promise.resolve({ answer: {}, size: 0 });
    },
    allows: () => true,
    form: () => '',
    load: { limit: 1, active: 0, queued: 0, background: 0 },
    close: () => Promise.resolve(),
  };
  // The probe reads nothing from the answer, for any command.
  return client as unknown as WhmcsClient & { asked: number };
}

describe('readiness', () => {
  it.each([
    ['an answer', null, 'up'],
    ['a refusal', new WhmcsRefusal('GetCurrencies', 'no'), 'up'],
    ['a role without the probe', new UnauthorizedError('GetCurrencies', 'role', 'tick it'), 'up'],
    ['a wrong credential', new UnauthorizedError('GetCurrencies', 'credential', 'check it'), 'down'],
    ['a refused address', new UnauthorizedError('GetCurrencies', 'ip', 'add it'), 'down'],
    ['no connection', unreachable, 'down'],
    ['no answer in time', new TimedOutError('GetCurrencies', 'too slow'), 'down'],
    ['a full queue', new BusyError('GetCurrencies', 'full', 100), 'down'],
  ])('is decided by the probe: %s', async (_, outcome, ready) => {
    expect(await health().ready(clientThat(outcome))).toBe(ready);
  });

  it('probes WHMCS once in five seconds, for any number of requests', async () => {
    let now = 0;
    const client = clientThat(unreachable);
    const upstream = health(0, () => now);
    const ask = async () => {
      await Promise.all([upstream.ready(client), upstream.ready(client)]);
      return client.asked;
    };
    expect(await ask()).toBe(1);
    now = 4_999;
    expect(await ask()).toBe(1);
    now = 5_000;
    expect(await ask()).toBe(2);
  });

  it('does not probe while operations get answers', async () => {
    let now = 0;
    const client = clientThat(unreachable);
    const upstream = health(0, () => now);
    upstream.requestEnded({ command: 'GetInvoices', ms: 5, error: null });
    now = 4_999;
    expect([await upstream.ready(client), client.asked]).toEqual(['up', 0]);
    now = 5_000;
    expect([await upstream.ready(client), client.asked]).toEqual(['down', 1]);
  });
});

describe('when WHMCS goes down', () => {
  const upFor = async (outcome: Error, ms: number) => {
    let now = 0;
    const upstream = health(60_000, () => now);
    upstream.requestEnded({ command: 'GetInvoices', ms: 5, error: null });
    now = ms;
    return upstream.ready(clientThat(outcome));
  };

  it.each([
    ['is degraded while memory still answers', unreachable, 59_999, 'degraded'],
    [
      'is degraded while the breaker is open',
      new CircuitOpenError('GetCurrencies', 'installation', 500),
      59_999,
      'degraded',
    ],
    ['is down when memory is too old', unreachable, 60_000, 'down'],
    [
      'is down when WHMCS refuses the credential',
      new UnauthorizedError('GetCurrencies', 'credential', 'check it'),
      59_999,
      'down',
    ],
  ] as const)('%s', async (_, outcome, ms, readiness) => {
    expect(await upFor(outcome, ms)).toBe(readiness);
  });

  it('the open breaker makes it not ready at once, although WHMCS answered a moment ago', async () => {
    const upstream = health(60_000, () => 0);
    upstream.requestEnded({ command: 'GetInvoices', ms: 5, error: null });
    upstream.circuitChanged({ scope: 'GetTickets', state: 'open', pauseMs: 1_000 });
    expect(await upstream.ready(clientThat(unreachable))).toBe('up');
    upstream.circuitChanged({ scope: 'installation', state: 'open', pauseMs: 1_000 });
    // A clock that begins at 0 has probed long ago.
    expect(await upstream.ready(clientThat(unreachable))).toBe('degraded');
  });
});

describe('GET /health/ready', () => {
  const gateway = useGateway({ gateway: { schema: stubSchema } });

  it('is up while WHMCS answers, for one call', async () => {
    const answers = [await gateway.fetch('/health/ready'), await gateway.fetch('/health/ready')];
    expect(await Promise.all(answers.map((answer) => answer.json()))).toEqual([{ status: 'up' }, { status: 'up' }]);
    expect(gateway.simulator.calls.total).toBe(1);
  });

  it('is down without retries while WHMCS fails, and gives the reason in fixed words', async () => {
    const other = await startTestGateway({ simulator: gateway.simulator, gateway: { schema: stubSchema } });
    gateway.simulator.calls.reset();
    gateway.simulator.fail({ kind: 'html-503' });
    const answer = await other.fetch('/health/ready');
    expect([answer.status, await answer.json()]).toEqual([
      503,
      {
        status: 'down',
        cause: {
          command: 'GetCurrencies',
          code: 'WHMCS_UNEXPECTED_ANSWER',
          detail: 'html',
          httpStatus: 503,
          at: expect.stringMatching(/^\d{4}-/) as string,
        },
      },
    ]);
    expect(gateway.simulator.calls.total).toBe(1);
    await other.close();
  });

  it('is degraded while the journal cannot be written, and so are the metrics', async () => {
    let isWritable = false;
    const journal = { ...memoryJournal(), isWritable: () => isWritable };
    const other = await startTestGateway({
      simulator: gateway.simulator,
      gateway: { schema: stubSchema, journal },
    });
    gateway.simulator.heal();
    const now = async () => {
      const answer = await other.fetch('/health/ready');
      const [, figure] = /^gateway_journal_writable (\d)$/m.exec(await (await other.fetch('/metrics')).text()) ?? [];
      const body: unknown = await answer.json();
      return [answer.status, body, figure];
    };
    expect(await now()).toEqual([200, { status: 'degraded', journal: 'unwritable' }, '0']);
    isWritable = true;
    expect(await now()).toEqual([200, { status: 'up' }, '1']);
    await other.close();
  });
});
