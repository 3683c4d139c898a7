import { tmpdir } from 'node:os';
import path from 'node:path';

/** Mutation tests of the rules: `npm run mutation` (test/mutation/run.ts) runs and judges them. */
export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'test/mutation/vitest.config.ts', related: false },
  mutate: ['functions/domain/**/*.ts', 'functions/specialists/**/*.ts'],
  coverageAnalysis: 'perTest',
  ignoreStatic: true,
  // A machine that others use as well is told by MUTATION_WORKERS=1.
  concurrency: Number(process.env['MUTATION_WORKERS'] ?? 2),
  timeoutMS: 10_000,
  timeoutFactor: 2,
  reporters: ['json', 'clear-text'],
  clearTextReporter: {
    allowColor: false,
    logTests: false,
    reportTests: false,
    reportMutants: false,
    reportScoreTable: true,
  },
  jsonReporter: { fileName: 'node_modules/.cache/stryker/report.json' },
  // Read and written with --reuse alone (test/mutation/DESIGN.md).
  incrementalFile: 'node_modules/.cache/stryker/incremental.json',
  tempDirName: path.join(tmpdir(), 'orchestrator-mutants'),
  ignorePatterns: ['dist', 'cdk.out', '.data', 'coverage', 'infra/aws'],
  allowEmpty: true,
};
