import { isAtLeast } from '../../domain/shared/severity.ts';
import * as z from 'zod';
import { defineAction } from '../../domain/action/action.ts';
import type { Eligibility, Resolution, ResolveRequest } from '../../domain/action/action.ts';
import { whenIn } from '../../domain/action/after.ts';
import { satisfied, whenReachable } from '../../domain/action/eligibility.ts';
import type { Asset } from '../../domain/fleet/asset.ts';

const CveId = z.string().regex(/^CVE-\d{4}-\d{4,7}$/u);

const noneOpen = 'None of the CVEs in question is open on the asset.';

const unpatched = (asset: Asset, cveIds: readonly string[]): Eligibility => {
  if (asset.patch_state === 'current') return satisfied('No patch is missing.');
  const wanted =
    asset.patch_state === 'unknown' ||
    cveIds.length === 0 ||
    asset.missing_cves.some((cve) => cveIds.includes(cve));
  return wanted ? whenReachable(asset) : satisfied(noneOpen);
};

/** CVEs that the task is about, from what the inventory knows. */
const openCves = ({
  parameters,
  constraints,
  vulnerabilities,
  assets,
}: ResolveRequest): Resolution => {
  const reboot = parameters.reboot === undefined ? {} : { reboot: parameters.reboot };
  const named = constraints.cve_ids ?? [];
  const least = constraints.min_severity ?? 'low';
  if (named.length === 0 && least === 'low')
    return { kind: 'parameters', parameters: { cve_ids: [], ...reboot } };
  const open = new Set(assets.flatMap((asset) => asset.missing_cves));
  const severe = new Set(
    vulnerabilities.filter((flaw) => isAtLeast(flaw.severity, least)).map((flaw) => flaw.cve_id),
  );
  const wanted = (named.length > 0 ? named : [...severe])
    .filter((cve) => open.has(cve) && (least === 'low' || severe.has(cve)))
    .sort();
  return wanted.length === 0
    ? { kind: 'none_affected', reason: noneOpen }
    : { kind: 'parameters', parameters: { cve_ids: wanted, ...reboot } };
};

export const patch = defineAction({
  type: 'patch',
  description: 'Installs missing patches; an empty list of CVEs means all of them.',
  parameters: z
    .strictObject({
      cve_ids: z.array(CveId).max(500).default([]),
      reboot: z.enum(['if_needed', 'never']).default('if_needed'),
    })
    .readonly(),
  undo: 'snapshot',
  policies: ['production_safety'],
  captures: ['root volume snapshot', 'image', 'patch state', 'version'],
  rollback_method: 'Replace the root volume by the snapshot taken before the patch.',
  drains: true,
  verifies: 'None of the CVEs is open any more.',
  eligibility: (asset, { cve_ids }) => unpatched(asset, cve_ids),
  resolve: openCves,
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
