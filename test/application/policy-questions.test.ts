import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PolicyEngine } from '../../functions/application/planning/planning-ports.ts';
import type { Plan } from '../../functions/domain/plan/plan.ts';
import type { PolicyQuestion } from '../../functions/domain/policy/policy-input.ts';
import { aPlan } from '../support/builders/a-plan.ts';
import { someAssets } from '../support/builders/an-asset.ts';
import { lenientPolicies } from '../support/execution/rollout-steps.ts';
import { openSteps } from '../support/execution/step-world.ts';
import type { StepWorld } from '../support/execution/step-world.ts';
import { aPlanningWorld } from '../support/planning/world.ts';

/** An engine that allows everything and remembers what it was asked. */
const listening = () => {
  const asked: PolicyQuestion[] = [];
  const policy: PolicyEngine = {
    evaluate: (...question) => {
      asked.push(question);
      return lenientPolicies.evaluate(...question);
    },
    revision: () => Promise.resolve('r1'),
  };
  return { asked, policy };
};

let world: StepWorld;

const askedAtValidation = async (plan: Plan): Promise<readonly PolicyQuestion[]> => {
  const { asked, policy } = listening();
  const world = aPlanningWorld({ fleet: { assets: someAssets(20) }, policy });
  await world.plan();
  const stored = world.kept.get(1);
  if (stored === undefined) throw new Error('There is no plan');
  world.kept.set(1, { ...stored, plan });
  asked.splice(0);
  await world.validatePlan({ ...world.name, plan_revision: 1 });
  return asked;
};

beforeAll(async () => {
  world = await openSteps();
});
afterAll(() => world.close());

const askedAtAdmission = async (plan: Plan): Promise<readonly PolicyQuestion[]> => {
  const { asked, policy } = listening();
  const { phase } = await world.prepare(await world.approve(plan));
  world.policy.evaluate = policy.evaluate;
  await world.steps.admitPhase(phase);
  return asked;
};

const planOf = (type: string): Plan => aPlan({ action: { ...aPlan().action, type } });

describe('what policy is asked about a plan', () => {
  it.each([
    ['reimage', ['production_safety']],
    ['execute_sop', ['production_safety', 'sop_safety']],
    ['promote_image', ['production_safety', 'image_safety']],
    ['an action of tomorrow', ['production_safety']],
  ])('is the same of %s at validation and before a phase', async (type, names) => {
    const plan = planOf(type);

    const atValidation = await askedAtValidation(plan);
    const atAdmission = await askedAtAdmission(plan);

    expect(atValidation.map(([policy]) => policy)).toEqual(names);
    expect(atAdmission).toEqual(atValidation);
  });
});

describe('a phase', () => {
  it('is refused when the second policy of its action denies', async () => {
    const { phase } = await world.prepare(await world.approve(planOf('execute_sop')));
    world.policy.evaluate = async (...question) => {
      const verdict = await lenientPolicies.evaluate(...question);
      const denial = {
        code: 'sop-empty',
        severity: 'error',
        message: 'No steps',
        rule: 'sop',
      } as const;
      return question[0] === 'sop_safety'
        ? { ...verdict, allowed: false, findings: [denial] }
        : verdict;
    };

    expect(await world.steps.admitPhase(phase)).toMatchObject({ outcome: 'refused' });
    const execution = await world.stores.executions.get(phase);
    expect(execution?.phases[0]).toMatchObject({ error: 'Policy refuses the phase: No steps.' });
  });
});
