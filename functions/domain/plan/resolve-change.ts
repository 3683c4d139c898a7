import { goldenImageOf } from '../action/action.ts';
import type { BoundAction, FleetFacts } from '../action/action.ts';
import { actionCatalogue, actionNamed } from '../action/catalogue.ts';
import type { Asset, Vulnerability } from '../fleet/asset.ts';
import type { Constraints } from '../task/task-spec.ts';

export interface ChangeRequest {
  readonly type: string;
  /** As proposed; what the inventory decides is replaced by what the inventory says. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly constraints: Constraints;
  /** Assets that the selector matched. */
  readonly assets: readonly Asset[];
  readonly facts: FleetFacts;
  readonly vulnerabilities: readonly Vulnerability[];
}

export interface SortedAssets {
  readonly eligible: readonly Asset[];
  readonly excluded: readonly { readonly asset: Asset; readonly reason: string }[];
}

export type ResolvedChange =
  | ({ readonly kind: 'resolved'; readonly bound: BoundAction } & SortedAssets)
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * Turns a proposed action into parameters that name only what the inventory holds, and sorts the
 * assets by eligibility.
 */
export const resolveChange = (request: ChangeRequest): ResolvedChange => {
  const action = actionNamed(request.type);
  if (action === null) return refused(`There is no action ${request.type}.`);
  if (request.type === 'reimage') return resolveReimage(request);
  const parameters = request.type === 'patch' ? patchParameters(request) : request.parameters;
  if (parameters === null) return noneOpen(request);
  const bound = action.bind(parameters);
  if (bound === null) return refused(`The parameters do not fit the action ${request.type}.`);
  return { kind: 'resolved', bound, ...sortAssets(request, bound) };
};

const refused = (reason: string): ResolvedChange => ({ kind: 'refused', reason });

const sortAssets = (
  { assets, facts }: Pick<ChangeRequest, 'assets' | 'facts'>,
  bound: BoundAction,
): SortedAssets => {
  const eligible: Asset[] = [];
  const excluded: { asset: Asset; reason: string }[] = [];
  for (const asset of assets) {
    const verdict = bound.eligibility(asset, facts);
    if (verdict.kind === 'eligible') eligible.push(asset);
    else excluded.push({ asset, reason: verdict.reason });
  }
  return { eligible, excluded };
};

/** The golden images come from inventory; whatever image a proposal names is left out. */
const resolveReimage = (request: ChangeRequest): ResolvedChange => {
  const { reimage } = actionCatalogue;
  const any = reimage.bind({ images: {} });
  if (any === null) return refused('The action reimage takes no parameters.');
  const sorted = sortAssets(request, any);
  const images = new Map<string, string>();
  for (const asset of sorted.eligible) {
    const golden = goldenImageOf(asset, request.facts);
    if (golden !== undefined) images.set(`${asset.role}/${asset.platform}`, golden.image);
  }
  const different = [...new Set(images.values())];
  const bound = reimage.bind(
    different.length === 1
      ? { image: different[0] }
      : { images: Object.fromEntries([...images].sort(byKey)) },
  );
  return bound === null
    ? refused('A golden image has a name that can’t be used.')
    : { kind: 'resolved', bound, ...sorted };
};

const byKey = ([left]: [string, string], [right]: [string, string]): number =>
  left < right ? -1 : 1;

const severityOrder = ['low', 'medium', 'high', 'critical'] as const;

/** CVEs that the task is about, from what the inventory knows; null when none of them is known. */
const patchParameters = ({
  parameters,
  constraints,
  vulnerabilities,
  assets,
}: ChangeRequest): Readonly<Record<string, unknown>> | null => {
  const reboot = parameters.reboot === undefined ? {} : { reboot: parameters.reboot };
  const named = constraints.cve_ids ?? [];
  const from = severityOrder.indexOf(constraints.min_severity ?? 'low');
  if (named.length === 0 && from === 0) return { cve_ids: [], ...reboot };
  const open = new Set(assets.flatMap((asset) => asset.missing_cves));
  const severe = new Set(
    vulnerabilities
      .filter((flaw) => severityOrder.indexOf(flaw.severity) >= from)
      .map((flaw) => flaw.cve_id),
  );
  const wanted = (named.length > 0 ? named : [...severe])
    .filter((cve) => open.has(cve) && (from === 0 || severe.has(cve)))
    .sort();
  return wanted.length === 0 ? null : { cve_ids: wanted, ...reboot };
};

const noneOpen = ({ assets }: ChangeRequest): ResolvedChange => ({
  kind: 'resolved',
  bound: { parameters: {}, eligibility: () => ({ kind: 'eligible' }) },
  eligible: [],
  excluded: assets.map((asset) => ({
    asset,
    reason: 'None of the CVEs in question is open on the asset.',
  })),
});
