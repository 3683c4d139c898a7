import { describe, expect, it } from 'vitest';
import { neverControlled } from '../../../functions/domain/execution/execution.ts';
import { changeExecution } from '../../../functions/domain/execution/move-execution.ts';
import { mergeChanges } from '../../../functions/domain/shared/changes.ts';
import { changeTask, moveTask } from '../../../functions/domain/task/move-task.ts';
import { replaceGate } from '../../../functions/domain/approval/decide.ts';
import { aGate } from '../../support/builders/a-gate.ts';
import { aPlannedTask } from '../../support/builders/a-task.ts';
import { anExecution } from '../../support/builders/an-execution.ts';
import { org } from '../../support/builders/ids.ts';

const at = '2026-03-01T10:00:00.000Z';
const task = aPlannedTask({ status: 'pending_approval' });
const execution = anExecution();
const control = {
  kind: 'control',
  org_id: org,
  execution_id: execution.id,
  document: neverControlled,
  expected: 1,
} as const;
const due = { kind: 'anchor_audit', message_id: 'm-1', org_id: org, at } as const;

describe('merged changes', () => {
  it('hold each list of the parts, in the order of the parts', () => {
    const move = moveTask({ task, to: 'approved', at, actor: 'alice' });
    const gate = replaceGate(aGate(), aGate({ version: 2 }));

    const merged = mergeChanges([move, { documents: [gate] }, { messages: [due] }]);

    expect(merged).toEqual({
      documents: [...move.documents, gate],
      audit: move.audit,
      messages: [due],
      counters: move.counters,
    });
  });

  it('are nothing where there are no parts', () => {
    expect(mergeChanges([])).toEqual({ documents: [], audit: [], messages: [], counters: [] });
  });

  it.each([
    ['task', changeTask(task, at, {}), 'org-123 task task-01j0000000000000000000000a'],
    ['gate', replaceGate(aGate(), aGate({ version: 2 })), 'org-123 gate '],
    ['execution', changeExecution(execution, {}), 'org-123 execution exec-'],
    ['control', control, 'org-123 control exec-01j0000000000000000000000e'],
  ])('refuse two writes of one %s', (_, write, name) => {
    expect(() => mergeChanges([{ documents: [write] }, { documents: [write] }])).toThrow(
      `Two writes of one document in a transaction: ${name}`,
    );
  });

  it('let an execution and its control be written together', () => {
    const both = [changeExecution(execution, {}), control];

    expect(mergeChanges([{ documents: both }]).documents).toEqual(both);
  });
});
