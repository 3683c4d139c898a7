import type { Plan } from '../plan/plan.ts';
import { digestOf } from '../shared/canonical.ts';
import type { Digest } from '../shared/ids.ts';
import type { Criteria } from '../task/task-spec.ts';

const sorted = (words: readonly string[] = []): readonly string[] => [...new Set(words)].sort();

const tagWords = ({ tags = [] }: Criteria): readonly string[] =>
  tags.map(({ key, value }) => `${key.toLowerCase()}=${value.toLowerCase()}`);

/**
 * Kinds that requests name by more than role, service and platform; without them the key is what it
 * always was.
 */
const finerKinds = ({ selector }: Pick<Plan, 'selector'>) => {
  const versions = sorted(selector.platform_versions);
  const tags = sorted(tagWords(selector));
  return {
    ...(versions.length > 0 && { platform_versions: versions }),
    ...(tags.length > 0 && { tags }),
  };
};

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
    ...finerKinds(plan),
  });
