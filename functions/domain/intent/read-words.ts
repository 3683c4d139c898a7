import type { Constraints, Criteria } from '../task/task-spec.ts';
import type { Claims } from './claims.ts';
import type { NarrowingAnswer } from './narrowing-answer.ts';
import type { PlaceWords } from './place-of.ts';
import type { Doubt } from './read-context.ts';
import { readConstraints } from './readers/read-constraints.ts';
import { readEnvironments } from './readers/read-environments.ts';
import { readImages, takeImages } from './readers/read-images.ts';
import { readLimits, withLimits } from './readers/read-limits.ts';
import { readExclusions } from './readers/read-exclusions.ts';
import { mergeCriteria } from './readers/merge-criteria.ts';
import { readCounts, readNames, readScope } from './readers/read-scope.ts';
import type { FoundScope } from './readers/read-scope.ts';
import type { Draft, IntentInput, Reader } from './reading.ts';

/** What has been read of a request before its type decides how strictly it is taken. */
export interface Words {
  readonly claims: Claims;
  readonly criteria: Criteria;
  /** What the criteria are made of, where it stands. */
  readonly found: readonly FoundScope[];
  readonly exclude: readonly Criteria[];
  readonly constraints: Constraints;
  readonly place: PlaceWords;
  /** Names that the fleet doesn't have. */
  readonly unknown: readonly Doubt[];
  readonly doubts: readonly Doubt[];
  /** What a model says of words that the rules leave open; none while they read by themselves. */
  readonly answers: readonly NarrowingAnswer[];
}

/** Without the packages and kinds whose words turned out to be what is left out. */
const withoutLeftOut = (
  { packages = [], patch_kinds = [], ...rest }: Constraints,
  claims: Claims,
): Constraints => {
  const said = new Set(claims.spans().map(({ value }) => value));
  const wanted = packages.filter((name) => said.has(`packages=${name}`));
  const kinds = patch_kinds.filter((kind) => said.has(`patch_kinds=${kind}`));
  return {
    ...rest,
    ...(wanted.length > 0 && { packages: wanted }),
    ...(kinds.length > 0 && { patch_kinds: kinds }),
  };
};

/** Reads what stands in the words whatever their type is; the order decides who is asked first. */
export const readWords = (claims: Claims, input: IntentInput, reader: Reader): Words => {
  const limits = readLimits(claims);
  const said = withLimits(readConstraints(claims), limits.constraints);
  const exclusions = readExclusions(claims, reader);
  const constraints = withoutLeftOut(said, claims);
  const taken = takeImages(claims, reader);
  const names = readNames(claims, reader);
  const environments = readEnvironments(claims, reader);
  const scope = readScope(claims, reader);
  const counts = readCounts(claims, reader);
  const { exclude_packages } = exclusions;
  const criteria = mergeCriteria(names.criteria, scope.criteria);
  const images = readImages(claims, taken, { fleet: reader.fleet, criteria });
  return {
    claims,
    criteria,
    found: [...names.found, ...scope.found],
    exclude: exclusions.exclude,
    constraints: {
      ...constraints,
      ...counts.constraints,
      ...images.constraints,
      ...(exclude_packages.length > 0 && { exclude_packages: [...exclude_packages] }),
    },
    place: {
      given: input.environment,
      named: [...environments.named, ...exclusions.environments],
      sources: environments.sources,
      others: environments.others,
      ofNames: names.environments,
    },
    unknown: [...names.doubts, ...scope.doubts, ...images.doubts],
    doubts: [...limits.doubts, ...exclusions.doubts, ...counts.doubts],
    answers: [],
  };
};

/** What is clear of the assets; null where an exclusion, a number or a name would get lost with the rest. */
export const draftOf = (words: Words): Draft | null => {
  const { criteria, exclude, constraints, unknown, doubts, place } = words;
  const isWhole = exclude.length + unknown.length + doubts.length + place.others.length === 0;
  if (!isWhole || Object.keys(constraints).length > 0) return null;
  const named = place.named
    .filter(({ as }) => as === 'place')
    .map(({ environment }) => environment);
  const environments = [...new Set(named)].sort();
  const { given } = place;
  return {
    criteria,
    environments: environments.length === 0 && given !== undefined ? [given] : environments,
  };
};
