import type { Asset } from '../fleet/asset.ts';
import { goldenImageOf } from './action.ts';
import type { Eligibility, FleetFacts } from './action.ts';

export const eligible: Eligibility = { kind: 'eligible' };
export const excluded = (reason: string): Eligibility => ({ kind: 'excluded', reason });
export const satisfied = (reason: string): Eligibility => ({ kind: 'satisfied', reason });

/** Most actions need a machine that runs. */
export const whenRunning = (asset: Asset, rest: () => Eligibility): Eligibility =>
  asset.state === 'running' ? rest() : excluded('The asset is stopped.');

export const drifted = (asset: Asset, facts: FleetFacts): Eligibility => {
  const golden = goldenImageOf(asset, facts);
  if (golden === undefined)
    return excluded(`There is no golden image for ${asset.role} on ${asset.platform}.`);
  return asset.image === golden.image
    ? satisfied('The asset already runs the golden image.')
    : whenRunning(asset, () => eligible);
};

export const unpatched = (asset: Asset, cveIds: readonly string[]): Eligibility => {
  if (asset.patch_state === 'current') return satisfied('No patch is missing.');
  const wanted =
    asset.patch_state === 'unknown' ||
    cveIds.length === 0 ||
    asset.missing_cves.some((cve) => cveIds.includes(cve));
  return wanted
    ? whenRunning(asset, () => eligible)
    : satisfied('None of the CVEs in question is open on the asset.');
};
