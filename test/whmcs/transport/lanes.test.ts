import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GetCurrencies, GetPaymentMethods, WhmcsDetails } from '../../../src/whmcs/commands/system.ts';
import { BusyError } from '../../../src/whmcs/errors.ts';
import { laneTicket } from '../../../src/whmcs/transport/lane.ts';
import type { Http } from '../../../src/whmcs/transport/http.ts';
import { PATIENCE } from '../../../src/whmcs/transport/lanes.ts';
import { queueOf } from './queue-rig.ts';
import { asking, clientOf, failureOf, heldWhmcs, rename, version, withoutPauses } from '../rig.ts';

const background = () => ({ turn: laneTicket('background') });
const write = { kind: 'write' } as const;
const numbered = (name: string, count: number) => Array.from({ length: count }, (_, index) => `${name} ${index}`);

describe('an interactive call', () => {
  it('goes before background calls, however long they have waited; each lane keeps its order', async () => {
    const queue = queueOf(1, 9);
    void queue.add('first');
    for (const name of ['job 1', 'job 2']) void queue.add(name, background());
    for (const name of ['page 1', 'page 2']) void queue.add(name, { turn: laneTicket('interactive') });
    void queue.add('page 3');
    expect(queue.slots).toMatchObject({ active: 1, queued: 5, background: 2 });
    await queue.drain();
    expect(queue.begun).toEqual(['first', 'page 1', 'page 2', 'page 3', 'job 1', 'job 2']);
    expect(queue.slots).toMatchObject({ active: 0, queued: 0, background: 0 });
  });

  it('takes the place of the youngest background call if the queue is full', async () => {
    const queue = queueOf(1, 3);
    void queue.add('first');
    void queue.add('page 1');
    void queue.add('job 1', background());
    const pushedOut = failureOf(queue.add('job 2', background()));
    void queue.add('page 2');
    expect(await pushedOut).toMatchObject({ name: 'BusyError', command: 'job 2', upstream: false, retryAfterMs: 900 });
    expect(queue.slots).toMatchObject({ queued: 3, background: 1 });
    expect(await failureOf(queue.add('job 3', background()))).toMatchObject({ name: 'BusyError', command: 'job 3' });
    await queue.drain();
    expect(queue.begun).toEqual(['first', 'page 1', 'page 2', 'job 1']);
  });

  it('is refused if the queue is full of interactive calls', async () => {
    const queue = queueOf(1, 2);
    for (const name of numbered('page', 3)) void queue.add(name);
    expect(await failureOf(queue.add('page 3'))).toMatchObject({ name: 'BusyError', command: 'page 3' });
    await queue.drain();
    expect(queue.begun).toEqual(numbered('page', 3));
  });
});

describe('a call in the background', () => {
  it('has its turn after so many interactive calls, also at a limit of one', async () => {
    const queue = queueOf(1, 99);
    void queue.add('first');
    for (const name of numbered('job', 3)) void queue.add(name, background());
    for (const name of numbered('page', PATIENCE * 2 + 1)) void queue.add(name);
    await queue.drain();
    const pages = numbered('page', PATIENCE * 2 + 1);
    expect(queue.begun).toEqual([
      'first',
      ...pages.slice(0, PATIENCE),
      'job 0',
      ...pages.slice(PATIENCE, PATIENCE * 2),
      'job 1',
      ...pages.slice(PATIENCE * 2),
      'job 2',
    ]);
  });

  it('is passed over by its own count: earlier calls do not count', async () => {
    const queue = queueOf(1, 99);
    for (const name of numbered('page', PATIENCE + 2)) void queue.add(name);
    for (const name of numbered('page', PATIENCE + 1)) await queue.end(name);
    void queue.add('job', background());
    void queue.add('next page');
    await queue.drain();
    expect(queue.begun.slice(-2)).toEqual(['next page', 'job']);
  });

  it('that writes has its turn although background reads had theirs', async () => {
    const queue = queueOf(2, 99);
    void queue.add('write 1', write);
    void queue.add('write 2', write);
    void queue.add('write job', { ...write, ...background() });
    for (const name of numbered('page', PATIENCE + 2)) void queue.add(name);
    void queue.add('read job', background());
    for (const name of numbered('page', PATIENCE + 1)) await queue.end(name);
    expect(queue.active).toEqual(['write 1', 'read job']);
    await queue.end('write 1');
    expect(queue.active).toEqual(['read job', 'write job']);
    await queue.drain();
  });

  it('never starves, whatever reads and writes go first', async () => {
    const kind = fc.constantFrom('read', 'write');
    const property = fc.asyncProperty(
      fc.integer({ min: 1, max: 5 }),
      fc.array(kind, { minLength: 1, maxLength: 4 }),
      fc.infiniteStream(kind),
      async (capacity, jobs, stream) => {
        const queue = queueOf(capacity, 99);
        let pages = 0;
        const page = () => queue.add(`page ${pages++}`, { kind: stream.next().value });
        for (let each = 0; each < capacity + 5; each++) void page();
        for (const [index, job] of jobs.entries()) void queue.add(`job ${index}`, { kind: job, ...background() });
        const waits = () => jobs.some((_, index) => !queue.begun.includes(`job ${index}`));
        // Writes have as little as half of the starts where all are writes, and half of the slots.
        const bound = (PATIENCE + 1) * (jobs.length + 1) * 4 + capacity;
        for (let ended = 0; waits() && ended < bound; ended++) {
          void page();
          await queue.end(queue.active[0] ?? '');
        }
        expect(waits()).toBe(false);
      },
    );
    await fc.assert(property, { numRuns: 60 });
  });
});

