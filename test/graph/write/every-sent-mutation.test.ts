/**
 * Promises of every mutation that sends a command: it is done once, and its outcome reports what has happened. A new mutation
 * is covered here without a line of its own; its peculiarities have tests of their own.
 */
import { afterEach, describe, expect, it } from 'vitest';
import { secretNames } from '../../../src/graph/schema.ts';
import { defaultBreaker } from '../../../src/whmcs/transport/breaker-options.ts';
import { mutations } from '../../../src/graph/write/declare-mutation.ts';
import type { FaultKind } from '../../../src/simulator/index.ts';
import { useGateway } from '../../support/gateway.ts';
import { ask, payloadOf, shownBy, working, type Asked } from '../../support/mutation-asking.ts';
import { otherThan, type Input } from '../../support/mutation-inputs.ts';

/** So many answers are lost here that the circuit breaker would open. */
const breaker = { ...defaultBreaker, failures: 1_000_000, calls: 1_000_000 };

const gateway = useGateway({
  simulator: { clients: 12 },
  gateway: { sharedCache: false, secrets: secretNames, limits: { breaker } },
});

afterEach(() => gateway.simulator.heal());

const sending = [...mutations.values()].flatMap((each) => (each.command ? [{ ...each, command: each.command }] : []));
type Sending = (typeof sending)[number];
const writing = sending.flatMap(({ command, ...each }) => (command.kind === 'write' ? [{ ...each, command }] : []));
const revealing = sending.filter(({ command }) => command.kind === 'read');

/** Mutations that would do harm when repeated take a key. */
const isKeyed = ({ command }: Sending) => command.kind === 'write' && command.repeat !== 'none';
const repeatable = sending.filter((each) => !isKeyed(each));
const keyed = sending.filter(isKeyed);

/** The ending with null for each field that reveals something. */
const withoutSecrets = ({ reveals }: Sending, ending: Asked['ending']): object => ({
  ...ending,
  ...Object.fromEntries(reveals.map((field) => [field, null])),
});

let keys = 0;
const inputOf = async (mutation: Sending): Promise<Input> => ({
  ...(await working(gateway, mutation)),
  ...(isKeyed(mutation) && { idempotencyKey: `key ${++keys}` }),
});

const fail = ({ command }: Sending, kind: FaultKind, message?: string) =>
  gateway.simulator.fail({ kind, action: command.name, times: 1, ...(message !== undefined && { message }) });

const timesSent = ({ command }: Sending, { writes }: Asked) => writes.filter((name) => name === command.name).length;

/** A message with which WHMCS refuses a command before it does anything; null where none is documented. */
const refusalOf = ({ command }: Sending): string | null => {
  // A refused read has changed nothing, whatever the words.
  if (command.kind === 'read') return 'No such value';
  const words = command.refusals.find((each) => typeof each === 'string' && !each.includes('…'));
  return typeof words === 'string' ? words : null;
};

/** Whether reads can prove that it has not happened. */
const provesAbsence = ({ command }: Sending): boolean =>
  command.kind === 'read' || ('note' in command.reconcile && command.reconcile.absenceProves);

/** Other words may come after the act: a read decides, or nobody can. */
const endingOf = (mutation: Sending): RegExp =>
  refusalOf(mutation) === null && !provesAbsence(mutation) ? /^UnknownOutcomeError$/ : /^(?:Refused|NotFound)Error$/;

/** What a command does not always make: an upgrade that costs nothing has no invoice. */
const free: Readonly<Record<string, string>> = { serviceUpgrade: 'invoice' };

it('covers every mutation that sends a command', () => {
  expect(keyed.length).toBeGreaterThan(5);
  expect(repeatable.length).toBeGreaterThan(2);
});

