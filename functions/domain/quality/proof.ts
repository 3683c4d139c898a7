import type { Plan } from '../plan/plan.ts';
import type { Environment } from '../shared/environment.ts';
import { changeKeyOf, leftOutKeyOf } from './change-key.ts';
import { provenDays, wasCarriedOutWhole, within } from './past-changes.ts';
import type { PastChange } from './past-changes.ts';

export interface ProofFacts {
  readonly plan: Plan;
  readonly past: readonly PastChange[];
  /** Distinct assets of the action in the environment within 24 hours, this plan's among them. */
  readonly assetsInWindow: number;
  readonly now: number;
}

export interface Proof {
  readonly points: number;
  readonly detail: string;
}

/** Where a change may have been proven before, and the most points that it is worth there. */
const provingGrounds: Readonly<
  Record<Environment, readonly { readonly environment: Environment; readonly of: number }[]>
> = {
  development: [],
  staging: [{ environment: 'development', of: 12 }],
  production: [
    { environment: 'staging', of: 20 },
    { environment: 'development', of: 12 },
  ],
};

const simulatedPoints = 8;
/** A proof is full at this many assets, or at a tenth of those that it is to stand for. */
const fewestAssets = 5;
const assetsForOne = 10;

const largestProvingRun = ({ plan, past, now }: ProofFacts, environment: Environment): number => {
  if (new Set(plan.selector.roles).size !== 1) return 0;
  const key = changeKeyOf(plan);
  const leftOut = leftOutKeyOf(plan);
  const sizes = within(past, now, provenDays)
    .filter(
      (change) =>
        change.environment === environment &&
        change.change_key === key &&
        (change.left_out === null || change.left_out === leftOut) &&
        wasCarriedOutWhole(change),
    )
    .map(({ assets_completed }) => assets_completed);
  return Math.max(0, ...sizes);
};

const groundedProof = (
  facts: ProofFacts,
  { environment, of }: { readonly environment: Environment; readonly of: number },
): Proof => {
  const proven = largestProvingRun(facts, environment);
  const needed = Math.max(fewestAssets, Math.ceil(facts.assetsInWindow / assetsForOne));
  // Whole numbers up to the last division: a tenth has no exact binary form.
  const share =
    (of * proven * assetsForOne) / Math.max(fewestAssets * assetsForOne, facts.assetsInWindow);
  return {
    points: Math.floor(Math.min(of, share)),
    detail:
      `Completed in ${environment} within ${provenDays} days on ${proven} assets in one run; ` +
      `${needed} prove the ${facts.assetsInWindow} assets of this action in ` +
      `${facts.plan.environment} within 24 hours.`,
  };
};

/**
 * What proof a plan has: the largest single run of the same action, parameters and roles in a lower
 * environment within 30 days, in proportion to its size. Several runs don't add up, since they may be
 * about the same assets. A change of several roles, or of none, has no proof: a run of it says nothing
 * about which of them it touched. Nor has a run that left assets out, but for a change that leaves out
 * the same.
 */
export const proofOf = (facts: ProofFacts): Proof => {
  const { plan } = facts;
  const simulated = plan.simulation?.passed === true;
  if (plan.environment === 'development')
    return simulated
      ? { points: 20, detail: 'A simulation passed.' }
      : { points: 0, detail: 'No simulation passed.' };
  const grounds = provingGrounds[plan.environment].map((ground) => groundedProof(facts, ground));
  const best = grounds.reduce((left, right) => (right.points > left.points ? right : left));
  if (best.points > (simulated ? simulatedPoints : 0)) return best;
  return simulated
    ? { points: simulatedPoints, detail: `Simulated only. ${best.detail}` }
    : { points: 0, detail: `Not simulated. ${best.detail}` };
};
