/** Remote reads: how many slots they get beside ordinary reads and writes, their timeout, and their retries. */
import { describe, expect, it } from 'vitest';
import { DomainGetNameservers } from '../../../src/whmcs/commands/domains.ts';
import { TimedOutError } from '../../../src/whmcs/errors.ts';
import { breaker, INSTALLATION } from '../../../src/whmcs/transport/breaker.ts';
import { asking, clientOf, failureOf, heldWhmcs, version } from '../rig.ts';
import { queueOf } from './queue-rig.ts';

const remote = { kind: 'remote' } as const;
const write = { kind: 'write' } as const;

describe('the slots of remote reads', () => {
  it('are two, whatever the limit', async () => {
    const queue = queueOf(8, 9);
    for (const name of ['a', 'b', 'c']) void queue.add(name, remote);
    await queue.settled();
    expect(queue.active).toEqual(['a', 'b']);
    void queue.add('read');
    await queue.settled();
    expect(queue.active).toEqual(['a', 'b', 'read']);
    await queue.end('a');
    expect(queue.active).toEqual(['b', 'read', 'c']);
    await queue.drain();
  });

  it('leave one to ordinary reads beside writes', async () => {
    const queue = queueOf(4, 9);
    for (const name of ['a', 'b']) void queue.add(name, remote);
    for (const name of ['write 1', 'write 2']) void queue.add(name, write);
    void queue.add('read');
    await queue.settled();
    expect(queue.active).toEqual(['a', 'b', 'write 1', 'read']);
    await queue.drain();
    expect(queue.begun).toContain('write 2');
  });

  it('are not taken while a write waits that could start', async () => {
    const queue = queueOf(3, 9);
    void queue.add('a', remote);
    for (const name of ['read 1', 'read 2']) void queue.add(name);
    await queue.settled();
    for (const name of ['b', 'c']) void queue.add(name, remote);
    void queue.add('write', write);
    await queue.end('a');
    expect(queue.active).toEqual(['read 1', 'read 2', 'write']);
    await queue.drain();
  });

  it('are not kept from them by writes that wait for other writes', async () => {
    const queue = queueOf(4, 9);
    for (const name of ['write 1', 'write 2', 'write 3']) void queue.add(name, write);
    void queue.add('a', remote);
    await queue.settled();
    expect(queue.active).toEqual(['write 1', 'write 2', 'a']);
    await queue.drain();
  });

  it('alternate with ordinary reads if there is only one', async () => {
    const queue = queueOf(1, 9);
    for (const name of ['a', 'b']) void queue.add(name, remote);
    for (const name of ['read 1', 'read 2']) void queue.add(name);
    await queue.drain();
    expect(queue.begun).toEqual(['a', 'read 1', 'b', 'read 2']);
  });
});

const nameservers = (client: ReturnType<typeof clientOf>, ask = asking()) =>
  client.call(DomainGetNameservers, { domainid: 1 }, ask);

it('a remote read has a timeout of its own, and is not retried', async () => {
  const whmcs = await heldWhmcs();
  const client = clientOf(whmcs.url, { timeoutMs: 60_000, remote: { timeoutMs: 100 } });
  const ask = asking();
  const error = await failureOf(nameservers(client, ask));
  expect(error).toMatchObject({ name: 'TimedOutError', message: expect.stringContaining('100 ms') as string });
  expect(ask.sent).toEqual(['DomainGetNameservers']);
});

it('an ordinary read passes two remote ones that hang', async () => {
  const whmcs = await heldWhmcs();
  const client = clientOf(whmcs.url, { maxConcurrency: 4 });
  const held = [1, 2, 3].map(() => nameservers(client));
  const [first, second] = [await whmcs.next(), await whmcs.next()];
  const read = version({ client });
  (await whmcs.next()).answer({ whmcs: { version: '8.13.1' } });
  await read;
  expect(client.load).toMatchObject({ active: 2, queued: 1 });
  first.answer({ ns1: 'a.example' });
  second.answer({ ns1: 'a.example' });
  (await whmcs.next()).answer({ ns1: 'a.example' });
  await Promise.all(held);
});

it('a timeout of a remote read does not open the circuit of the installation', async () => {
  const states: string[] = [];
  const circuits = breaker({
    options: { failures: 1, calls: 1 },
    ceiling: 4,
    onChange: ({ scope, state }) => states.push(`${scope} ${state}`),
    probe: () => Promise.resolve(),
  });
  for (const name of ['DomainGetNameservers', 'DomainGetLockingStatus']) {
    const command = { name, kind: 'read', remote: 'registrar' } as const;
    const question = { command, signal: new AbortController().signal, failure: null };
    const slow = () => Promise.reject(new TimedOutError(name, 'too slow'));
    await failureOf(circuits.execute(question, (atTurn) => atTurn(slow)));
  }
  expect(states.filter((state) => state.startsWith(INSTALLATION))).toEqual([]);
  expect(states).toContain('DomainGetNameservers open');
});