// Run this before any answer is lost: the reconciler would add its reads to the calls.
describe.each(keyed)('$name with a key', (mutation) => {
  it('is done once, and replays its outcome when repeated', async () => {
    const input = await inputOf(mutation);
    const first = await ask(gateway, mutation, input);
    const second = await ask(gateway, mutation, input);
    expect(first.ending?.__typename).toBe(payloadOf(mutation));
    // What is revealed is shown once.
    const kept = withoutSecrets(mutation, first.ending);
    expect([second.ending, second.writes, second.replayed]).toEqual([kept, [], [mutation.name]]);
  });

  it('refuses another input under the same key, and sends nothing', async () => {
    const input = await inputOf(mutation);
    await ask(gateway, mutation, input);
    const { ending, calls } = await ask(gateway, mutation, otherThan(input));
    expect(ending).toMatchObject({ __typename: 'InvalidInputError', path: ['input', 'idempotencyKey'] });
    expect(calls).toEqual([]);
  });
});

describe.each(repeatable)('$name without a key', (mutation) => {
  it('may be repeated', async () => {
    const input = await inputOf(mutation);
    await ask(gateway, mutation, input);
    const second = await ask(gateway, mutation, input);
    expect(second.ending?.__typename).toBe(payloadOf(mutation));
  });
});

describe.each(sending)('$name', (mutation) => {
  it('is sent once, and returns the changed entities', async () => {
    const done = await ask(gateway, mutation, await inputOf(mutation));
    expect(done.ending?.__typename).toBe(payloadOf(mutation));
    expect(timesSent(mutation, done)).toBe(1);
    for (const field of [...shownBy(mutation), ...mutation.reveals].filter((each) => each !== free[mutation.name]))
      expect([field, done.ending?.[field]]).not.toEqual([field, null]);
  });

  it('returns a refusal of WHMCS, and replays it under its key', async () => {
    const input = await inputOf(mutation);
    fail(mutation, 'json-error', refusalOf(mutation) ?? 'Not today');
    const refused = await ask(gateway, mutation, input);
    expect(refused.ending?.__typename).toMatch(endingOf(mutation));
    expect(timesSent(mutation, refused)).toBe(1);
    if (!isKeyed(mutation) || refused.ending?.__typename !== 'RefusedError') return;
    const again = await ask(gateway, mutation, input);
    expect([again.ending, again.writes]).toEqual([refused.ending, []]);
  });
});

describe.each(revealing)('$name, which only reads', (mutation) => {
  it('leaves nothing unknown if the answer is lost, and is not sent again by itself', async () => {
    const input = await inputOf(mutation);
    fail(mutation, 'reset-after');
    const lost = await ask(gateway, mutation, input);
    expect([lost.ending?.__typename, timesSent(mutation, lost)]).toEqual(['NotSentError', 1]);
    expect((await ask(gateway, mutation, input)).ending?.__typename).toBe(payloadOf(mutation));
  });
});

describe.each(writing)('$name', (mutation) => {
  it('has an unknown outcome if the answer is lost, and is not sent again', async () => {
    const input = await inputOf(mutation);
    fail(mutation, 'reset-before');
    const lost = await ask(gateway, mutation, input);
    expect(lost.ending).toMatchObject({ __typename: 'UnknownOutcomeError', command: mutation.command.name });
    expect(timesSent(mutation, lost)).toBe(1);
    if (!isKeyed(mutation)) return;
    const again = await ask(gateway, mutation, input);
    expect([again.ending, again.writes]).toEqual([lost.ending, []]);
  });

  it('never reports "not done" if it was done and the answer is lost, and is not done again', async () => {
    const input = await inputOf(mutation);
    fail(mutation, 'reset-after');
    const lost = await ask(gateway, mutation, input);
    const isProvable = !('never' in mutation.command.reconcile);
    const told = lost.ending?.__typename ?? '';
    // What the test before has left unknown is not done again to the same client.
    if (mutation.command.once && told === 'ConflictError') return expect(lost.writes).toEqual([]);
    expect(isProvable ? [payloadOf(mutation), 'UnknownOutcomeError'] : ['UnknownOutcomeError']).toContain(told);
    expect(timesSent(mutation, lost)).toBe(1);
    if (!isKeyed(mutation)) return;
    const again = await ask(gateway, mutation, input);
    expect([again.ending, again.writes]).toEqual([lost.ending, []]);
  });
});
