import { describe, expect, it } from 'vitest';
import { transitionsOf } from '../../../functions/application/shared/transitions.ts';
import {
  changeExecution,
  moveExecution,
} from '../../../functions/domain/execution/move-execution.ts';
import { withPhase } from '../../../functions/domain/execution/phase-progress.ts';
import { changeTask, moveTask } from '../../../functions/domain/task/move-task.ts';
import { aGate } from '../../support/builders/a-gate.ts';
import { aPlannedTask } from '../../support/builders/a-task.ts';
import { anExecution } from '../../support/builders/an-execution.ts';
import type { DocumentWrite } from '../../../functions/domain/shared/changes.ts';

const at = '2026-03-01T09:00:00.000Z';
const of = (...documents: DocumentWrite[]) => transitionsOf({ documents });

describe('the transitions of a write', () => {
  it('are a task’s, with where it came from', () => {
    const task = aPlannedTask({ status: 'planning' });
    const move = moveTask({ task, to: 'failed', at, actor: 'engine' });

    expect(transitionsOf(move)).toEqual([
      {
        subject: 'task',
        org_id: task.org_id,
        task_id: task.task_id,
        from: 'planning',
        to: 'failed',
      },
    ]);
    expect(of({ kind: 'task', document: task, expected: null })).toMatchObject([
      { from: null, to: 'planning' },
    ]);
  });

  it('are none where the state stays', () => {
    const gate = aGate();

    expect(of(changeTask(aPlannedTask(), at, {}))).toEqual([]);
    expect(of(changeExecution(anExecution(), {}))).toEqual([]);
    expect(
      of({
        kind: 'gate',
        document: { ...gate, version: gate.version + 1 },
        expected: gate.version,
        before: gate,
      }),
    ).toEqual([]);
  });

  it('are none where nobody says what was there before', () => {
    const gate = aGate();

    expect(of({ kind: 'gate', document: gate, expected: gate.version })).toEqual([]);
  });

  it('are an execution’s and its phases’', () => {
    const execution = anExecution();
    const move = moveExecution({
      execution,
      to: 'pausing',
      at,
      actor: 'engine',
      patch: { phases: withPhase(execution, 0, { status: 'inconclusive' }) },
    });

    expect(transitionsOf(move)).toMatchObject([
      { subject: 'execution', execution_id: execution.id, from: 'running', to: 'pausing' },
      {
        subject: 'phase',
        execution_id: execution.id,
        phase: 'Canary',
        from: 'running',
        to: 'inconclusive',
      },
    ]);
  });

  it('hold nothing that people wrote', () => {
    const execution = anExecution();
    const failed = withPhase(execution, 0, { status: 'failed', error: 'secret words' });

    expect(JSON.stringify(of(changeExecution(execution, { phases: failed })))).not.toContain(
      'secret',
    );
  });
});
