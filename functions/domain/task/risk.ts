import { isAtLeast } from '../shared/severity.ts';
import type { Undo } from '../action/undo.ts';
import type { Environment, RiskLevel } from '../shared/environment.ts';

/** Risk of a change by where it lands; reading is always low. */
const mutatingRisk: Readonly<Record<Environment, RiskLevel>> = {
  development: 'low',
  staging: 'medium',
  production: 'high',
};

/** More assets than this in production make a change critical. */
const criticalAssetCount = 500;

export interface RiskFacts {
  readonly environment: Environment;
  readonly mutating: boolean;
  /** Known once a plan exists. */
  readonly affectedAssets?: number;
  readonly undo?: Undo;
  readonly failover?: boolean;
}

/** The risk of a task or plan: a table by environment, and critical for what production can't take back. */
export const assessRisk = (facts: RiskFacts): RiskLevel => {
  if (!facts.mutating) return 'low';
  const escalates =
    facts.undo === 'none' ||
    facts.failover === true ||
    (facts.affectedAssets ?? 0) > criticalAssetCount;
  if (facts.environment === 'production' && escalates) return 'critical';
  return mutatingRisk[facts.environment];
};

/** The higher of two levels: a level may be raised, and nothing lowers it. */
export const higherRisk = (left: RiskLevel, right: RiskLevel): RiskLevel =>
  isAtLeast(left, right) ? left : right;
