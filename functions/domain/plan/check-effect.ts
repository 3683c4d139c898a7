import type { CatalogueAction } from '../action/action.ts';
import type { ChangeFacts } from '../action/changes.ts';
import type { Asset } from '../fleet/asset.ts';
import type { Finding } from '../policy/finding.ts';
import { digestOf } from '../shared/canonical.ts';
import type { Timestamp } from '../shared/ids.ts';
import { listIds } from './check-drift.ts';
import type { PlannedAsset, Plan } from './plan.ts';

export interface EffectOfNow extends ChangeFacts {
  readonly action: CatalogueAction | null;
  /** The planned assets as they are. */
  readonly current: readonly Asset[];
  /** What the same request gives as parameters now; null where it gives none. */
  readonly parameters: Readonly<Record<string, unknown>> | null;
  readonly now: Timestamp;
}

const finding = (code: string, message: string): readonly Finding[] => [
  { code, severity: 'error', message, rule: 'drift_safety' },
];

/** What was told of an asset; a plan from before changes were told is asked for what it would do. */
const promised = (planned: PlannedAsset, asset: Asset, { plan, now }: Promised) => {
  const { changes, cve_ids = [] } = planned;
  return changes === undefined
    ? (now.action?.effectOn(asset, plan.action.parameters, now) ?? null)
    : { changes, cve_ids };
};

interface Promised {
  readonly plan: Plan;
  readonly now: EffectOfNow;
}

/**
 * Whether the request would still do to each planned asset what the plan says, and may still begin: a
 * plan that is carried out long after it was made has to be what it would be if it were made now. An
 * asset that is gone is drift, and not told here again.
 */
export const checkEffect = (plan: Plan, now: EffectOfNow): readonly Finding[] => {
  const { action, current, parameters } = now;
  const late =
    plan.not_after !== undefined && plan.not_after <= now.now
      ? finding('time-passed', `No phase may begin after ${plan.not_after}, which is over`)
      : [];
  if (action === null || parameters === null)
    return [...late, ...finding('effect-changed', 'The request gives no such change any more')];
  const assets = new Map(current.map((asset) => [asset.asset_id as string, asset]));
  const different = plan.phases
    .flatMap((phase) => phase.assets)
    .filter((planned) => {
      const asset = assets.get(planned.asset_id);
      if (asset === undefined) return false;
      const then = promised(planned, asset, { plan, now });
      return digestOf(then) !== digestOf(action.effectOn(asset, parameters, now));
    });
  const text = `${different.length} assets would be changed in another way now: ${listIds(different)}`;
  return [...late, ...(different.length === 0 ? [] : finding('effect-changed', text))];
};
