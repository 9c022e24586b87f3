/** The files that may read the wall clock, which jumps: durations are measured by src/monotonic.ts. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const src = fileURLToPath(new URL('../src', import.meta.url));

/** Each file, with its use of the date. */
const wallClock: Readonly<Record<string, string>> = {
  'access/authenticate.ts': 'tokens of the configuration expire at a date',
  'access/directory.ts': 'the same, said at the start',
  'access/jwt.ts': 'JWTs expire at a date',
  'cli/clocks.ts': "doctor compares the date with that of WHMCS's server",
  'gateway/observe/clock-watch.ts': 'notices that it was set',
  'gateway/observe/health.ts': '/health/ready tells people when a call last failed',
  'gateway/observe/log.ts': 'lines of the log have a date',
  'graph/nouns/billing/invoice.mutations.ts': 'a payment without a date is of today',
  'graph/nouns/billing/quote.mutations.ts': 'a quote is valid until a date',
  'graph/nouns/support/announcement.mutations.ts': 'an announcement without a date is of now',
  'graph/nouns/system/installation.mutations.ts': 'a ban lasts until a date',
  'journal/clock.ts': 'operations have dates that people read and that outlive the process',
  'journal/disk/log.ts': 'part of a name that no other process has',
  'monotonic.ts': 'what is compared with dates of WHMCS outlives the process',
  'simulator/clock.ts': 'WHMCS has a clock of its own',
  'simulator/http/server.ts': 'its log of calls is for people',
};

/** The uses in a file, without comments. */
const users = (pattern: RegExp): string[] =>
  readdirSync(src, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.ts') && pattern.test(code(readFileSync(join(src, name), 'utf8'))))
    .toSorted();

const code = (text: string): string => text.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');

it('is read only where a date is needed', () => {
  expect(users(/\bDate\.now\b|\bnew Date\(\s*\)|[^.\w]Date\(\)/)).toEqual(Object.keys(wallClock).toSorted());
});

it('measures no durations: one function does', () => {
  expect(users(/\bperformance\.(?:now|timeOrigin)\b|\bhrtime\b/)).toEqual([
    'monotonic.ts',
    // It shares nothing with its subject.
    'simulator/http/latency.ts',
    'simulator/http/server.ts',
  ]);
});
