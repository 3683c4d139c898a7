import { defineConfig } from 'vitest/config';
import { unshared } from './test/unshared.ts';

/**
 * Rules, use cases and checks keep no state in their modules, so that these are loaded once a worker and
 * not once a file: that took two thirds of their time.
 */
const rules = ['application', 'checks', 'domain', 'policies', 'properties', 'specialists'].map(
  (folder) => `test/${folder}/**/*.test.ts`,
);

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Rollouts wait for real seconds and use little of a core meanwhile.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'rules',
          include: rules,
          exclude: [...unshared, '**/node_modules/**'],
          isolate: false,
        },
      },
      { extends: true, test: { name: 'loading', include: [...unshared] } },
      {
        extends: true,
        test: {
          name: 'product',
          include: ['test/**/*.test.ts'],
          exclude: [...rules, '**/node_modules/**'],
        },
      },
    ],
  },
});
