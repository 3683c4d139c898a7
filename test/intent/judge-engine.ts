import { performance } from 'node:perf_hooks';
import type { IntentReading } from '../../functions/domain/intent/reading.ts';
import type { TaskSpec } from '../../functions/domain/task/task-spec.ts';
import { demoReader, readIntent } from '../support/planning/intent.ts';
import type { LabelledRequest } from './corpus.ts';
import type { ExpectedReading } from './held-out.ts';

/** What became of a request that must be read (the first four) or refused (the last two). */
export type Verdict = 'right' | 'wrong' | 'other type' | 'unread' | 'refused' | 'let through';

export interface JudgedReading {
  readonly expected: ExpectedReading;
  readonly verdict: Verdict;
  /** What differs, what was read, or why it was refused; empty where all is as wanted. */
  readonly why: string;
  /** It was read as something that may change the fleet, and not as a dry run. */
  readonly isChange: boolean;
  readonly milliseconds: number;
}

/** The corpus in the form of every set that the engine is judged over. */
export const expectedOf = (requests: readonly LabelledRequest[]): readonly ExpectedReading[] =>
  requests.map(({ request, task_type, environment, roles, excluded, dry_run, why }) => ({
    request,
    wanted:
      task_type === null || why !== null
        ? null
        : {
            type: task_type,
            environment: environment ?? 'development',
            roles: roles.join(','),
            // An environment that is left out is no exclusion of assets: the place is another one.
            isExcluding: excluded.some((name) => !name.startsWith('environment')),
            isRehearsal: dry_run,
          },
    why: why ?? '',
  }));

const rolesOf = (roles: readonly string[]): string => [...roles].sort().join(',');

const differences = (
  { spec, rehearses }: Extract<IntentReading, { kind: 'settled' }>,
  wanted: NonNullable<ExpectedReading['wanted']>,
): readonly string[] => {
  const roles = rolesOf(spec.selector.roles ?? []);
  const wantedRoles = rolesOf(wanted.roles.split(',').filter((role) => role !== ''));
  // Packages that are left out are an exclusion to those who label it, and need none in the selector.
  const leavesOut = (spec.constraints.exclude_packages ?? []).length > 0 && wanted.isExcluding;
  const isExcluding = spec.selector.exclude !== undefined || leavesOut;
  return [
    spec.environment === wanted.environment ? '' : `environment ${spec.environment}`,
    roles === wantedRoles ? '' : `roles “${roles}” for “${wantedRoles}”`,
    isExcluding === wanted.isExcluding ? '' : `exclusion ${isExcluding ? 'too many' : 'missing'}`,
    rehearses === wanted.isRehearsal ? '' : `dry run ${rehearses ? 'too many' : 'missing'}`,
  ].filter((text) => text !== '');
};

const shown = ({ task_type, selector, constraints }: TaskSpec): string =>
  `${task_type} ${JSON.stringify(selector)} ${JSON.stringify(constraints)}`;

const verdictOn = (
  reading: IntentReading,
  { wanted }: ExpectedReading,
): Pick<JudgedReading, 'verdict' | 'why'> => {
  if (reading.kind !== 'settled')
    return { verdict: wanted === null ? 'refused' : 'unread', why: reading.reason };
  if (wanted === null) return { verdict: 'let through', why: shown(reading.spec) };
  if (reading.spec.task_type !== wanted.type)
    return { verdict: 'other type', why: shown(reading.spec) };
  const found = differences(reading, wanted);
  return found.length > 0
    ? { verdict: 'wrong', why: found.join('; ') }
    : { verdict: 'right', why: '' };
};

/** Carrying it out may change something, as the type's own words say. */
const mayChange = (reading: IntentReading, request: string): boolean => {
  if (reading.kind !== 'settled' || reading.rehearses) return false;
  const { mutates } = demoReader.catalogue[reading.spec.task_type].wording;
  return typeof mutates === 'boolean' ? mutates : mutates.test(request.toLowerCase());
};

/** Reads each request as the product does over the demo's fleet, and compares. */
export const judgeEngine = (expected: readonly ExpectedReading[]): readonly JudgedReading[] => {
  // The first readings of a process are compiled meanwhile, which is no time of the engine's.
  for (const { request } of expected.slice(0, 50)) readIntent({ intent: request });
  return expected.map((one) => {
    const begun = performance.now();
    const reading = readIntent({ intent: one.request });
    const milliseconds = performance.now() - begun;
    return {
      expected: one,
      ...verdictOn(reading, one),
      isChange: mayChange(reading, one.request),
      milliseconds,
    };
  });
};

/** How many of the readings have a verdict. */
export const countOf = (judged: readonly JudgedReading[], verdict: Verdict): number =>
  judged.filter((one) => one.verdict === verdict).length;
