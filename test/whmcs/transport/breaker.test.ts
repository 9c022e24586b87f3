import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  BusyError,
  NoCredentialError,
  WhmcsRefusal,
  TimedOutError,
  UnauthorizedError,
  UnexpectedAnswerError,
  UnreachableError,
} from '../../../src/whmcs/errors.ts';
import { breaker, type CircuitChange } from '../../../src/whmcs/transport/breaker.ts';
import { defaultBreaker, type BreakerOptions } from '../../../src/whmcs/transport/breaker-options.ts';
import { failureOf } from '../rig.ts';

beforeEach(() => void vi.spyOn(Math, 'random').mockReturnValue(0));

const reset = new UnreachableError('X', 'the connection broke', { sent: true, transient: true });
const unconnected = new UnreachableError('X', 'nothing listens', { sent: false, transient: true });
const timedOut = new TimedOutError('X', 'no answer');
const page = (status: number) => new UnexpectedAnswerError('X', 'html', status, 'a page');

interface Asked {
  readonly name?: string;
  readonly kind?: 'read' | 'write';
  readonly signal?: AbortSignal;
}

/** A breaker with its own clock, without a client. */
function rig(options: Partial<BreakerOptions> = {}, probe: () => Promise<unknown> = () => Promise.resolve()) {
  let time = 1_000_000;
  const changes: CircuitChange[] = [];
  const it = breaker({ options, ceiling: 4, onChange: (change) => void changes.push(change), probe, now: () => time });
  const attempts: string[] = [];
  /** One attempt at a new request; returns its result. */
  const ask = async (failure: Error | null, { name = 'GetInvoices', kind = 'read', signal }: Asked = {}) => {
    const question = { command: { name, kind }, signal: signal ?? new AbortController().signal, failure: null };
    const attempt = () => {
      attempts.push(name);
      return failure ? Promise.reject(failure) : Promise.resolve('answer');
    };
    return it.execute(question, (atTurn) => atTurn(attempt)).catch((refusal: unknown) => refusal);
  };
  const down = async () => {
    for (let failure = 0; failure < 5; failure++) await ask(reset, { name: failure % 2 ? 'GetInvoices' : 'GetOrders' });
  };
  return { it, ask, down, attempts, changes, pass: (ms: number) => void (time += ms) };
}

const refused = (scope: 'installation' | 'command'): unknown =>
  expect.objectContaining({ name: 'CircuitOpenError', scope });

describe('the breaker opens', () => {
  it.each([
    ['resets', reset],
    ['timeouts', timedOut],
    ['5xx', page(503)],
    ['pages with status 200', page(200)],
    ['firewalls', page(403)],
  ])('after five questions in a row, of two commands: %s', async (_, error) => {
    const { ask, attempts } = rig();
    for (const name of ['A', 'B', 'A', 'B', 'A']) expect(await ask(error, { name })).toBe(error);
    expect(await ask(null, { name: 'C' })).toEqual(refused('installation'));
    expect(attempts).toHaveLength(5);
  });

  it('for one command if only that fails', async () => {
    const { ask } = rig();
    for (let failure = 0; failure < 5; failure++) await ask(timedOut, { name: 'A' });
    expect(await ask(null, { name: 'A' })).toEqual(refused('command'));
    expect(await ask(null, { name: 'B' })).toBe('answer');
  });

  it('for all of them if no connection can be made, for any command', async () => {
    const { ask, changes } = rig();
    for (let failure = 0; failure < 5; failure++) await ask(unconnected, { name: 'A' });
    expect(await ask(null, { name: 'B' })).toEqual(refused('installation'));
    expect(changes).toEqual([{ scope: 'installation', state: 'open', pauseMs: 1_000 }]);
  });

  it('if more than half of the requests of half a minute have failed', async () => {
    const { ask } = rig({ failures: 100 });
    const round = async (error: Error | null) => {
      for (const name of ['A', 'B']) await ask(error, { name });
    };
    for (const error of [null, reset, null, reset, null, reset]) await round(error);
    expect(await ask(null)).toBe('answer');
    await round(reset);
    expect(await ask(null)).toEqual(refused('installation'));
  });

  it('not for earlier failures', async () => {
    const { ask, pass } = rig({ failures: 100 });
    for (let failure = 0; failure < 9; failure++) await ask(reset, { name: failure % 2 ? 'A' : 'B' });
    pass(30_000);
    for (const error of [reset, null, null]) await ask(error, { name: 'C' });
    expect(await ask(null)).toBe('answer');
  });

  it.each([
    ['a refusal', new WhmcsRefusal('X', 'no')],
    ['no right', new UnauthorizedError('X', 'role', 'tick it')],
    ['no credential', new NoCredentialError('X', 'read')],
    ['a full queue', new BusyError('X', 'full', 100)],
    ['429', new BusyError('X', 'patience', 100, true)],
    ['PHP that fails over a long page', new UnexpectedAnswerError('X', 'php', 200, 'out of memory')],
    ['JSON of another shape', new UnexpectedAnswerError('X', 'shape', 200, 'what?')],
  ])('never for %s', async (_, error) => {
    const { ask } = rig();
    for (let failure = 0; failure < 20; failure++) await ask(error, { name: failure % 2 ? 'A' : 'B' });
    expect(await ask(null)).toBe('answer');
  });

  it('never for callers who left, nor for the attempts at one request', async () => {
    const { it: one, ask } = rig();
    const caller = new AbortController();
    caller.abort();
    for (let left = 0; left < 9; left++) await ask(timedOut, { name: left % 2 ? 'A' : 'B', signal: caller.signal });
    const question = {
      command: { name: 'A', kind: 'read' as const },
      signal: new AbortController().signal,
      failure: null,
    };
    for (let again = 0; again < 9; again++)
      await failureOf(one.execute(question, (atTurn) => atTurn(() => Promise.reject(reset))));
    expect(await ask(null)).toBe('answer');
  });

  it('not for all if writes are slow, which depends on registrars and servers', async () => {
    const { ask } = rig();
    for (let slow = 0; slow < 5; slow++)
      await ask(timedOut, { name: slow % 2 ? 'ModuleCreate' : 'DomainRegister', kind: 'write' });
    expect(await ask(null)).toBe('answer');
  });
});

