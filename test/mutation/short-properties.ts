import { readFileSync } from 'node:fs';
import { expect } from 'vitest';

/**
 * A mutant meets the same cases each time, and for a moment only: the thousands of runs that search
 * for the unknown are the business of the whole suite. Most mutants meet no property at all, and are
 * spared the loading of what makes them: a seventh of their time.
 */
const { testPath = '' } = expect.getState();
if (readFileSync(testPath, 'utf8').includes("from 'fast-check'")) {
  const { default: fc } = await import('fast-check');
  fc.configureGlobal({ seed: 20_261_127 });
  fc.installGlobalPlugin(fc.interruptAfterTimeLimit(400));
}
