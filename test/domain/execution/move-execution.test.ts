import { describe, expect, it } from 'vitest';
import {
  changeExecution,
  controlEntry,
  engine,
  enteredExecutionStatus,
  executionEntry,
  moveExecution,
  observed,
} from '../../../functions/domain/execution/move-execution.ts';
import { neverControlled } from '../../../functions/domain/execution/execution.ts';
import type { ExecutionControl } from '../../../functions/domain/execution/execution.ts';
import { anExecution } from '../../support/builders/an-execution.ts';

const at = '2026-03-01T10:00:00.000Z';
const running = anExecution();

const counter = (status: string) => ({
  org_id: 'org-123',
  name: 'orchestrator_executions_total',
  labels: { status },
  by: 1,
});

const entry = (event: string, actor: string, details: object) => ({
  org_id: 'org-123',
  chain: 'task-01j0000000000000000000000a',
  task_id: 'task-01j0000000000000000000000a',
  plan_digest: 'a1'.repeat(32),
  at,
  actor,
  event,
  details: { execution_id: 'exec-01j0000000000000000000000e', ...details },
});

const said = (desired: ExecutionControl['desired']): ExecutionControl => ({
  desired,
  rollback: false,
  by: 'olivia',
  epoch: 7,
});

describe('a move of an execution', () => {
  it('is a write of the next version, its audit entry and its counter', () => {
    const move = moveExecution({
      execution: running,
      to: 'rolling_back',
      at,
      actor: 'execution-engine',
      details: { reason: 'health' },
      patch: { rolls_back: true, error: 'Unhealthy.' },
    });

    const after = {
      ...running,
      status: 'rolling_back',
      version: 5,
      rolls_back: true,
      error: 'Unhealthy.',
    };
    expect(move).toEqual({
      execution: after,
      documents: [{ kind: 'execution', document: after, expected: 4, before: running }],
      audit: [
        entry('execution_rolling_back', 'execution-engine', {
          from: 'running',
          to: 'rolling_back',
          reason: 'health',
        }),
      ],
      messages: [],
      counters: [counter('rolling_back')],
    });
  });

  it('to an end notes when it was', () => {
    const { execution } = moveExecution({ execution: running, to: 'completed', at, actor: engine });

    expect(execution).toMatchObject({ status: 'completed', completed_at: at });
  });

  it('out of a completion takes that back', () => {
    const completed = anExecution({
      status: 'completed',
      completed_at: '2026-03-01T09:59:00.000Z',
    });
    const { execution } = moveExecution({
      execution: completed,
      to: 'rolling_back',
      at,
      actor: 'olivia',
    });

    expect(execution.completed_at).toBeNull();
  });

  it('which the table lacks is refused with the status that stands', () => {
    const move = { execution: anExecution({ status: 'failed' }), at, actor: engine } as const;

    expect(() => moveExecution({ ...move, to: 'running' })).toThrow(
      expect.objectContaining({
        code: 'state-forbids',
        message: "An execution that is failed can't become running.",
        details: { members: { status: 'failed' } },
      }),
    );
  });
});

describe('a change of an execution', () => {
  it('is a write of the next version against the one that was read', () => {
    expect(changeExecution(running, { current_phase: 1 })).toEqual({
      kind: 'execution',
      document: { ...running, current_phase: 1, version: 5 },
      expected: 4,
      before: running,
    });
  });
});

describe('the audit of an execution', () => {
  it('is in the chain of its task, and names the execution', () => {
    expect(
      executionEntry(running, { at, actor: 'x', event: 'phase_begun', details: { phase: 1 } }),
    ).toEqual(entry('phase_begun', 'x', { phase: 1 }));
  });

  it('is in another chain where the entry says so', () => {
    const other = { at, actor: 'x', event: 'y', details: {}, chain: running.id };

    expect(executionEntry(running, other)).toEqual({ ...entry('y', 'x', {}), chain: running.id });
  });

  it('holds an operator’s word in the chain of the execution’s own controls', () => {
    expect(
      controlEntry({
        execution: running,
        control: said('cancel'),
        at,
        actor: 'olivia',
        details: { rollback: false },
      }),
    ).toEqual({
      ...entry('execution_cancelling', 'olivia', { rollback: false, to: 'cancelling', epoch: 7 }),
      chain: 'exec-01j0000000000000000000000e',
    });
  });
});

describe('an execution as its operators’ word has it', () => {
  it('is as stored where the word changes nothing', () => {
    expect(observed(running, neverControlled, at)).toEqual({
      execution: running,
      audit: [],
      counters: [],
    });
  });

  it('is in the status of the word, with the record and the counter that are not stored yet', () => {
    expect(observed(running, said('pause'), at)).toEqual({
      execution: { ...running, status: 'pausing' },
      audit: [
        entry('execution_pausing', 'execution-engine', {
          from: 'running',
          to: 'pausing',
          ordered_by: 'olivia',
          epoch: 7,
        }),
      ],
      counters: [counter('pausing')],
    });
  });

  it('is counted in each status that it enters', () => {
    expect(enteredExecutionStatus(running.org_id, 'paused')).toEqual(counter('paused'));
  });
});
