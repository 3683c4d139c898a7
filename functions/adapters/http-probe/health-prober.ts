import type { HealthProber } from '../../application/execution/fleet-ports.ts';
import type { CheckOf, CheckType } from '../../domain/plan/health-check.ts';
import type { CheckProbe, ProbeUrls } from './check-probe.ts';
import { httpCheck } from './http-check.ts';
import { instanceStatusCheck } from './instance-status-check.ts';
import { probeTarget } from './probe-target.ts';
import { sendProbe } from './send-probe.ts';

export interface HealthProberOptions extends ProbeUrls {
  /** Prefixes of the addresses that may be probed; any other is refused. */
  readonly allowedPrefixes: readonly string[];
}

type Sample = Awaited<ReturnType<HealthProber['sample']>>;

const probes: { readonly [Type in CheckType]: CheckProbe<Type> } = {
  http: httpCheck,
  instance_status: instanceStatusCheck,
};

interface Wanted<Type extends CheckType> {
  readonly org: string;
  readonly assetId: string;
  readonly type: Type;
  readonly check: CheckOf<Type>;
}

const sample = async <Type extends CheckType>(
  options: HealthProberOptions,
  { org, assetId, type, check }: Wanted<Type>,
): Promise<Sample> => {
  const probe = probes[type];
  const address = probe.addressOf(options, { org, assetId }, check);
  const target = probeTarget(address, options.allowedPrefixes);
  if ('refused' in target) {
    return { healthy: false, detail: `refused: ${target.refused}`, latency_ms: 0 };
  }
  const answer = await sendProbe(target.url, probe.timeoutMilliseconds(check));
  const latency_ms = answer.latencyMilliseconds;
  return 'failed' in answer
    ? { healthy: false, detail: answer.failed, latency_ms }
    : { ...probe.judge(check, answer), latency_ms };
};

/**
 * Samples an asset's health by HTTP. Never throws: an address that is not allowed, an answer that is
 * late, redirected or of another status, and no answer at all are unhealthy, with the reason.
 */
export const makeHealthProber = (options: HealthProberOptions): HealthProber => ({
  sample: (org, assetId, check) => sample(options, { org, assetId, type: check.type, check }),
});
