import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Vite would take graphql's index.mjs while Yoga and Pothos load its index.js: two instances, of which neither knows the other's types.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    environment: 'node',
    include: ['test/**/*.test.ts'],
    // Processes rather than threads: tests start servers, children and a browser, and must not share what those leave.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 15_000,
    hookTimeout: 30_000,
    unstubEnvs: true,
    restoreMocks: true,
    reporters: ['default', './test/support/skipped-reporter.ts'],
    coverage: { provider: 'v8', include: ['src/**'], reporter: ['text-summary', 'html'] },
  },
});
