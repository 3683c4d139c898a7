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

/** Criteria in one spelling and order, so that the same ones said otherwise are the same. */
const ordered = (criteria: Criteria): Readonly<Record<string, readonly string[]>> => {
  const { tags, ...lists } = criteria;
  const said = { ...lists, tags: tagWords({ tags }) };
  return Object.fromEntries(
    Object.entries(said)
      .map(([name, words = []]) => [name, sorted(words.map((word) => word.toLowerCase()))] as const)
      .filter(([, words]) => words.length > 0),
  );
};

/**
 * What a plan's request left out of its kind of assets; null where nothing. A run that left something
 * out stands for no other change than one that leaves out the same: nothing is known of the rest.
 */
export const leftOutKeyOf = ({ selector }: Pick<Plan, 'selector'>): Digest | null => {
  const left = (selector.exclude ?? []).map((exclusion) => digestOf(ordered(exclusion)));
  return left.length === 0 ? null : digestOf(sorted(left));
};

/**
 * Names a change wherever it is made: equal for the same action on the same kind of assets in
 * another environment. Environment, regions and single assets are left out, and so is what a request
 * excludes: a change that was rejected stays so whatever is left out of it the next time.
 */
export const changeKeyOf = (plan: Pick<Plan, 'action' | 'selector'>): Digest =>
  digestOf({
    action: { type: plan.action.type, parameters: plan.action.parameters },
    roles: sorted(plan.selector.roles),
    services: sorted(plan.selector.services),
    platforms: sorted(plan.selector.platforms),
    ...finerKinds(plan),
  });
