import { describe, expect, it } from 'vitest';
import {
  actionKeyOf,
  capturableUntil,
  isUnsettled,
  kindOf,
  sendableUntil,
  unmarked,
} from '../../../functions/domain/execution/mark.ts';
import { endedBadly } from '../../../functions/domain/execution/ended-machine.ts';
import { aLine, anExecution } from '../../support/builders/an-execution.ts';

const at = '2026-03-01T10:00:00.000Z';
const applying = aLine({
  status: 'running',
  applies: 1,
  fencing_token: 7,
  started_at: at,
  action_began_at: at,
});
const undoing = aLine({
  status: 'running',
  applies: 1,
  undos: 1,
  fencing_token: 8,
  version_after: 'v2',
  started_at: at,
  action_began_at: at,
});

describe('a mark', () => {
  it('without a handle leaves open whether the action was begun', () => {
    expect(isUnsettled(applying)).toBe(true);
    expect(isUnsettled({ ...applying, action_ref: 'ref-1' })).toBe(false);
    expect(isUnsettled(aLine())).toBe(false);
  });

  it('lets its action be sent for five seconds', () => {
    expect(sendableUntil(applying)).toBe(Date.UTC(2026, 2, 1, 10, 0, 5));
    expect(sendableUntil(aLine())).toBe(0);
  });

  it('lets what an undo needs be captured for half of that', () => {
    expect(capturableUntil(applying)).toBe(Date.UTC(2026, 2, 1, 10, 0, 2, 500));
  });

  it('has a key that is the same however often the action is asked for', () => {
    const again = { ...undoing, undos: 2 };

    expect([
      actionKeyOf(anExecution(), undoing, 'undo'),
      actionKeyOf(anExecution(), again, 'undo'),
    ]).toEqual([
      'exec-01j0000000000000000000000e/i-0001/undo',
      'exec-01j0000000000000000000000e/i-0001/undo',
    ]);
  });

  it('is for an apply or an undo', () => {
    expect([kindOf(applying), kindOf(undoing), kindOf(aLine())]).toEqual([
      'apply',
      'undo',
      'apply',
    ]);
  });

  it('of an apply is taken back with its count; the fencing token stays', () => {
    expect(unmarked(applying)).toEqual(aLine({ fencing_token: 7 }));
    expect(unmarked({ ...applying, applies: 2 }).applies).toBe(1);
  });

  it('of an undo is taken back to what the apply had left', () => {
    const before = { ...undoing, undos: 0, action_began_at: null };

    expect(unmarked(undoing)).toEqual({ ...before, status: 'completed' });
    expect(unmarked({ ...undoing, error: 'no space' })).toEqual({
      ...before,
      status: 'failed',
      error: 'no space',
    });
  });
});

describe('a machine', () => {
  it.each([
    ['RUNNING', false],
    ['SUCCEEDED', false],
    ['FAILED', true],
    ['TIMED_OUT', true],
    ['ABORTED', true],
    ['PENDING_REDRIVE', false],
  ] as const)('that is %s did not get to its end: %s', (status, badly) => {
    expect(endedBadly({ status })).toBe(badly);
  });
});
