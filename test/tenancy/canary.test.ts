/**
 * No viewer sees a byte of another client's data. Random valid operations run on an installation with a canary in every foreign text:
 * with a cold cache, a warm one, and one that staff have warmed. `npm run test:long` runs more of them.
 */
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { actions } from '../../src/access/permissions.ts';
import { configured } from '../../src/access/viewer.ts';
import { createLog } from '../../src/gateway/observe/log.ts';
import { mutationNames, schema } from '../../src/graph/schema.ts';
import { variantsOf } from '../../src/graph/schema-kit/variants.ts';
import { startSimulator } from '../../src/simulator/index.ts';
import { CANARY, plantCanaries } from '../support/canaries.ts';
import { startTestGateway, usualTokens, type TestGateway } from '../support/gateway.ts';
import { RandomOperation, type Draw } from '../support/random-operation.ts';

const OPERATIONS = process.env['TEST_LONG'] ? 10_000 : 2_000;

/** Each viewer runs with these, one after the other. */
const PER_RUN = 10;

/** For each of three viewers, cold and warm. */
const RUNS = Math.ceil(OPERATIONS / 6 / PER_RUN);

/** A partner with every permission that partners may have. */
const mighty = configured({
  name: 'mighty partner',
  role: 'PARTNER',
  clients: [2, 3],
  allow: [...actions, ...mutationNames],
});
const viewers = [...usualTokens.filter(({ token }) => token !== 'staff'), { token: 'mighty', viewer: mighty }];

interface Scene {
  readonly gateway: TestGateway;
  /** All output of the gateway. */
  readonly seen: string[];
}

async function scene(own: readonly number[], sharedCache: boolean): Promise<Scene> {
  const simulator = await startSimulator({ clients: 12 });
  plantCanaries(simulator.world, own);
  const seen: string[] = [];
  const log = createLog({ level: 'trace', secrets: [] }, { write: (line) => void seen.push(line) });
  const gateway = await startTestGateway({
    simulator,
    tokens: [{ token: 'mighty', viewer: mighty }],
    gateway: { sharedCache, log, limits: { callsPerMinute: { STAFF: null, PARTNER: null, CLIENT: null } } },
  });
  onTestFinished(async () => {
    await gateway.close();
    await simulator.close();
  });
  return { gateway, seen };
}

async function ask(
  { gateway, seen }: Scene,
  query: string,
  as: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<boolean> {
  const response = await gateway.fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${as}`, ...headers },
    body: JSON.stringify({ query }),
  });
  const text = await response.text();
  if (as !== 'staff') seen.push(text, JSON.stringify([...response.headers]));
  return text.startsWith('{"data":{');
}

const wishes = (draw: Draw): Record<string, string> => ({
  ...(draw(6) === 0 && { 'x-gateway-client': String(1 + draw(12)) }),
  ...(draw(6) === 0 && { 'x-gateway-explain': draw(2) === 0 ? 'only' : 'plan' }),
  ...(draw(8) === 0 && { 'cache-control': 'no-cache' }),
});

describe.each(viewers)('a $viewer.name', ({ token: as, viewer }) => {
  it.each([
    ['cold', false],
    ['warm, also after staff', true],
  ] as const)('sees no canary, %s', async (_, isWarm) => {
    const where = await scene(viewer.clients ?? [], isWarm);
    const { world } = where.gateway.simulator;
    let operations = 0;
    let answered = 0;
    const some = async (draw: Draw): Promise<void> => {
      const random = new RandomOperation(variantsOf(schema)(viewer), world, draw);
      for (let each = 0; each < PER_RUN; each++) {
        const query = draw(6) === 0 ? random.mutation() : random.query();
        if (isWarm && draw(2) === 0) await ask(where, query, 'staff');
        const headers = wishes(draw);
        let hasData = false;
        for (let times = isWarm ? 2 : 1; times > 0; times--) hasData = await ask(where, query, as, headers);
        if (hasData) answered++;
        operations++;
      }
      const found = where.seen.filter((text) => text.includes(CANARY));
      expect(found).toEqual([]);
      where.seen.length = 0;
    };
    await fc.assert(
      fc.asyncProperty(fc.gen(), (value) => some((limit) => value(fc.nat, { max: limit - 1 }))),
      { numRuns: RUNS, seed: 4, endOnFailure: true },
    );
    expect(operations).toBe(RUNS * PER_RUN);
    // An operation that is refused whole shows little.
    expect(answered).toBeGreaterThan(operations / 2);
    expect(await (await where.gateway.fetch('/metrics')).text()).not.toContain(CANARY);
  });

  it('would fail if one leaked: staff do see canaries', async () => {
    const { gateway } = await scene(viewer.clients ?? [], true);
    const { data } = await gateway.execute('{ clients(first: 12) { nodes { fullName email } } }');
    expect(JSON.stringify(data)).toContain(CANARY);
  });
});
