import type { Environment } from '../shared/environment.ts';

/** How fast a rollout may grow; a model chooses among these and changes nothing in them. */
export type Profile = 'standard' | 'cautious';

interface Pacing {
  /** Largest share of all assets in one phase, in per cent. */
  readonly cap_percent: Readonly<Record<Environment, number>>;
  /** Bakes last so many times as long as the fleet's pace says. */
  readonly bake_factor: number;
}

export const profiles: Readonly<Record<Profile, Pacing>> = {
  standard: { cap_percent: { production: 20, staging: 34, development: 50 }, bake_factor: 1 },
  cautious: { cap_percent: { production: 10, staging: 20, development: 34 }, bake_factor: 2 },
};

const canaryPercent = 10;
const mostCanaryAssets = 5;

const share = (total: number, percent: number): number => Math.floor((total * percent) / 100);

/** Assets of the canary: a tenth, at most five, at least one. */
export const canarySize = (total: number): number =>
  Math.max(1, Math.min(mostCanaryAssets, share(total, canaryPercent)));

/** Most assets of any phase; a fleet too small for the share may use one asset a phase. */
export const phaseCap = (total: number, environment: Environment, profile: Profile): number =>
  Math.max(1, share(total, profiles[profile].cap_percent[environment]));

/** Sizes of the phases in order: the canary, then waves that double from it up to the cap. */
export const phaseSizes = (
  total: number,
  environment: Environment,
  profile: Profile,
): readonly number[] => {
  const cap = phaseCap(total, environment, profile);
  let size = Math.min(canarySize(total), cap);
  const sizes: number[] = [];
  for (let left = total; left > 0; size = Math.min(size * 2, cap)) {
    const next = Math.min(size, left);
    sizes.push(next);
    left -= next;
  }
  return sizes;
};
