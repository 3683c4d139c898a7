import { describe, expect, it } from 'vitest';
import {
  isRollingBack,
  isStopped,
  lets,
  shownStatus,
} from '../../../functions/domain/execution/shown-status.ts';
import {
  canExecutionMove,
  ExecutionStatus,
  hasExecutionEnded,
} from '../../../functions/domain/execution/execution-status.ts';

const ended = ['completed', 'failed', 'rolled_back', 'rollback_partial', 'cancelled'] as const;
const words = ['run', 'pause', 'cancel', 'closed'] as const;

describe('the status that people see', () => {
  it.each<[ExecutionStatus, boolean, readonly ExecutionStatus[]]>([
    // status, rolls back, shown under: run, pause, cancel, closed
    ['pending', false, ['pending', 'pausing', 'cancelling', 'pending']],
    ['running', false, ['running', 'pausing', 'cancelling', 'running']],
    ['pausing', false, ['running', 'pausing', 'cancelling', 'pausing']],
    ['paused', false, ['running', 'paused', 'cancelling', 'paused']],
    ['cancelling', false, ['cancelling', 'pausing', 'cancelling', 'cancelling']],
    ['rolling_back', false, ['rolling_back', 'pausing', 'rolling_back', 'rolling_back']],
    ['rolling_back', true, ['rolling_back', 'pausing', 'rolling_back', 'rolling_back']],
    ['pausing', true, ['rolling_back', 'pausing', 'rolling_back', 'pausing']],
    ['paused', true, ['rolling_back', 'paused', 'rolling_back', 'paused']],
    ['completed', false, ['completed', 'completed', 'completed', 'completed']],
    ['rolled_back', true, ['rolled_back', 'rolled_back', 'rolled_back', 'rolled_back']],
  ])('of one that is %s (rolls back: %s) is %j', (status, rolls_back, shown) => {
    expect(words.map((desired) => shownStatus({ status, rolls_back }, { desired }))).toEqual(shown);
  });

  it('is an end whatever was said', () => {
    for (const status of ended) {
      for (const desired of words) {
        expect(shownStatus({ status, rolls_back: true }, { desired })).toBe(status);
      }
    }
  });
});

describe('an execution', () => {
  it('has ended in five statuses and no other', () => {
    expect(ExecutionStatus.options.filter(hasExecutionEnded)).toEqual([
      'completed',
      'failed',
      'rolled_back',
      'rollback_partial',
      'cancelled',
    ]);
  });

  it('rolls back from the move on until it ended', () => {
    expect(isRollingBack({ status: 'rolling_back', rolls_back: false })).toBe(true);
    expect(isRollingBack({ status: 'paused', rolls_back: true })).toBe(true);
    expect(isRollingBack({ status: 'paused', rolls_back: false })).toBe(false);
    expect(isRollingBack({ status: 'rolled_back', rolls_back: true })).toBe(false);
  });

  it('is stopped by a cancel and by its end', () => {
    expect(words.filter((desired) => isStopped({ desired }))).toEqual(['cancel', 'closed']);
  });

  it.each<[ExecutionStatus, boolean, readonly string[], readonly string[]]>([
    // status, rolls back, words under which it applies, words under which it undoes
    ['running', false, ['run'], []],
    ['pending', false, ['run'], []],
    ['paused', false, ['run'], []],
    ['paused', true, [], []],
    ['rolling_back', true, [], ['run', 'cancel']],
    ['rolling_back', false, [], ['run', 'cancel']],
    ['completed', false, [], []],
    ['cancelled', false, [], []],
  ])(
    'that is %s (rolls back: %s) applies under %j and undoes under %j',
    (status, rolls_back, ...lists) => {
      const allowed = (kind: 'apply' | 'undo') =>
        words.filter((desired) => lets(kind, { status, rolls_back }, { desired }));

      expect([allowed('apply'), allowed('undo')]).toEqual(lists);
    },
  );

  it.each<[ExecutionStatus, readonly ExecutionStatus[]]>([
    ['pending', ['running', 'pausing', 'cancelling', 'failed', 'cancelled']],
    ['running', ['pausing', 'paused', 'cancelling', 'rolling_back', 'completed', 'failed']],
    [
      'pausing',
      [
        'running',
        'paused',
        'cancelling',
        'rolling_back',
        'completed',
        'failed',
        'rolled_back',
        'rollback_partial',
        'cancelled',
      ],
    ],
    ['paused', ['running', 'cancelling', 'rolling_back', 'failed']],
    ['cancelling', ['rolling_back', 'failed', 'cancelled']],
    [
      'rolling_back',
      ['pausing', 'paused', 'failed', 'rolled_back', 'rollback_partial', 'cancelled'],
    ],
    ['completed', ['rolling_back']],
    ['failed', []],
    ['rolled_back', []],
    ['rollback_partial', []],
    ['cancelled', []],
  ])('that is %s may become %j', (from, to) => {
    expect(
      [...ExecutionStatus.options.filter((status) => canExecutionMove(from, status))].sort(),
    ).toEqual([...to].sort());
  });
});
