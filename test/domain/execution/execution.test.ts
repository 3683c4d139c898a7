import { describe, expect, it } from 'vitest';
import {
  Execution,
  ExecutionControl,
  executionRefOf,
} from '../../../functions/domain/execution/execution.ts';
import { aNewExecution } from '../../support/builders/an-execution.ts';
import { executionId, org } from '../../support/builders/ids.ts';

it('names an execution from outside by its org and id, and by nothing else', () => {
  expect(executionRefOf(aNewExecution())).toEqual({ org_id: org, execution_id: executionId });
});

describe('what an earlier version stored', () => {
  it('reads as an execution that does not roll back', () => {
    const stored = Object.entries(aNewExecution({ rolls_back: true }));
    const earlier = Object.fromEntries(stored.filter(([name]) => name !== 'rolls_back'));

    expect(Execution.parse(earlier).rolls_back).toBe(false);
  });

  it('reads as a control by nobody that takes nothing back', () => {
    expect(ExecutionControl.parse({ desired: 'cancel', epoch: 2 })).toEqual({
      desired: 'cancel',
      epoch: 2,
      rollback: false,
      by: null,
    });
  });
});
