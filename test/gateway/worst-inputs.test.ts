/**
 * No input holds up other requests: arguments and input fields of each type in the schema take a megabyte of
 * worst-case data during repeated GET /health/live. Its worst delay is measured against parsing and printing 1 MiB of JSON.
 */
import { buildClientSchema, getIntrospectionQuery, type IntrospectionQuery } from 'graphql';
import { expect, it } from 'vitest';
import { useServedGateway } from '../support/served-gateway.ts';
import { unit } from '../support/stalls.ts';
import { placesOf, worst, type Place } from '../support/worst-inputs.ts';

/** How many times longer than parsing and printing 1 MiB, which takes some 10 ms, other requests may wait. */
const MOST_TIMES = 12;
/** The test retries, because another process may have caused the delay. */
const ATTEMPTS = 6;

const gateway = useServedGateway({ clients: 10 });

async function tried(place: Place, what: string, value: string, whole: number): Promise<string[]> {
  const body = place.body(value);
  let least = Infinity;
  for (let attempt = 0; attempt < ATTEMPTS && least > MOST_TIMES; attempt++) {
    const { delays, status, text } = await gateway.delaysBeside(body);
    least = Math.min(least, (delays.at(-1) ?? 0) / whole);
    if (status >= 500 || text.includes('"INTERNAL"'))
      return [`${place.name}, ${what}: ${status} ${text.slice(0, 200)}`];
    if (text.length > 200_000) return [`${place.name}, ${what}: answered with ${text.length} characters`];
  }
  return least > MOST_TIMES ? [`${place.name}, ${what}: ${least.toFixed(1)} times`] : [];
}

/** A schema has a thousand positions, and a few dozen ways to read one. */
const FEW = 4;

function fewOfEach(places: readonly Place[]): Place[] {
  const taken = new Map<string, number>();
  return places.filter(({ type }) => {
    const before = taken.get(type) ?? 0;
    taken.set(type, before + 1);
    return before < FEW;
  });
}

it('serves other requests while every input takes a megabyte of worst-case data', async () => {
  const introspected = await gateway.send('/graphql', JSON.stringify({ query: getIntrospectionQuery() }));
  const { data } = JSON.parse(introspected.text) as { data: IntrospectionQuery };
  const places = fewOfEach([...placesOf(buildClientSchema(data))]);
  expect(places.length).toBeGreaterThan(100);
  const faults: string[] = [];
  for (const place of places) {
    const whole = unit();
    for (const [what, value] of worst) faults.push(...(await tried(place, what, value, whole)));
  }
  expect(faults).toEqual([]);
});