describe('while it is open', () => {
  it('pauses twice as long each time, up to the longest', async () => {
    const { ask, down, pass, changes } = rig();
    await down();
    for (const pauseMs of [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]) {
      expect(changes.at(-1)).toEqual({ scope: 'installation', state: 'open', pauseMs });
      pass(pauseMs - 1);
      expect(await ask(null)).toMatchObject({ name: 'CircuitOpenError', retryAfterMs: 1 });
      pass(1);
      expect(await ask(reset)).toBe(reset);
    }
  });

  it('checks a queued request again when its turn comes', async () => {
    const { it: one, down, attempts } = rig();
    let turn = (): void => undefined;
    const question = {
      command: { name: 'GetTickets', kind: 'read' as const },
      signal: new AbortController().signal,
      failure: null,
    };
    const waits = one.execute(question, async (atTurn) => {
      await new Promise<void>((resolve) => void (turn = resolve));
      return atTurn(() => Promise.resolve('sent'));
    });
    await down();
    const sent = attempts.length;
    turn();
    expect([await failureOf(waits), attempts.length]).toEqual([refused('installation'), sent]);
  });

  it('a request in progress keeps its result, and is not retried', async () => {
    const { it: one, down } = rig();
    const question = {
      command: { name: 'A', kind: 'read' as const },
      signal: new AbortController().signal,
      failure: page(503),
    };
    await down();
    expect(await failureOf(one.execute(question, (atTurn) => atTurn(() => Promise.resolve())))).toBe(question.failure);
  });

  it('a write is never the trial: WHMCS is probed, and the write is sent if that succeeds', async () => {
    const looks: string[] = [];
    const all = rig({}, async () => {
      looks.push('look');
      await all.ask(looks.length > 1 ? null : reset, { name: 'GetCurrencies' });
    });
    const write = () => all.ask(null, { name: 'AddOrder', kind: 'write' });
    await all.down();
    expect([await write(), looks.length]).toEqual([refused('installation'), 0]);
    all.pass(1_000);
    expect(await write()).toMatchObject({ name: 'CircuitOpenError', retryAfterMs: 2_000 });
    expect([looks.length, all.attempts.includes('AddOrder')]).toEqual([1, false]);
    all.pass(2_000);
    expect([await write(), looks.length]).toEqual(['answer', 2]);
  });
});

describe('after the pause', () => {
  it('one request is the trial, then as many run at once as have succeeded', async () => {
    const { it: one, ask, down, pass, changes } = rig();
    await down();
    expect(one.maxConcurrent).toBe(1);
    pass(1_000);
    expect(await ask(null)).toBe('answer');
    expect(changes.map(({ state }) => state)).toEqual(['open', 'half-open', 'closed']);
    expect(one.maxConcurrent).toBe(2);
    await ask(null);
    expect(one.maxConcurrent).toBe(3);
    await ask(null);
    expect(one.maxConcurrent).toBe(Infinity);
  });

  it('the first failure during recovery opens it again, for longer', async () => {
    const { ask, down, pass, changes } = rig();
    await down();
    pass(1_000);
    await ask(null);
    await ask(reset);
    expect(changes.at(-1)).toMatchObject({ state: 'open', pauseMs: 2_000 });
  });

  it('a caller who leaves during the trial leaves it to the next', async () => {
    const { ask, down, pass } = rig();
    await down();
    pass(1_000);
    const caller = new AbortController();
    caller.abort();
    await ask(timedOut, { signal: caller.signal });
    expect(await ask(null)).toBe('answer');
  });

  it('a command waits for the trial of that command', async () => {
    const { it: one, ask, pass } = rig();
    for (let failure = 0; failure < 5; failure++) await ask(timedOut, { name: 'A' });
    pass(1_000);
    let answer = (): void => undefined;
    const question = () => ({
      command: { name: 'A', kind: 'read' as const },
      signal: new AbortController().signal,
      failure: null,
    });
    const first = one.execute(question(), (atTurn) =>
      atTurn(() => new Promise<void>((resolve) => void (answer = resolve))),
    );
    const second = ask(null, { name: 'A' });
    answer();
    await first;
    expect(await second).toBe('answer');
  });

  it('a request from before it opened says nothing about the time after', async () => {
    const { it: one, down, ask } = rig();
    let answer = (): void => undefined;
    const question = {
      command: { name: 'A', kind: 'read' as const },
      signal: new AbortController().signal,
      failure: null,
    };
    const slow = one.execute(question, (atTurn) =>
      atTurn(() => new Promise<void>((resolve) => void (answer = resolve))),
    );
    await down();
    expect(one.maxConcurrent).toBe(2);
    answer();
    await slow;
    expect(one.maxConcurrent).toBe(1);
    expect(await ask(null)).toEqual(refused('installation'));
  });
});

it('has the defaults of docs/configuration.md', () => {
  expect(defaultBreaker).toEqual({
    failures: 5,
    percent: 50,
    calls: 10,
    windowMs: 30_000,
    pauseMs: 1_000,
    mostPauseMs: 30_000,
  });
});
