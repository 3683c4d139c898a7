import { describe, expect, it } from 'vitest';
import {
  executionSummary,
  executionView,
  needsCounting,
  totalAssetsOf,
} from '../../../functions/domain/execution/execution-view.ts';
import { executionRefOf, neverControlled } from '../../../functions/domain/execution/execution.ts';
import type { Execution, ExecutionPhase } from '../../../functions/domain/execution/execution.ts';
import { phaseAt } from '../../../functions/domain/execution/phase-progress.ts';
import { aLine, anExecution } from '../../support/builders/an-execution.ts';

const canary = phaseAt(anExecution(), 0);
const withPhases = (...phases: readonly Partial<ExecutionPhase>[]): Execution =>
  anExecution({ phases: phases.map((changes, index) => ({ ...canary, index, ...changes })) });

const view = (execution: Execution, lines: Parameters<typeof executionView>[1] = []) =>
  executionView({ execution, control: neverControlled }, lines);

describe('an execution as the API answers it', () => {
  it('has each member that people read, of the execution, its phases and their assets', () => {
    const line = aLine({
      status: 'failed',
      started_at: '2026-03-01T09:01:00.000Z',
      completed_at: '2026-03-01T09:02:00.000Z',
      output: 'half',
      error: 'no space',
    });
    const execution = anExecution({
      completed_at: '2026-03-01T09:03:00.000Z',
      error: 'It broke.',
      rollback_error: 'Not undone.',
    });

    expect(view(execution, [line])).toEqual({
      id: 'exec-01j0000000000000000000000e',
      task_id: 'task-01j0000000000000000000000a',
      plan_digest: 'a1'.repeat(32),
      status: 'running',
      version: 4,
      started_at: '2026-03-01T09:00:00.000Z',
      completed_at: '2026-03-01T09:03:00.000Z',
      current_phase: 0,
      total_phases: 1,
      phases: [
        {
          name: 'Canary',
          kind: 'canary',
          status: 'running',
          verdict: null,
          started_at: '2026-03-01T09:00:01.000Z',
          completed_at: null,
          total_assets: 2,
          samples: 0,
          error: null,
          counts: { failed: 1 },
          assets: [
            {
              asset_id: 'i-0001',
              asset_name: 'web-1',
              status: 'failed',
              started_at: '2026-03-01T09:01:00.000Z',
              completed_at: '2026-03-01T09:02:00.000Z',
              output: 'half',
              error: 'no space',
            },
          ],
        },
      ],
      error: 'It broke.',
      rollback_error: 'Not undone.',
    });
  });

  it('is listed without its phases, under the word of its operators', () => {
    const control = { ...neverControlled, desired: 'pause', epoch: 3 } as const;

    expect(executionSummary({ execution: anExecution(), control })).toEqual({
      id: 'exec-01j0000000000000000000000e',
      task_id: 'task-01j0000000000000000000000a',
      plan_digest: 'a1'.repeat(32),
      status: 'pausing',
      version: 6,
      started_at: '2026-03-01T09:00:00.000Z',
      completed_at: null,
      current_phase: 0,
      total_phases: 1,
      error: null,
      rollback_error: null,
    });
  });

  it('shows each asset up to 200 of them', () => {
    const many = withPhases({ total_assets: 150 }, { total_assets: 50 });
    const more = withPhases({ total_assets: 150 }, { total_assets: 51 });

    expect([totalAssetsOf(many), totalAssetsOf(more)]).toEqual([200, 201]);
    expect(view(many).phases.map((phase) => 'assets' in phase)).toEqual([true, true]);
    expect(view(more).phases.map((phase) => 'assets' in phase)).toEqual([false, false]);
  });

  it('shows what a phase waits for while it does', () => {
    const waiting_for = { not_before: '2026-03-01T10:00:00.000Z' };
    const { phases } = view(
      withPhases({ status: 'waiting', waiting_for }, { waiting_for: null }, {}),
    );

    expect(phases.map((phase) => phase.waiting_for)).toEqual([waiting_for, undefined, undefined]);
    expect(phases.map((phase) => 'waiting_for' in phase)).toEqual([true, false, false]);
  });

  it('is named from outside by its org and its id', () => {
    const { org_id, id } = anExecution();

    expect(executionRefOf(anExecution())).toEqual({ org_id, execution_id: id });
  });

  it('shows each phase its own assets', () => {
    const lines = [aLine({ phase_index: 1, status: 'running' }), aLine()];
    const { phases } = view(withPhases({}, {}), lines);

    expect(phases.map(({ counts }) => counts)).toEqual([{ pending: 1 }, { running: 1 }]);
  });

  it('counts a phase by its lines, else as it was settled, else as to come', () => {
    const { phases } = view(
      withPhases({ counts: { completed: 2 } }, { counts: null }, { total_assets: 0 }),
    );

    expect(phases.map(({ counts }) => counts)).toEqual([{ completed: 2 }, { pending: 2 }, {}]);
    expect(
      view(withPhases({ counts: { completed: 2 } }), [aLine({ status: 'rolled_back' })]).phases[0]
        ?.counts,
    ).toEqual({ rolled_back: 1 });
  });

  it('shows as skipped what was never begun, once it ended and not before', () => {
    const at = (status: Execution['status']) =>
      view(anExecution({ status }), [aLine()]).phases[0]?.counts;

    expect([at('running'), at('failed')]).toEqual([{ pending: 1 }, { skipped: 1 }]);
  });
});

describe('the assets of a phase', () => {
  it.each<[string, Partial<Execution>, Partial<ExecutionPhase>, boolean]>([
    ['a phase to come', {}, { status: 'pending' }, false],
    ['a phase to come, in a roll-back', { rolls_back: true }, { status: 'pending' }, false],
    ['a phase that runs', {}, { status: 'running' }, true],
    ['a settled phase', {}, { status: 'completed', counts: { completed: 2 } }, false],
    [
      'a settled phase, in a roll-back',
      { status: 'rolling_back' },
      { status: 'completed', counts: { completed: 2 } },
      true,
    ],
  ])('of %s', (...[, changes, phase, counted]) => {
    expect(needsCounting(anExecution(changes), { ...canary, ...phase })).toBe(counted);
  });
});
