/** The gateway holds no more memory after many operations than after some. `npm run test:long` runs 200,000. */
import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { z } from 'zod';

const counts = process.env['TEST_LONG'] ? [20_000, 200_000] : [1_000, 3_000];
const held = z.object({ heapBytes: z.number(), handles: z.number() });

it(`${counts.join(' and then ')} operations`, { timeout: 3 * 60 * 60_000 }, async () => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--expose-gc', '--import', 'tsx', fileURLToPath(new URL('process.ts', import.meta.url)), ...counts.map(String)],
    { env: { PATH: process.env['PATH'], TMPDIR: tmpdir(), NODE_ENV: 'production' } },
  );
  const looks = stdout
    .trim()
    .split('\n')
    .map((line) => held.parse(JSON.parse(line)));
  const [some, many] = [looks[0] ?? expect.fail('it told nothing'), looks[1] ?? expect.fail('it told once')];
  expect(many.heapBytes / some.heapBytes).toBeLessThan(1.05);
  // Connections come and go: one to three more were seen, and no more after more operations.
  expect(many.handles).toBeLessThanOrEqual(some.handles + 4);
});
