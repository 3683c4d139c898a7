import { describe, expect, it } from 'vitest';
import { understoodText } from '../../../functions/domain/plan/understood-text.ts';
import { renderPlan } from '../../../functions/domain/plan/render-plan.ts';
import { aPlan } from '../../support/builders/a-plan.ts';
import { specOf } from '../../support/planning/intent.ts';

describe('what a request was taken for', () => {
  const { understood = [] } = specOf('Patch staging web servers except windows, one at a time');

  it('is told in a line for each piece of it', () => {
    expect(understoodText(understood)).toEqual([
      '“Patch”: what is to be done: patch_rollout',
      '“staging”: environment: staging',
      '“web”: on which assets: role=web',
      '“servers”: on which assets',
      '“except windows”: left out',
      '“one at a time”: how it is done: max_parallel=1',
    ]);
  });

  it('stands in the plan that people read, and not in one that has none', () => {
    expect(renderPlan(aPlan({ understood }), { title: 'Plan' })).toContain(
      '- “except windows”: left out',
    );
    expect(renderPlan(aPlan(), { title: 'Plan' })).not.toContain('### Understood');
  });

  it('shows text of people as text', () => {
    const span = { text: '\u202Ex\u0007', start: 0, end: 3, as: 'reference', value: null } as const;

    expect(understoodText([span])).toEqual(['“x”: a remark that changes nothing']);
  });
});
