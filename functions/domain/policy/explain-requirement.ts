import { ReasonCode } from './approval-reason.ts';
import type { ApprovalReason } from './approval-reason.ts';
import type { EarnedGrant } from './earned-grant.ts';

export interface ReasonFacts {
  readonly total: number;
  /** Assets of this plan alone. */
  readonly planned: number;
  /** Distinct assets of the action in the environment within 24 hours, this plan's among them. */
  readonly assetsInWindow: number;
  readonly environment: string;
  readonly action: string;
  readonly grant: EarnedGrant;
}

const inWindow = ({ planned, assetsInWindow, environment, action }: ReasonFacts): string =>
  assetsInWindow > planned
    ? `${assetsInWindow} assets get ${action} in ${environment} within 24 hours, ${planned} of them by this plan`
    : `The plan changes ${planned} assets`;

const lossWords: Readonly<Record<NonNullable<EarnedGrant['taken_away']>['by'], string>> = {
  rejected: 'was rejected',
  failed: 'failed',
  rolled_back: 'was rolled back',
  policy_changed: 'ran under another policy',
};

const missingGrant = ({ grant, environment, action }: ReasonFacts): string => {
  const { taken_away: loss } = grant;
  const lost =
    loss === null ? '' : ` What was before does not count: ${loss.task_id} ${lossWords[loss.by]}.`;
  return (
    `In ${environment} only an earned grant takes the place of people, and there is none for ` +
    `${action}. Missing: ${grant.missing.join(' ')}${lost}`
  );
};

const sentences: Readonly<Record<ReasonCode, (facts: ReasonFacts) => string>> = {
  score: ({ total, environment }) =>
    `The quality score is ${total}, below what runs without people in ${environment}.`,
  'critical-risk': (facts) => `The risk is critical, which nothing waives. ${inWindow(facts)}.`,
  'undo-none': ({ action }) => `What ${action} does can’t be undone, which nothing waives.`,
  frozen: () => 'A change freeze is in force.',
  'mode-approve-all': ({ environment }) => `People approve every change in ${environment}.`,
  'mode-plan-only': ({ environment }) => `Nothing is carried out in ${environment}, only planned.`,
  'mode-canary-only': ({ environment }) =>
    `Only a canary may run before people approve in ${environment}.`,
  'break-glass': () => 'The glass was broken, which always takes another person.',
  'input-malformed': () => 'The facts about the approval could not be read.',
  'no-earned-grant': missingGrant,
  'grant-exceeded': (facts) =>
    `${inWindow(facts)}; the grant was earned with at most ${facts.grant.max_assets}.`,
  'rejected-recently': ({ environment }) =>
    `People rejected the same change in ${environment} within 30 days.`,
  'planners-disagree': () => 'Two planners came to different plans.',
  'approval-requested': () =>
    'Who asked for the change wants people to decide on it, which nothing waives.',
};

/** Every reason of a requirement with its sentence, in the same order. A new name explains itself. */
export const explainReasons = (
  codes: readonly string[],
  facts: ReasonFacts,
): readonly ApprovalReason[] =>
  codes.map((code) => {
    const known = ReasonCode.safeParse(code);
    return {
      code,
      message: known.success ? sentences[known.data](facts) : `The policy says: ${code}.`,
    };
  });
