import type { CheckOf, CheckType } from '../../domain/plan/health-check.ts';
import type { ProbeAnswer } from './send-probe.ts';

export interface ProbeUrls {
  /** The address of an asset's own server for a path of it. */
  readonly healthUrlOf: (org: string, assetId: string, path: string) => string;
  /** Where the fleet tells the instance status of an asset, as JSON with `instance_status`. */
  readonly statusUrlOf: (org: string, assetId: string) => string;
}

/** An answer that came, whatever its status. */
export type GivenAnswer = Extract<ProbeAnswer, { readonly status: number }>;

export interface HealthJudgement {
  readonly healthy: boolean;
  /** What was seen, in words; of an asset's answer nothing but its status. */
  readonly detail: string;
}

/** How a check of a type is made by one HTTP request, and what its answer says. */
export interface CheckProbe<Type extends CheckType> {
  readonly addressOf: (
    urls: ProbeUrls,
    asset: { readonly org: string; readonly assetId: string },
    check: CheckOf<Type>,
  ) => string;
  readonly timeoutMilliseconds: (check: CheckOf<Type>) => number;
  readonly judge: (check: CheckOf<Type>, answer: GivenAnswer) => HealthJudgement;
}
