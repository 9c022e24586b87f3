import { defineConfig } from 'vitest/config';

/** Tests by the hundred or over time. They have a run of their own: `npm run test:proof`, by vitest.proof.config.ts. */
export const proofs = [
  'test/bench.test.ts',
  'test/cli/held-journal.test.ts',
  'test/faults/hostile-answers.test.ts',
  'test/faults/killed.test.ts',
  'test/faults/matrix.test.ts',
  'test/faults/random.test.ts',
  'test/gateway/documents/explain-bounds.test.ts',
  'test/gateway/visible.test.ts',
  'test/gateway/worst-inputs.test.ts',
  'test/gateway/worst-operations.test.ts',
  'test/graph/write/every-sent-mutation.test.ts',
  'test/invalidation.test.ts',
  'test/journal/disk/cut.test.ts',
  'test/redaction.test.ts',
  'test/scaffold/scaffold.test.ts',
  'test/soak/soak.test.ts',
  'test/tenancy/canary.test.ts',
  'test/tenancy/timing.test.ts',
];

/** For `npm run test:long` alone. */
export const longOnly = ['test/gateway/documents/explain-random.test.ts'];

export default defineConfig({
  // Vite would take graphql's index.mjs while Yoga and Pothos load its index.js: two instances, of which neither knows the other's types.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    environment: 'node',
    include: ['test/**/*.test.ts'],
    exclude: [...proofs, ...longOnly],
    globalSetup: './test/support/temporary-folder.ts',
    setupFiles: './test/support/nothing-left.ts',
    // Processes rather than threads: tests start servers, children and a browser, and must not share what those leave.
    pool: 'forks',
    maxWorkers: 2,
    // Half of the time went into loading the same modules again for each file. That a file leaves nothing to the next one is checked.
    isolate: false,
    // These end a test that hangs, and say nothing of speed: a busy machine may be ten times slower.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 120_000 } },
    unstubEnvs: true,
    restoreMocks: true,
    reporters: ['default', './test/support/skipped-reporter.ts'],
    coverage: { provider: 'v8', include: ['src/**'], reporter: ['text-summary', 'html'] },
  },
});
