import type { Constraints, RebootWish } from '../task/task-spec.ts';

type ConstraintName = keyof Constraints;

/** Who keeps each constraint: the plan of any action, the action itself, or a report. */
const keepers = {
  max_assets: 'plan',
  max_share_percent: 'plan',
  max_parallel: 'plan',
  max_parallel_percent: 'plan',
  phase_wait_seconds: 'plan',
  max_failures: 'plan',
  not_before: 'plan',
  not_after: 'plan',
  profile: 'plan',
  cve_ids: 'action',
  min_severity: 'action',
  patch_kinds: 'action',
  packages: 'action',
  exclude_packages: 'action',
  image: 'action',
  reboot: 'action',
  window: 'report',
} as const satisfies Readonly<Record<ConstraintName, 'plan' | 'action' | 'report'>>;

type KeptBy<Keeper extends (typeof keepers)[ConstraintName]> = {
  [Name in ConstraintName]: (typeof keepers)[Name] extends Keeper ? Name : never;
}[ConstraintName];

/** Which constraints of its own an action honours: total, so that a new one has to be answered. */
export type Honours = Readonly<Record<Exclude<KeptBy<'action'>, 'reboot'>, boolean>> & {
  readonly reboot: readonly RebootWish[];
};

/** What an action says of the constraints. */
export interface Honouring {
  /** What it does to a machine, as the beginning of a sentence. */
  readonly effect: string;
  readonly honours: Honours;
}

/** Of an action that has nothing to choose among patches or images. */
export const choosesNothing = {
  cve_ids: false,
  min_severity: false,
  patch_kinds: false,
  packages: false,
  exclude_packages: false,
  image: false,
} as const satisfies Omit<Honours, 'reboot'>;

/** A report restarts nothing, looks at flaws, and has a time that it asks about. */
const report: Honouring = {
  effect: 'A report changes nothing and is made at once',
  honours: { ...choosesNothing, cve_ids: true, min_severity: true, reboot: ['never', 'if_needed'] },
};

/** A constraint that can't be honoured, in words and as a whole sentence. */
export interface Unhonoured {
  readonly constraint: ConstraintName;
  readonly words: string;
  readonly message: string;
}

type Said<Name extends ConstraintName> = NonNullable<Constraints[Name]>;

const words: { readonly [Name in ConstraintName]: (value: Said<Name>) => string } = {
  max_assets: (most) => `at most ${most} assets`,
  max_share_percent: (percent) => `at most ${percent} % of the assets`,
  max_parallel: (most) => `at most ${most} at a time`,
  max_parallel_percent: (percent) => `at most ${percent} % at a time`,
  phase_wait_seconds: (seconds) => `a wait of ${seconds} s between phases`,
  max_failures: (most) => `at most ${most} failures`,
  not_before: (time) => `not before ${time}`,
  not_after: (time) => `not after ${time}`,
  profile: (profile) => `the ${profile} profile`,
  cve_ids: (ids) => `only ${ids.join(', ')}`,
  min_severity: (least) => `only severity ${least} or worse`,
  patch_kinds: (kinds) => `only ${kinds.join(' ')} patches`,
  packages: (names) => `only the packages ${names.join(', ')}`,
  exclude_packages: (names) => `without the packages ${names.join(', ')}`,
  image: (image) => `the image ${image}`,
  reboot: (wish) => `reboot ${wish.replace('_', ' ')}`,
  window: ({ from, to }) => `the time from ${from}${to === undefined ? '' : ` to ${to}`}`,
};

/** A constraint in words, as the middle of a sentence. */
const wordsOf = <Name extends ConstraintName>(
  name: Name,
  constraints: Pick<Constraints, Name>,
): string => {
  const value: Constraints[Name] = constraints[name];
  return value === undefined ? name : words[name](value);
};

const isSaid = (value: Constraints[ConstraintName]): boolean =>
  value !== undefined && !(Array.isArray(value) && value.length === 0);

const honoursAction = (constraints: Constraints, name: KeptBy<'action'>, honours: Honours) =>
  name === 'reboot'
    ? constraints.reboot === undefined || honours.reboot.includes(constraints.reboot)
    : honours[name];

const said = (constraints: Constraints): readonly ConstraintName[] =>
  (Object.keys(keepers) as ConstraintName[]).filter((name) => isSaid(constraints[name]));

const isOfAction = (name: ConstraintName): name is KeptBy<'action'> => keepers[name] === 'action';

const fault = (
  constraints: Constraints,
  constraint: ConstraintName,
  { effect }: Honouring,
): Unhonoured => {
  const told = wordsOf(constraint, constraints);
  return { constraint, words: told, message: `${effect}: ${told} can’t be honoured.` };
};

const unkept = (
  constraints: Constraints,
  by: Honouring,
  keeper: 'plan' | 'report',
): readonly Unhonoured[] =>
  said(constraints)
    .filter((name) =>
      isOfAction(name) ? !honoursAction(constraints, name, by.honours) : keepers[name] !== keeper,
    )
    .map((name) => fault(constraints, name, by));

/** What of a request a change by this action can't honour; nothing where it keeps all. */
export const unhonoured = (constraints: Constraints, action: Honouring): readonly Unhonoured[] =>
  unkept(constraints, action, 'plan');

/**
 * What of a request a type of task can't honour: what none of the actions that it may propose
 * keeps, or what a report does not where it proposes none.
 */
export const unhonouredByTask = (
  constraints: Constraints,
  actions: readonly Honouring[],
): readonly Unhonoured[] => {
  const [first, ...others] = actions.map((action) => unhonoured(constraints, action));
  if (first === undefined) return unkept(constraints, report, 'report');
  return first.filter(({ constraint }) =>
    others.every((faults) => faults.some((one) => one.constraint === constraint)),
  );
};
