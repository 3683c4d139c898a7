import * as z from 'zod';
import { defineAction } from '../../domain/action/action.ts';
import type { Eligibility } from '../../domain/action/action.ts';
import { whenIn } from '../../domain/action/after.ts';
import { satisfied, whenReachable } from '../../domain/action/eligibility.ts';
import type { AssetChange } from '../../domain/action/changes.ts';
import type { Asset, Vulnerability } from '../../domain/fleet/asset.ts';
import { RebootWish } from '../../domain/task/task-spec.ts';
import { noneOpen, resolvePatches } from './resolve-patches.ts';

const CveId = z.string().regex(/^CVE-\d{4}-\d{4,7}$/u);

const unpatched = (asset: Asset, cveIds: readonly string[]): Eligibility => {
  if (asset.patch_state === 'current') return satisfied('No patch is missing.');
  const wanted =
    asset.patch_state === 'unknown' ||
    cveIds.length === 0 ||
    asset.missing_cves.some((cve) => cveIds.includes(cve));
  return wanted ? whenReachable(asset) : satisfied(noneOpen);
};

/** What a patch leaves open and what it closes; an empty list of CVEs means all of them. */
const patched = (asset: Pick<Asset, 'missing_cves'>, cveIds: readonly string[]) => {
  const remaining =
    cveIds.length === 0 ? [] : asset.missing_cves.filter((id) => !cveIds.includes(id));
  const closed = asset.missing_cves.filter((id) => !remaining.includes(id));
  const state: Asset['patch_state'] = remaining.length === 0 ? 'current' : 'missing';
  return { remaining, closed, state };
};

/** Inventory knows the flaw and not the installed version, so that only the fixed one is told. */
const packagesOf = (
  closed: readonly string[],
  flaws: readonly Vulnerability[],
): readonly AssetChange[] =>
  flaws
    .filter((flaw) => closed.includes(flaw.cve_id))
    .map((flaw) => ({
      field: flaw.package === undefined ? 'update' : `package ${flaw.package}`,
      from: null,
      to: flaw.fixed_in,
    }));

export const patch = defineAction({
  type: 'patch',
  description: 'Installs missing patches; an empty list of CVEs means all of them.',
  parameters: z
    .strictObject({
      cve_ids: z.array(CveId).max(500).default([]),
      /** Only patches of these kinds; left out: of any. */
      kinds: z.array(z.literal('security')).min(1).max(1).exactOptional(),
      reboot: RebootWish.default('if_needed'),
    })
    .readonly(),
  effect: 'Patching installs missing patches',
  honours: {
    cve_ids: true,
    min_severity: true,
    patch_kinds: true,
    packages: true,
    exclude_packages: true,
    image: false,
    reboot: ['never', 'if_needed', 'always'],
  },
  undo: 'snapshot',
  policies: ['production_safety'],
  captures: ['root volume snapshot', 'image', 'patch state', 'version'],
  rollback_method: 'Replace the root volume by the snapshot taken before the patch.',
  drains: true,
  verifies: 'None of the CVEs is open any more.',
  eligibility: (asset, { cve_ids }) => unpatched(asset, cve_ids),
  resolve: resolvePatches,
  touches: ['patch_state', 'missing_cves'],
  changes: (asset, { cve_ids }, { vulnerabilities }) => [
    ...packagesOf(patched(asset, cve_ids).closed, vulnerabilities),
    { field: 'patch state', from: asset.patch_state, to: patched(asset, cve_ids).state },
  ],
  closes: (asset, { cve_ids }) => patched(asset, cve_ids).closed,
  after: (asset, { cve_ids }) =>
    whenIn('running', asset, () => {
      const { remaining, closed, state } = patched(asset, cve_ids);
      return {
        changed: { missing_cves: remaining, patch_state: state },
        output: closed.length === 0 ? 'All patches installed' : `Closed ${closed.join(', ')}`,
      };
    }),
});