describe('promotion', () => {
  it('moves a waiting call to where it would stand had it been interactive from the start', async () => {
    const queue = queueOf(1, 9);
    void queue.add('first');
    void queue.add('page 1');
    const [joined, alone] = [laneTicket('background'), laneTicket('background')];
    void queue.add('job 1', { turn: alone });
    void queue.add('job 2', { turn: joined });
    void queue.add('page 2');
    joined.promote();
    joined.promote();
    expect([joined.lane, alone.lane]).toEqual(['interactive', 'background']);
    expect(queue.slots).toMatchObject({ queued: 4, background: 1 });
    await queue.drain();
    expect(queue.begun).toEqual(['first', 'page 1', 'job 2', 'page 2', 'job 1']);
  });

  it('keeps a call from being evicted from a full queue', async () => {
    const queue = queueOf(1, 1);
    const joined = laneTicket('background');
    void queue.add('first');
    void queue.add('job', { turn: joined });
    joined.promote();
    expect(await failureOf(queue.add('page'))).toBeInstanceOf(BusyError);
    await queue.drain();
    expect(queue.begun).toEqual(['first', 'job']);
  });
});

describe('writes', () => {
  it('hold at most half of the slots, so that reads pass four that take minutes', async () => {
    const queue = queueOf(4, 99);
    for (const name of numbered('create', 4)) void queue.add(name, write);
    for (const name of numbered('read', 6)) void queue.add(name);
    expect(queue.active).toEqual(['create 0', 'create 1', 'read 0', 'read 1']);
    for (const name of numbered('read', 6)) await queue.end(name);
    expect(queue.active).toEqual(['create 0', 'create 1']);
    expect(queue.slots.queued).toBe(2);
    await queue.drain();
    expect(queue.begun).toHaveLength(10);
  });

  it('leave all slots to reads if there are no writes, and have their turn among them', async () => {
    const queue = queueOf(4, 99);
    for (const name of numbered('read', 5)) void queue.add(name);
    expect(queue.active).toHaveLength(4);
    void queue.add('write', write);
    void queue.add('read 5');
    await queue.end('read 0');
    await queue.end('read 1');
    expect(queue.begun.slice(4)).toEqual(['read 4', 'write']);
    await queue.drain();
  });

  it('and reads take turns at a limit of one', async () => {
    const queue = queueOf(1, 99);
    for (const name of numbered('write', 3)) void queue.add(name, write);
    for (const name of numbered('read', 2)) void queue.add(name);
    void queue.add('job', background());
    await queue.drain();
    expect(queue.begun).toEqual(['write 0', 'read 0', 'write 1', 'read 1', 'write 2', 'job']);
  });

  it('do not block reads when the limit has fallen below them', async () => {
    const capacity = { current: 4, ceiling: 4 };
    const queue = queueOf(capacity, 99);
    for (const name of numbered('create', 2)) void queue.add(name, write);
    for (const name of numbered('read', 4)) void queue.add(name);
    capacity.current = 1;
    await queue.end('read 0');
    expect(queue.active).toEqual(['create 0', 'create 1', 'read 1']);
    await queue.end('read 1');
    expect(queue.active).toEqual(['create 0', 'create 1', 'read 2']);
    await queue.drain();
    expect(queue.begun).toHaveLength(6);
  });
});

describe('a client', () => {
  it('answers reads while four writes take minutes', async () => {
    const whmcs = await heldWhmcs();
    const client = clientOf(whmcs.url, { maxConcurrency: 4 });
    const writes = ['Ada', 'Grace', 'Edsger', 'Barbara'].map((name) => rename({ client }, name));
    const held = [await whmcs.next(), await whmcs.next()];
    for (let read = 0; read < 5; read++) {
      const asked = version({ client });
      (await whmcs.next()).answer({ whmcs: {} });
      await asked;
    }
    expect(client.load).toMatchObject({ limit: 4, active: 2, queued: 2 });
    for (const write of held) write.answer({ clientid: 1 });
    for (const _ of held) (await whmcs.next()).answer({ clientid: 1 });
    await Promise.all(writes);
  });

  it('keeps a promotion for the next attempt', async () => {
    withoutPauses();
    const sent: string[] = [];
    let answer: (status: number, text: string) => void = () => undefined;
    const http: Http = {
      post(command) {
        sent.push(command);
        return new Promise((resolve) => {
          answer = (status, text) => resolve({ status, text, retryAfterMs: undefined });
        });
      },
      close: () => Promise.resolve(),
    };
    const client = clientOf('http://whmcs.test', { maxConcurrency: 1 }, () => http);
    const joined = laneTicket('background');
    const calls = [
      client.call(WhmcsDetails, {}, { ...asking(), turn: joined }),
      client.call(GetCurrencies, {}, { ...asking(), ...background() }),
      client.call(GetPaymentMethods, {}, { ...asking(), ...background() }),
    ];
    expect(client.load).toMatchObject({ active: 1, queued: 2, background: 2 });
    answer(503, '<html>');
    await expect.poll(() => sent).toHaveLength(2);
    await expect.poll(() => client.load).toMatchObject({ active: 1, queued: 2, background: 2 });
    joined.promote();
    expect(client.load).toMatchObject({ queued: 2, background: 1 });
    for (let call = 2; call <= 4; call++) {
      await expect.poll(() => sent).toHaveLength(call);
      answer(200, '{"result":"success","whmcs":{}}');
    }
    await Promise.all(calls);
    expect(sent).toEqual(['WhmcsDetails', 'GetCurrencies', 'WhmcsDetails', 'GetPaymentMethods']);
  });
});
