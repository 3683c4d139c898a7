import { describe, expect, it } from 'vitest';
import { cameToNothing, passesByItself } from '../../../functions/domain/task/came-to-nothing.ts';
import type { AssetCounts } from '../../../functions/domain/execution/execution.ts';
import type { TaskErrorCode } from '../../../functions/domain/shared/errors.ts';
import type { Task } from '../../../functions/domain/task/task.ts';
import type { TaskStatus } from '../../../functions/domain/task/task-status.ts';
import { anExecution } from '../../support/builders/an-execution.ts';
import { aPlannedTask } from '../../support/builders/a-task.ts';

const ended = (status: TaskStatus, changes: Partial<Task> = {}): Task =>
  aPlannedTask({ status, ...changes });

const withCounts = (counts: AssetCounts | null) => {
  const execution = anExecution({ status: 'failed' });
  return { ...execution, phases: execution.phases.map((phase) => ({ ...phase, counts })) };
};

const findings = (...codes: readonly string[]): Partial<Task> => ({
  error: { code: 'plan-changed', message: 'It changed.' },
  validation: {
    ...{ valid: false, policy_revision: 'r1' },
    findings: codes.map((code) => ({
      ...{ code, message: code, rule: 'conflicts' },
      severity: code === 'bake-short' ? 'warning' : 'error',
    })),
  },
});

describe('a task that applies a dry run', () => {
  it.each<[TaskStatus, boolean]>([
    ['planning', false],
    ['pending_approval', false],
    ['approved', false],
    ['blocked', false],
    ['executing', false],
    ['completed', false],
    ['rejected', false],
    ['rolled_back', false],
    ['failed', true],
    ['expired', true],
    ['cancelled', true],
  ])('that is %s came to nothing: %s', (status, expected) => {
    expect(cameToNothing(ended(status), null)).toBe(expected);
  });

  it.each<[AssetCounts | null, boolean]>([
    [{ skipped: 2 }, true],
    [{ pending: 1, skipped: 1 }, true],
    [{ skipped: 1, failed: 1 }, false],
    [{ completed: 2 }, false],
    [{ rolled_back: 2 }, false],
    [null, false],
  ])('whose execution left %j came to nothing: %s', (counts, expected) => {
    const execution = withCounts(counts);
    for (const status of ['failed', 'cancelled'] as const)
      expect(cameToNothing(ended(status), execution)).toBe(expected);
    expect(cameToNothing(ended('rolled_back'), execution)).toBe(false);
  });

  it.each<[TaskErrorCode, boolean]>([
    ['policy-unavailable', true],
    ['model-unavailable', true],
    ['internal', true],
    ['plan-invalid', false],
    ['agent-not-available', false],
    ['budget-exhausted', false],
    ['model-declined', false],
    ['intent-unclear', false],
  ])('that failed by %s came to nothing that another could not: %s', (code, expected) => {
    expect(cameToNothing(ended('failed', { error: { code, message: '' } }), null)).toBe(expected);
  });

  it.each<[readonly string[], boolean]>([
    [['asset-locked'], true],
    [['asset-locked', 'asset-cooling-down', 'asset-stopped', 'bake-short'], true],
    [['asset-locked', 'asset-moved'], false],
    [['bake-short'], false],
    [[], false],
  ])('that found %j in the way may be tried again: %s', (codes, expected) => {
    expect(cameToNothing(ended('failed', findings(...codes)), null)).toBe(expected);
  });
});

it('what passes by itself are locks, rests and stopped machines, and never nothing', () => {
  expect(passesByItself([{ code: 'asset-locked' }])).toBe(true);
  expect(passesByItself([{ code: 'asset-not-eligible' }])).toBe(false);
  expect(passesByItself([])).toBe(false);
});
