import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Fault, FaultKind } from '../../src/simulator/index.ts';
import { Caller, part, type Fields } from './support.ts';

let whmcs: Caller;
beforeAll(async () => {
  whmcs = await Caller.start({ clients: 8 });
});
afterEach(async () => {
  whmcs.simulator.heal();
  // Let the aborted call end at its caller first: the next call must not be mistaken for a hanging one.
  await vi.waitUntil(() => whmcs.simulator.calls.hanging === 0, { interval: 2, timeout: 120_000 });
});
afterAll(() => whmcs.simulator.close());

const note = (): string => whmcs.simulator.world.clients.get(1)?.notes ?? '';

/** Sends a write under a fault; returns the answer, and whether the write happened. */
async function write(fault: Fault): Promise<{ status: number; type: string | null; body: string; happened: boolean }> {
  const notes = `${fault.kind} ${Math.random()}`;
  whmcs.simulator.fail(fault);
  const { identifier, secret } = whmcs.simulator.credential;
  const body = new URLSearchParams({
    identifier,
    secret,
    action: 'UpdateClient',
    responsetype: 'json',
    clientid: '1',
    notes,
  });
  // Aborts hanging answers, and answers that drip for long.
  const caller = new AbortController();
  const isEndless = fault.kind !== 'slow-drip' || Number(fault.latencyMs) > 1;
  const givingUp = setInterval(() => {
    if (isEndless && whmcs.simulator.calls.hanging > 0) caller.abort(new DOMException('too late', 'TimeoutError'));
  }, 2);
  try {
    const response = await fetch(whmcs.endpoint, { method: 'POST', body, signal: caller.signal });
    const text = await response.text();
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      body: text,
      happened: note() === notes,
    };
  } catch (error) {
    const { name } = error as Error;
    return { status: 0, type: null, body: name, happened: note() === notes };
  } finally {
    clearInterval(givingUp);
  }
}

describe('a fault', () => {
  it.each<[FaultKind, number, string, boolean]>([
    ['hang', 0, 'TimeoutError', false],
    ['hang-after', 0, 'TimeoutError', true],
    ['reset-before', 0, 'TypeError', false],
    ['reset-after', 0, 'TypeError', true],
    ['html-200', 200, '<h1>', false],
    ['html-403', 403, '<h1>', false],
    ['html-503', 503, 'Just a moment', false],
    ['status-429', 429, 'Slow down', false],
    ['memory-exhausted', 200, 'Allowed memory size', false],
    ['html-500-after', 500, 'Oops', true],
    ['emitter-500-after', 500, 'EmitterException', true],
    ['php-warning-first', 200, '{"result":"success"', true],
    ['bom', 200, '{"result":"success"', true],
    ['truncated', 200, '{"result":"succ', true],
    ['empty', 200, '', true],
    ['xml', 200, '<whmcsapi', true],
    ['text', 200, 'result=success', true],
    ['json-error', 200, '"result":"error"', false],
    ['json-error-after', 200, '"result":"error"', true],
    ['warning-only', 200, '{"warning":', false],
    ['wrong-credential', 403, 'Invalid or missing credentials', false],
    ['wrong-ip', 403, 'Invalid IP 127.0.0.1', false],
    ['role', 403, 'updateclient', false],
    ['admin-disabled', 403, 'Administrator Account Disabled', false],
    ['status-instead-of-result', 200, '{"status":"success"', true],
    ['slow-drip', 200, '"result":"success"', true],
    ['latency', 200, '"result":"success"', true],
  ])('of kind %s has its own answer and effect', async (kind, status, body, happened) => {
    const answer = await write({ kind, latencyMs: 1 });
    expect(answer).toMatchObject({ status, happened });
    expect(answer.body).toContain(body);
  });

  it('of kind slow-drip outlasts a deadline', async () => {
    expect(await write({ kind: 'slow-drip', latencyMs: 60_000 })).toMatchObject({
      body: 'TimeoutError',
      happened: true,
    });
  });

  it('may have its own message', async () => {
    expect((await write({ kind: 'json-error', message: 'Node down', times: 1 })).body).toContain('Node down');
    const status = await write({ kind: 'status-instead-of-result', message: 'No' });
    expect([JSON.parse(status.body), status.happened]).toEqual([{ status: 'error', message: 'No' }, false]);
  });
});

describe('a malformed list', () => {
  const bent = (kind: FaultKind, fields: Fields = {}) => {
    whmcs.simulator.fail({ kind });
    return whmcs.call('GetInvoices', { userid: 1, limitnum: 2, ...fields });
  };

  it('has no total or a wrong one', async () => {
    expect(await bent('missing-total')).not.toHaveProperty('totalresults');
    whmcs.simulator.heal();
    expect(await bent('zero-total')).toMatchObject({ totalresults: 0, invoices: { invoice: [{}, {}] } });
  });

  it('has flat keys, ids as keys, or one row without a list', async () => {
    expect(await bent('flat-keys')).toMatchObject({ 'invoices[invoice][0][id]': 1001 });
    whmcs.simulator.heal();
    expect(part(await bent('keyed-object'), 'invoices', 'invoice')).toMatchObject({
      1001: { id: 1001 },
      1002: { id: 1002 },
    });
    whmcs.simulator.heal();
    expect(part(await bent('single-object', { limitnum: 1 }), 'invoices', 'invoice')).toMatchObject({ id: 1001 });
  });
});

describe('the queue of faults', () => {
  it('applies to the named actions a number of times, after a number of skipped calls', async () => {
    whmcs.simulator.fail({ kind: 'json-error', action: ['getcurrencies'], skip: 1, times: 2 });
    const results: unknown[] = [];
    for (let count = 0; count < 4; count++) results.push((await whmcs.call('GetCurrencies'))['result']);
    expect(results).toEqual(['success', 'error', 'error', 'success']);
    expect(await whmcs.call('GetPaymentMethods')).toMatchObject({ result: 'success' });
  });

  it('is counted in the call log, which omits credentials', async () => {
    whmcs.simulator.calls.reset();
    whmcs.simulator.fail({ kind: 'html-503', times: 1 });
    await whmcs.send('getclients', { search: 'a' });
    await whmcs.send('GetClients');
    const { calls } = whmcs.simulator;
    expect([calls.total, calls.of('GETCLIENTS'), calls.byAction]).toEqual([2, 2, { GetClients: 2 }]);
    expect(calls.entries[0]).toMatchObject({
      action: 'GetClients',
      params: { action: 'getclients', responsetype: 'json', search: 'a' },
    });
  });
});
