import type { FleetVocabulary } from '../fleet/fleet-vocabulary.ts';
import type { SpanKind } from '../task/span.ts';
import type { Constraints, Criteria } from '../task/task-spec.ts';
import type { ProposedSpan } from './model-proposal.ts';

/** What the words between two places, which the rules left open, narrow a task by. */
export interface NarrowingAnswer {
  readonly start: number;
  readonly end: number;
  readonly as: 'scope' | 'exclusion' | 'constraint';
  readonly value: string;
  readonly criteria: Criteria;
  readonly exclude: readonly Criteria[];
  readonly constraints: Constraints;
}

const spellings = (names: ReadonlyMap<string, string>): ReadonlySet<string> =>
  new Set(names.values());

const platforms = ['linux', 'windows'] as const;

/** Kinds of criteria, as `understood` writes them, each with what the fleet knows of it. */
const criterionKinds: Readonly<
  Record<string, (name: string, fleet: FleetVocabulary) => Criteria | null>
> = {
  role: (name, { roles }) => (spellings(roles).has(name) ? { roles: [name] } : null),
  service: (name, { services }) => (spellings(services).has(name) ? { services: [name] } : null),
  region: (name, { regions }) => (spellings(regions).has(name) ? { regions: [name] } : null),
  platform: (name) => {
    const platform = platforms.find((one) => one === name);
    return platform === undefined ? null : { platforms: [platform] };
  },
};

const criterionOf = (value: string, fleet: FleetVocabulary): Criteria | null => {
  const [kind = '', ...rest] = value.split('=');
  return Object.hasOwn(criterionKinds, kind)
    ? (criterionKinds[kind]?.(rest.join('='), fleet) ?? null)
    : null;
};

/** Of each constraint the narrowest value alone: a word that was not understood loosens nothing. */
const narrowest: Readonly<Record<string, Constraints>> = {
  'reboot=never': { reboot: 'never' },
  'profile=cautious': { profile: 'cautious' },
  'max_parallel=1': { max_parallel: 1 },
  'max_failures=0': { max_failures: 0 },
};

type Meaning = Pick<NarrowingAnswer, 'criteria' | 'exclude' | 'constraints'>;
const nothing: Meaning = { criteria: {}, exclude: [], constraints: {} };

const meanings = {
  scope: (value: string, fleet: FleetVocabulary): Meaning | null => {
    const criteria = criterionOf(value, fleet);
    return criteria === null ? null : { ...nothing, criteria };
  },
  exclusion: (value: string, fleet: FleetVocabulary): Meaning | null => {
    const criteria = criterionOf(value, fleet);
    return criteria === null ? null : { ...nothing, exclude: [criteria] };
  },
  constraint: (value: string): Meaning | null => {
    const constraints = Object.hasOwn(narrowest, value) ? narrowest[value] : undefined;
    return constraints === undefined ? null : { ...nothing, constraints };
  },
} as const;

const isNarrowing = (as: SpanKind): as is NarrowingAnswer['as'] => Object.hasOwn(meanings, as);

/**
 * What a model may say of words that the rules don't understand: what of the fleet they name or leave
 * out, or the narrowest value of a constraint. Null for all else: that a word means nothing can't be
 * checked, and what was meant by it would be dropped.
 */
export const narrowingAnswerOf = (
  { start, end, as, value }: ProposedSpan,
  fleet: FleetVocabulary,
): NarrowingAnswer | null => {
  if (!isNarrowing(as) || value === null) return null;
  const meaning = meanings[as](value, fleet);
  return meaning === null ? null : { start, end, as, value, ...meaning };
};
