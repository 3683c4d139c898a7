import { defineConfig } from 'vitest/config';
import { unshared } from '../unshared.ts';
import { LikeliestFirst } from './likeliest-first.ts';

/** What judges a mutant: the tests that meet the rules directly and answer within moments. */
export default defineConfig({
  test: {
    include: [
      'test/domain/**/*.test.ts',
      'test/specialists/**/*.test.ts',
      'test/policies/{approval-requirement,plan-policy-input}.test.ts',
    ],
    exclude: [...unshared, '**/node_modules/**'],
    // One graph of modules for all files: rules are pure, and a mutant is met in a third of the time.
    isolate: false,
    sequence: { sequencer: LikeliestFirst },
    setupFiles: ['test/mutation/short-properties.ts'],
    env: { AUDIT_TAMPERINGS: '40' },
    testTimeout: 20_000,
  },
});
