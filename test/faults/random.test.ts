/**
 * Payments, orders and suspends under random faults: the ledger never holds a duplicate, every verdict is right or honestly unknown,
 * and no record is lost. `npm run test:long` runs ten times as many; TEST_SEED repeats a failure, or tries another seed.
 */
import fc from 'fast-check';
import { expect, it, onTestFinished, vi } from 'vitest';
import { defaultLimits } from '../../src/config/limits.ts';
import type { Journal } from '../../src/journal/journal.ts';
import { memoryJournal } from '../../src/journal/memory.ts';
import { reconciler } from '../../src/journal/reconcile/reconciler.ts';
import { startSimulator } from '../../src/simulator/index.ts';
import { defaultBreaker } from '../../src/whmcs/transport/breaker-options.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { asking, clientOf } from '../whmcs/rig.ts';
import { actOf, plans } from './random-acts.ts';
import { askForAll, isNothing, isUnknown, type Asked } from './random-callers.ts';
import { operationsOf, wrongsIn } from './random-verdicts.ts';

const MUTATIONS = process.env['TEST_LONG'] ? 10_000 : 1_000;
const SEED = Number(process.env['TEST_SEED'] ?? 1);
/** Parallel installations, and concurrent acts in each. */
const RIGS = 8;
const LANES = 6;
const DEADLINE_MS = 300;
const MINUTE = 60_000;

/** Without these faults the test would prove nothing. */
const underFaults = [
  'ANSWER',
  'READING',
  'INFERENCE',
  'UNKNOWN',
  'REFUSED',
  'lost',
  'NotSentError',
  'UnknownOutcomeError',
  'RefusedError',
  'ConflictError',
  'InvoicePaymentAddPayload',
  'OrderAddPayload',
  'ServiceSuspendPayload',
];

interface Rig {
  readonly gateway: TestGateway;
  readonly journal: Journal;
  readonly asked: Asked[];
}

async function rig(): Promise<Rig> {
  const simulator = await startSimulator({ clients: 8 });
  const journal = memoryJournal();
  // The breaker opens often, and for moments.
  const breaker = { ...defaultBreaker, pauseMs: 50, mostPauseMs: 200 };
  // Callers and gateways share one event loop: a response that seems slow to arrive has only not been read yet.
  const patience = { headersMs: 60 * MINUTE, requestMs: 60 * MINUTE };
  const gateway = await startTestGateway({
    simulator,
    whmcs: { timeoutMs: DEADLINE_MS, writeTimeoutMs: DEADLINE_MS, maxConcurrency: 8 },
    gateway: { journal, limits: { ...defaultLimits, ...patience, breaker } },
  });
  onTestFinished(async () => {
    await gateway.close();
    await simulator.close();
  });
  return { gateway, journal, asked: [] };
}

/** Sends all planned acts, a few at once; a fault hits whichever act comes first. */
async function perform({ gateway, asked }: Rig, number: number): Promise<void> {
  const { simulator } = gateway;
  const planned = fc.sample(plans, { seed: SEED * 1_000 + number, numRuns: MUTATIONS / RIGS }).entries();
  const lane = async (): Promise<void> => {
    for (const [index, plan] of planned) {
      const mark = `r${number}-${index}`;
      const act = actOf(simulator, plan, mark);
      const one: Asked = { mark, plan, act, replies: [], last: [], falseReplies: [] };
      asked.push(one);
      if (plan.readFault) simulator.fail(plan.readFault);
      if (plan.fault) simulator.fail({ kind: plan.fault, action: act.command, times: 1 });
      await askForAll(gateway, one);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

/** A caller with an unknown outcome, or with "nothing happened", retries once. */
async function performAgain({ gateway, asked }: Rig): Promise<void> {
  const disappointed = asked.filter(({ last }) => last.some((each) => isUnknown(each) || isNothing(each)));
  for (const each of disappointed) await askForAll(gateway, each);
}

/** An hour of reconciliation, in a moment. */
async function reconcile({ gateway: { simulator }, journal }: Rig): Promise<void> {
  const client = clientOf(simulator.url, simulator.credential);
  let now = performance.now();
  const reconciling = reconciler({
    journal,
    read: () => async (command, params) => (await client.call(command, params, asking())).answer,
    quietMs: 15 * MINUTE,
    forMs: 24 * 60 * MINUTE,
    report: () => undefined,
    now: () => now,
  });
  for (let minute = 0; minute < 60; minute++) {
    now += MINUTE;
    await reconciling.round();
  }
  await reconciling.close();
  await client.close();
}

/** Cases that make up at least one percent: states, ways to know them, and responses. */
async function oftenIn(rigs: readonly Rig[]): Promise<string[]> {
  const operations = (await Promise.all(rigs.map(({ gateway }) => operationsOf(gateway)))).flat();
  const replies = rigs.flatMap(({ asked }) => asked.flatMap((each) => each.replies));
  const names = [
    ...operations.flatMap(({ state, knownBy }) => [state, knownBy ?? 'nobody knows']),
    ...replies.map(({ __typename }) => __typename),
  ];
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].flatMap(([name, count]) => (count >= MUTATIONS / 100 ? name : []));
}

it(`${MUTATIONS} of seed ${SEED}`, { timeout: MUTATIONS * 1_500 }, async () => {
  // Retries without delays.
  vi.spyOn(Math, 'random').mockReturnValue(0);
  const rigs = await Promise.all(Array.from({ length: RIGS }, rig));
  const wrongs = async () => (await Promise.all(rigs.map(({ gateway, asked }) => wrongsIn(gateway, asked)))).flat();
  const sent = () => rigs.flatMap(({ asked }) => asked.map(({ act }) => act.sent()));

  await Promise.all(rigs.map(perform));
  for (const { gateway } of rigs) gateway.simulator.heal();
  expect(await wrongs()).toEqual([]);
  expect(await oftenIn(rigs)).toEqual(expect.arrayContaining(underFaults));

  const before = sent();
  await Promise.all(rigs.map(reconcile));
  expect(sent()).toEqual(before);
  expect(await wrongs()).toEqual([]);
  expect(await oftenIn(rigs)).toContain('NOT_APPLIED');

  await Promise.all(rigs.map(performAgain));
  expect(await wrongs()).toEqual([]);
});
