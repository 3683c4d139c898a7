import { describe, expect, it } from 'vitest';
import {
  decideEnding,
  decideRollbackEnding,
} from '../../../functions/domain/execution/decide-ending.ts';
import { neverControlled } from '../../../functions/domain/execution/execution.ts';
import type { EndingInput } from '../../../functions/domain/execution/decide-ending.ts';
import type { ExecutionStatus } from '../../../functions/domain/execution/execution-status.ts';
import { aPhase, aPlan, assetIds } from '../../support/builders/a-plan.ts';
import { aLine, anExecution } from '../../support/builders/an-execution.ts';

const touched = aLine({ status: 'completed', applies: 1, version_after: 'v2' });
const inFlight = aLine({ asset_name: 'web-2', status: 'running', applies: 1 });
const untouched = aLine({ asset_name: 'web-3' });

const ending = (changes: Partial<EndingInput>) =>
  decideEnding({
    execution: anExecution(),
    control: neverControlled,
    plan: aPlan(),
    lines: [touched, untouched],
    failure: null,
    ...changes,
  });
const failedBy = (error: string) => ({ error, cause: '' });
const cancelling = (rollback: boolean) => ({
  control: { desired: 'cancel', rollback, by: 'olivia', epoch: 2 } as const,
});
const failedPhase = anExecution({
  phases: anExecution().phases.map((phase) => ({
    ...phase,
    status: 'failed' as const,
    error: 'Canary: it broke.',
  })),
});
const lenient = aPlan({
  phases: [
    aPhase('Canary', assetIds('canary', 2), {
      rollback_if: {
        failure_threshold_exceeded: false,
        health_check_failed: true,
        max_unhealthy_sample_percent: 50,
      },
    }),
  ],
});
const [canary] = failedPhase.phases;
if (!canary) throw new Error('The builder lost its phase');
const secondFailed = anExecution({
  phases: [
    { ...canary, status: 'completed', error: null },
    { ...canary, index: 1, name: 'Wave 1' },
  ],
});

/** Whether a spent budget rolls back, by phase. */
const mixed = (...rollsBack: readonly boolean[]) =>
  aPlan({
    phases: rollsBack.map((failure_threshold_exceeded, index) =>
      aPhase(`Wave ${index}`, assetIds(`w${index}`, 2), {
        rollback_if: {
          failure_threshold_exceeded,
          health_check_failed: true,
          max_unhealthy_sample_percent: 50,
        },
      }),
    ),
  });
const whole = anExecution({
  phases: anExecution().phases.map((phase) => ({ ...phase, status: 'completed' as const })),
});

