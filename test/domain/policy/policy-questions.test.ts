import { describe, expect, it } from 'vitest';
import { ActionType } from '../../../functions/domain/action/action-type.ts';
import { nothingKnown, policyInputs } from '../../../functions/domain/policy/policy-input.ts';
import { policyQuestionsOf } from '../../../functions/domain/policy/policy-questions.ts';
import { actionNamed } from '../../../functions/specialists/actions/list.ts';
import { aPlan } from '../../support/builders/a-plan.ts';

describe('the questions about a plan', () => {
  it.each(ActionType.options)('have the shape that each policy reads, for %s', (type) => {
    const plan = aPlan({ action: { ...aPlan().action, type } });

    for (const [policy, input] of policyQuestionsOf(plan, actionNamed(type))) {
      if (input !== nothingKnown) expect(policyInputs[policy].parse(input)).toEqual(input);
    }
  });

  it('begin with the plan’s own policy, whatever the action', () => {
    for (const type of [...ActionType.options, 'dance']) {
      const [first] = policyQuestionsOf(
        aPlan({ action: { ...aPlan().action, type } }),
        actionNamed(type),
      );
      expect(first?.[0]).toBe('production_safety');
    }
  });

  it.each<[string, readonly string[]]>([
    ['reimage', ['production_safety']],
    ['execute_sop', ['production_safety', 'sop_safety']],
    ['promote_image', ['production_safety', 'image_safety']],
  ])('about %s go to the policies that its action names', (type, policies) => {
    const asked = policyQuestionsOf(aPlan(), actionNamed(type));

    expect(asked.map(([policy]) => policy)).toEqual(policies);
    for (const [policy, input] of asked)
      if (policy !== 'production_safety') expect(input).toBe(nothingKnown);
  });

  it('carry the limits of the organisation', () => {
    const [question] = policyQuestionsOf(aPlan(), actionNamed('reimage'), {
      max_phase_percent: 5,
    });

    expect(question?.[1]).toMatchObject({ limits: { max_phase_percent: 5 } });
  });
});
