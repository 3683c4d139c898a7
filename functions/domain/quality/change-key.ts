import type { Plan } from '../plan/plan.ts';
import { digestOf } from '../shared/canonical.ts';
import type { Digest } from '../shared/ids.ts';

const sorted = (words: readonly string[] = []): readonly string[] => [...new Set(words)].sort();

/**
 * Names a change wherever it is made: equal for the same action on the same kind of assets in
 * another environment. Environment, regions and single assets are left out.
 */
export const changeKeyOf = (plan: Pick<Plan, 'action' | 'selector'>): Digest =>
  digestOf({
    action: { type: plan.action.type, parameters: plan.action.parameters },
    roles: sorted(plan.selector.roles),
    services: sorted(plan.selector.services),
    platforms: sorted(plan.selector.platforms),
  });