describe('the ending of a rollout', () => {
  it.each<{ name: string; given: Partial<EndingInput>; kind: string; status?: string }>([
    { name: 'is completed', given: { execution: whole }, kind: 'end', status: 'completed' },
    { name: 'rolls back when phases are missing', given: {}, kind: 'roll_back' },
    {
      name: 'rolls back after a spent budget',
      given: { execution: failedPhase, failure: failedBy('FailureBudgetExceeded') },
      kind: 'roll_back',
    },
    {
      name: 'is failed where the criterion is off',
      given: { execution: failedPhase, plan: lenient, failure: failedBy('FailureBudgetExceeded') },
      kind: 'end',
      status: 'failed',
    },
    {
      name: 'rolls back after a failed check of the same plan',
      given: { execution: failedPhase, plan: lenient, failure: failedBy('HealthCheckFailed') },
      kind: 'roll_back',
    },
    {
      name: 'is failed without rollback when a hold expired',
      given: { failure: failedBy('HoldExpired') },
      kind: 'end',
      status: 'failed',
    },
    {
      name: 'rolls back after an error that nobody foresaw',
      given: { failure: failedBy('States.DataLimitExceeded') },
      kind: 'roll_back',
    },
    {
      name: 'is failed when nothing was touched',
      given: { failure: failedBy('PhaseRefused'), lines: [untouched] },
      kind: 'end',
      status: 'failed',
    },
    {
      name: 'awaits what is in flight before rolling back',
      given: { failure: failedBy('PhaseRefused'), lines: [inFlight] },
      kind: 'roll_back',
    },
    {
      name: 'is failed where the action has no undo',
      given: {
        failure: failedBy('PhaseRefused'),
        plan: aPlan({ action: { ...aPlan().action, undo: 'none' } }),
      },
      kind: 'end',
      status: 'failed',
    },
    {
      name: 'does nothing by a plan that was not approved',
      given: { failure: failedBy('PhaseRefused'), plan: null },
      kind: 'end',
      status: 'failed',
    },
    { name: 'is cancelled', given: cancelling(false), kind: 'end', status: 'cancelled' },
    {
      name: 'settles before it is cancelled',
      given: { ...cancelling(false), lines: [touched, inFlight] },
      kind: 'settle',
    },
    { name: 'rolls back a cancel that asks for it', given: cancelling(true), kind: 'roll_back' },
    {
      name: 'is cancelled where the last batch had finished when the cancel was acknowledged',
      given: { ...cancelling(false), execution: whole },
      kind: 'end',
      status: 'cancelled',
    },
    {
      name: 'rolls back a whole rollout whose cancel asks for it',
      given: { ...cancelling(true), execution: whole },
      kind: 'roll_back',
    },
    {
      name: 'is cancelled as asked, also when it failed meanwhile',
      given: { ...cancelling(false), failure: failedBy('HealthCheckFailed') },
      kind: 'end',
      status: 'cancelled',
    },
  ])('$name', ({ given, kind, status }) => {
    expect(ending(given)).toMatchObject({ kind, ...(status && { status }) });
  });

  it.each<[string, Partial<EndingInput>, object]>([
    [
      'a failed phase',
      { execution: failedPhase, failure: failedBy('PhaseRefused') },
      { kind: 'roll_back', error: 'Canary: it broke.' },
    ],
    [
      'an error that nobody foresaw',
      { failure: failedBy('States.DataLimitExceeded') },
      { kind: 'roll_back', error: 'The rollout broke off: States.DataLimitExceeded.' },
    ],
    ['missing phases', {}, { kind: 'roll_back', error: 'The rollout broke off: Unfinished.' }],
    ['a cancel that rolls back', cancelling(true), { kind: 'roll_back', error: null }],
    [
      'a hold that nobody ended',
      { execution: failedPhase, failure: failedBy('HoldExpired') },
      {
        kind: 'end',
        status: 'failed',
        error:
          'Nobody resumed the execution in time; it was ended without rolling back. ' +
          '1 changed assets stay as they are: web-1.',
      },
    ],
    [
      'a hold with something in flight',
      { failure: failedBy('HoldExpired'), lines: [inFlight] },
      {
        kind: 'settle',
        error: 'Nobody resumed the execution in time; it was ended without rolling back.',
      },
    ],
    [
      'a cancel with something in flight',
      { ...cancelling(false), lines: [inFlight] },
      { kind: 'settle', error: 'Cancelled.' },
    ],
    [
      'a failure that touched nothing',
      { execution: failedPhase, failure: failedBy('PhaseRefused'), lines: [untouched] },
      { kind: 'end', status: 'failed', error: 'Canary: it broke. No asset was changed.' },
    ],
    [
      'an undo in flight',
      {
        failure: failedBy('HoldExpired'),
        lines: [aLine({ status: 'running', applies: 1, undos: 1 })],
      },
      { kind: 'settle' },
    ],
    [
      'a cancel whose rollback was asked for before',
      { ...cancelling(false), execution: anExecution({ rollback_requested: true }) },
      { kind: 'roll_back', error: null },
    ],
    [
      'a snapshot to go back to',
      {
        failure: failedBy('PhaseRefused'),
        plan: aPlan({ action: { ...aPlan().action, undo: 'snapshot' } }),
      },
      { kind: 'roll_back' },
    ],
    [
      'an action that needs no undo',
      {
        failure: failedBy('PhaseRefused'),
        plan: aPlan({ action: { ...aPlan().action, undo: 'not_needed' } }),
      },
      { kind: 'end', status: 'failed' },
    ],
    [
      'phases that were skipped',
      {
        execution: anExecution({
          phases: anExecution().phases.map((phase) => ({ ...phase, status: 'skipped' as const })),
        }),
      },
      { kind: 'end', status: 'completed', error: null },
    ],
    [
      'a failed check where that is off',
      {
        execution: failedPhase,
        failure: failedBy('HealthCheckFailed'),
        plan: aPlan({
          phases: [
            aPhase('Canary', assetIds('canary', 2), {
              rollback_if: {
                failure_threshold_exceeded: true,
                health_check_failed: false,
                max_unhealthy_sample_percent: 50,
              },
            }),
          ],
        }),
      },
      { kind: 'end', status: 'failed' },
    ],
    [
      'a spent budget of no phase that is known',
      { plan: lenient, failure: failedBy('FailureBudgetExceeded') },
      { kind: 'roll_back' },
    ],
    [
      'a failed check of no phase that is known',
      { failure: failedBy('HealthCheckFailed') },
      { kind: 'roll_back' },
    ],
    [
      'a spent budget of the second phase, where the first is lenient',
      {
        execution: secondFailed,
        plan: mixed(false, true),
        failure: failedBy('FailureBudgetExceeded'),
      },
      { kind: 'roll_back' },
    ],
    [
      'a spent budget of the second phase, which is lenient',
      {
        execution: secondFailed,
        plan: mixed(true, false),
        failure: failedBy('FailureBudgetExceeded'),
      },
      { kind: 'end', status: 'failed' },
    ],
    [
      'a spent budget of no known phase, whatever the second says',
      { plan: mixed(true, false), failure: failedBy('FailureBudgetExceeded') },
      { kind: 'roll_back' },
    ],
    [
      'a cancel that failed meanwhile',
      { ...cancelling(false), execution: failedPhase, failure: failedBy('HealthCheckFailed') },
      {
        kind: 'end',
        status: 'cancelled',
        error: 'Cancelled. 1 changed assets stay as they are: web-1.',
      },
    ],
    [
      'a refused phase though each criterion is off',
      { execution: failedPhase, plan: lenient, failure: failedBy('PhaseRefused') },
      { kind: 'roll_back' },
    ],
  ])('after %s', (_name, given, expected) => {
    expect(ending(given)).toMatchObject(expected);
  });

  it('is not whole while one phase is open', () => {
    const [first] = whole.phases;
    if (!first) throw new Error('The builder lost its phase');
    const open = { ...first, index: 1, status: 'pending' as const };

    expect(ending({ execution: { ...whole, phases: [first, open] } }).kind).toBe('roll_back');
  });

  it('lists what stays changed', () => {
    expect(ending(cancelling(false))).toEqual({
      kind: 'end',
      status: 'cancelled',
      error: 'Cancelled. 1 changed assets stay as they are: web-1.',
    });
  });
});

