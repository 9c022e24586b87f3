/**
 * The largest operations that each role may request, answered from memory, do not hold up others. The 99th percentile of the delays of
 * GET /health/live is measured against parsing and printing 1 MiB of JSON, which takes some 10 ms.
 */
import { expect, it } from 'vitest';
import { STAFF, useServedGateway } from '../support/served-gateway.ts';
import { unit } from '../support/stalls.ts';

const MOST_TIMES = 5;
/** The test retries, because another process may have caused the delay. */
const ATTEMPTS = 8;

const PARTNER = 'a-token-of-a-partner';
const CLIENT = 'a-token-of-a-client';

const gateway = useServedGateway({
  clients: 60,
  config: `viewers:
  - { name: partner, role: partner, token: ${PARTNER}, clients: { ids: [1, 2, 3, 4, 5] } }
  - { name: client, role: client, token: ${CLIENT}, clients: { ids: [1] } }
`,
});

const invoice = 'id number status issuedOn dueOn subtotal { amount } total { amount formatted currencyCode }';
const wide = (lists: number): string =>
  Array.from(
    { length: lists },
    (_, at) => `a${at}: invoices(first: 100) { nodes { ${invoice} client { id fullName email companyName } } }`,
  ).join(' ');

it.each([
  ['staff', STAFF, wide(50)],
  ['a partner', PARTNER, wide(50)],
  ['a client', CLIENT, wide(25)],
])('serves other requests during the largest operation of %s', async (_, token, selection) => {
  const operation = (at: number) => JSON.stringify({ query: `query Number${at} { ${selection} }` });
  // From here on memory answers.
  const first = await gateway.send('/graphql', operation(0), token);
  expect(first.text.slice(0, 300)).not.toContain('"errors"');
  let least = Infinity;
  for (let attempt = 1; attempt <= ATTEMPTS && least > MOST_TIMES; attempt++) {
    const whole = unit();
    const { delays, text } = await gateway.delaysBeside(operation(attempt), token);
    expect(text.slice(0, 300)).not.toContain('"errors"');
    expect(text.length).toBeGreaterThan(50_000);
    least = Math.min(least, (delays[Math.ceil(delays.length * 0.99) - 1] ?? Infinity) / whole);
  }
  expect(least).toBeLessThan(MOST_TIMES);
});
