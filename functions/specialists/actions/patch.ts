import * as z from 'zod';
import { defineAction } from '../../domain/action/action.ts';
import type { Eligibility } from '../../domain/action/action.ts';
import { whenIn } from '../../domain/action/after.ts';
import { satisfied, whenReachable } from '../../domain/action/eligibility.ts';
import type { Asset } from '../../domain/fleet/asset.ts';
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
  after: (asset, { cve_ids }) =>
    whenIn('running', asset, () => {
      const remaining =
        cve_ids.length === 0 ? [] : asset.missing_cves.filter((id) => !cve_ids.includes(id));
      const closed = asset.missing_cves.filter((id) => !remaining.includes(id));
      return {
        changed: {
          missing_cves: remaining,
          patch_state: remaining.length === 0 ? 'current' : 'missing',
        },
        output: closed.length === 0 ? 'All patches installed' : `Closed ${closed.join(', ')}`,
      };
    }),
});
