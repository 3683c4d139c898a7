import type { Resolution, ResolveRequest } from '../../domain/action/action.ts';
import type { Vulnerability } from '../../domain/fleet/asset.ts';
import { isAtLeast } from '../../domain/shared/severity.ts';
import type { Constraints } from '../../domain/task/task-spec.ts';

export const noneOpen = 'None of the CVEs in question is open on the asset.';

const holds = (names: readonly string[], name: string): boolean =>
  names.some((known) => known.toLowerCase() === name.toLowerCase());

const isKernel = (name: string): boolean => /^(?:kernel|linux-image|linux)(?:-|$)/iu.test(name);

/**
 * What is said of packages, in a test of one. A flaw of which nobody knows the package is in none
 * that was asked for, and may be in one that was left out.
 */
const admitsPackage = (
  { packages = [], exclude_packages: without = [], patch_kinds: kinds = [] }: Constraints,
  name: string | undefined,
): boolean => {
  const asked = packages.length > 0 || without.length > 0 || kinds.includes('kernel');
  if (!asked) return true;
  return (
    name !== undefined &&
    (packages.length === 0 || holds(packages, name)) &&
    !holds(without, name) &&
    (!kinds.includes('kernel') || isKernel(name))
  );
};

const admits = (
  constraints: Constraints,
  cve: string,
  flaw: Vulnerability | undefined,
): boolean => {
  const { cve_ids: named = [], min_severity: least = 'low' } = constraints;
  return (
    (named.length === 0 || holds(named, cve)) &&
    (least === 'low' || (flaw !== undefined && isAtLeast(flaw.severity, least))) &&
    admitsPackage(constraints, flaw?.package)
  );
};

/** Whether the request picks among CVEs; every known patch is one of security, which picks none. */
const picks = ({ cve_ids, min_severity = 'low', ...constraints }: Constraints): boolean =>
  (cve_ids ?? []).length > 0 || min_severity !== 'low' || !admitsPackage(constraints, undefined);

const unknownText = (count: number): string =>
  `The inventory doesn’t say which patches ${count} ${count === 1 ? 'asset lacks' : 'assets lack'}, so that only those in question can’t be told apart.`;

/** The CVEs that the request is about, from what the inventory knows, and its word on restarts. */
export const resolvePatches = (request: ResolveRequest): Resolution => {
  const { parameters, constraints, vulnerabilities, assets } = request;
  const reboot = constraints.reboot ?? parameters.reboot;
  const others = {
    ...(constraints.patch_kinds?.includes('security') && { kinds: ['security'] }),
    ...(reboot === undefined ? {} : { reboot }),
  };
  if (!picks(constraints)) return { kind: 'parameters', parameters: { cve_ids: [], ...others } };
  const flaws = new Map(vulnerabilities.map((flaw) => [flaw.cve_id, flaw]));
  const open = new Set(assets.flatMap((asset) => asset.missing_cves));
  const wanted = [...open].filter((cve) => admits(constraints, cve, flaws.get(cve))).sort();
  if (wanted.length > 0) return { kind: 'parameters', parameters: { cve_ids: wanted, ...others } };
  const unknown = assets.filter((asset) => asset.patch_state === 'unknown').length;
  return unknown > 0
    ? { kind: 'refused', reason: unknownText(unknown) }
    : { kind: 'none_affected', reason: noneOpen };
};