describe('the ending of a roll-back', () => {
  const undone = aLine({ status: 'rolled_back', applies: 1, undos: 1 });
  const kept = aLine({
    asset_name: 'web-2',
    status: 'rollback_failed',
    applies: 1,
    undos: 1,
    error: 'Not rolled back: moved',
  });

  it.each<{
    name: string;
    status: ExecutionStatus;
    lines: (typeof undone)[];
    requested?: boolean;
    becomes: string;
  }>([
    { name: 'all undone', status: 'rolling_back', lines: [undone], becomes: 'rolled_back' },
    {
      name: 'one kept',
      status: 'rolling_back',
      lines: [undone, kept],
      becomes: 'rollback_partial',
    },
    {
      name: 'one never begun',
      status: 'rolling_back',
      lines: [touched],
      becomes: 'rollback_partial',
    },
    { name: 'nothing undone', status: 'rolling_back', lines: [untouched], becomes: 'failed' },
    {
      name: 'a cancel, all undone',
      status: 'rolling_back',
      lines: [undone],
      requested: true,
      becomes: 'cancelled',
    },
    { name: 'a settled cancel', status: 'cancelling', lines: [touched], becomes: 'cancelled' },
    { name: 'a settled failure', status: 'running', lines: [touched], becomes: 'failed' },
  ])('with $name it is $becomes', ({ status, lines, requested = false, becomes }) => {
    const execution = anExecution({ status, rollback_requested: requested });

    expect(decideRollbackEnding(execution, lines).status).toBe(becomes);
  });

  it('says what was the matter before, and what stays', () => {
    expect(
      decideRollbackEnding(anExecution({ status: 'cancelling', error: 'Cancelled.' }), [touched]),
    ).toEqual({
      status: 'cancelled',
      error: 'Cancelled. 1 changed assets stay as they are: web-1.',
      rollback_error: null,
    });
    expect(decideRollbackEnding(anExecution({ status: 'running' }), [untouched])).toEqual({
      status: 'failed',
      error: 'No asset was changed.',
      rollback_error: null,
    });
  });

  it.each([
    [false, [undone], 'rolled_back'],
    [false, [untouched, undone], 'rolled_back'],
    [false, [untouched], 'failed'],
    [true, [undone], 'cancelled'],
  ] as const)(
    'keeps the error of the rollout (asked for: %s)',
    (rollback_requested, lines, status) => {
      const execution = anExecution({
        status: 'rolling_back',
        error: 'It broke.',
        rollback_requested,
      });

      expect(decideRollbackEnding(execution, lines)).toEqual({
        status,
        error: 'It broke.',
        rollback_error: null,
      });
    },
  );

  it('names up to twenty that stay changed, and counts the others', () => {
    const rolling = anExecution({ status: 'rolling_back', error: 'It broke.' });
    const left = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ ...touched, asset_name: `w${index + 1}` }));
    const twenty = Array.from({ length: 20 }, (_, index) => `w${index + 1}: not undone`).join('; ');

    expect(decideRollbackEnding(rolling, left(20))).toEqual({
      status: 'rollback_partial',
      error: 'It broke.',
      rollback_error: `20 assets stay changed: ${twenty}`,
    });
    expect(decideRollbackEnding(rolling, left(22)).rollback_error).toBe(
      `22 assets stay changed: ${twenty}; and 2 more`,
    );
  });

  it('names what stays changed and why', () => {
    const execution = anExecution({ status: 'rolling_back' });

    expect(decideRollbackEnding(execution, [undone, kept]).rollback_error).toBe(
      '1 assets stay changed: web-2: Not rolled back: moved',
    );
  });
});
