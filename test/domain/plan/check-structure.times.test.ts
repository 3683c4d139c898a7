import { describe, expect, it } from 'vitest';
import { checkStructure } from '../../../functions/domain/plan/check-structure.ts';
import type { Plan } from '../../../functions/domain/plan/plan.ts';
import { actionNamed } from '../../../functions/specialists/actions/list.ts';
import { aBuiltPlan } from '../../support/builders/a-built-plan.ts';
import { someAssets } from '../../support/builders/an-asset.ts';

/** Made at noon of the second; its phases bake 3, 2 and 2 seconds. */
const plan = aBuiltPlan({ sorted: { eligible: someAssets(3, { zone: 'a' }), excluded: [] } });
const { planned_at: planned } = plan;
const faultsOf = (changes: Partial<Plan>) =>
  checkStructure({ ...plan, ...changes }, actionNamed).map(({ code, message, phase, rule }) => [
    code,
    message,
    phase ?? null,
    rule,
  ]);

const tooFar = [
  'start-too-far',
  'The plan would begin more than 14 days after it was made.',
  null,
  'schema',
];
const empty = ['time-empty', 'There is no time in which a phase may begin.', null, 'schema'];
const short = (seconds: number, phase: string) => [
  'wait-too-short',
  `The next phase may not begin within ${seconds} s.`,
  phase,
  'schema',
];

describe('the times of a plan', () => {
  it.each<[Partial<Plan>, readonly unknown[]]>([
    [{}, []],
    [{ not_before: '2026-03-16T12:00:00.000Z' }, []],
    [{ not_before: '2026-03-16T12:00:00.001Z' }, [tooFar]],
    [{ not_after: planned }, []],
    [{ not_after: '2026-03-02T11:59:59.999Z' }, [empty]],
    [{ not_before: '2026-03-02T10:00:00.000Z', not_after: '2026-03-02T11:00:00.000Z' }, [empty]],
    [{ not_before: '2026-03-02T14:00:00.000Z', not_after: '2026-03-02T14:00:00.000Z' }, []],
    [{ not_before: '2026-03-02T14:00:00.000Z', not_after: '2026-03-02T13:00:00.000Z' }, [empty]],
    [
      { not_before: '2026-03-17T12:00:00.000Z', not_after: '2026-03-16T12:00:00.000Z' },
      [tooFar, empty],
    ],
  ])('%j have the faults %j', (times, faults) => {
    expect(faultsOf(times)).toEqual(faults);
  });

  it.each([
    [2, []],
    [3, [short(3, 'Wave 1')]],
    [4, [short(4, 'Canary'), short(4, 'Wave 1')]],
  ])('with a wait of %i s have phases but the last that bake as long', (wait, faults) => {
    expect(plan.phases.map(({ bake_seconds }) => bake_seconds)).toEqual([3, 2, 2]);
    expect(faultsOf({ phase_wait_seconds: wait })).toEqual(faults);
  });
});
