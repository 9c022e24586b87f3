import { defineConfig } from 'vitest/config';
import suite, { longOnly, proofs } from './vitest.config.ts';

/** The proofs, each in a process of its own: they fill memory, and some measure it. */
export default defineConfig({
  ...suite,
  test: {
    ...suite.test,
    include: process.env['TEST_LONG'] ? [...proofs, ...longOnly] : proofs,
    exclude: [],
    isolate: true,
    testTimeout: 1_800_000,
    hookTimeout: 600_000,
  },
});
