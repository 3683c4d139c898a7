import * as z from 'zod';
import type { HealthProber } from '../../application/execution/fleet-ports.ts';
import type { HealthCheck } from '../../domain/plan/health-check.ts';
import { probeTarget } from './probe-target.ts';
import { sendProbe } from './send-probe.ts';
import type { ProbeAnswer } from './send-probe.ts';

export interface HealthProberOptions {
  /** The address of an asset's own server for a path of it. */
  readonly healthUrlOf: (org: string, assetId: string, path: string) => string;
  /** Where the fleet tells the instance status of an asset, as JSON with `instance_status`. */
  readonly statusUrlOf: (org: string, assetId: string) => string;
  /** Prefixes of the addresses that may be probed; any other is refused. */
  readonly allowedPrefixes: readonly string[];
}

type Sample = Awaited<ReturnType<HealthProber['sample']>>;

const statusTimeoutMilliseconds = 5_000;

const InstanceStatus = z.object({ state: z.string(), instance_status: z.string() });

const judgeHttp = (
  check: Extract<HealthCheck, { type: 'http' }>,
  answer: Extract<ProbeAnswer, { status: number }>,
): { healthy: boolean; detail: string } => {
  const { status, latencyMilliseconds } = answer;
  const took = `in ${latencyMilliseconds} ms`;
  if (status !== check.expect_status) {
    const redirected = status >= 300 && status < 400 ? ' (redirects are not followed)' : '';
    const detail = `${check.path} answered ${status} in place of ${check.expect_status}${redirected}`;
    return { healthy: false, detail };
  }
  return latencyMilliseconds > check.max_latency_ms
    ? { healthy: false, detail: `${check.path} answered ${took}, over ${check.max_latency_ms} ms` }
    : { healthy: true, detail: `${check.path} answered ${status} ${took}` };
};

const judgeStatus = (
  answer: Extract<ProbeAnswer, { status: number }>,
): { healthy: boolean; detail: string } => {
  if (answer.status !== 200) {
    return {
      healthy: false,
      detail: `the fleet answered ${answer.status} for the instance status`,
    };
  }
  try {
    const { state, instance_status } = InstanceStatus.parse(JSON.parse(answer.body));
    return {
      healthy: instance_status === 'ok',
      detail: `instance ${state}, status ${instance_status}`,
    };
  } catch {
    return { healthy: false, detail: 'the fleet told no instance status' };
  }
};

/**
 * Samples an asset's health by HTTP. Never throws: an address that is not allowed, an answer that is
 * late, redirected or of another status, and no answer at all are unhealthy, with the reason.
 */
export const makeHealthProber = (options: HealthProberOptions): HealthProber => {
  const { healthUrlOf, statusUrlOf, allowedPrefixes } = options;
  const probe = async (
    address: string,
    timeoutMilliseconds: number,
    judge: (answer: Extract<ProbeAnswer, { status: number }>) => Omit<Sample, 'latency_ms'>,
  ): Promise<Sample> => {
    const target = probeTarget(address, allowedPrefixes);
    if ('refused' in target) {
      return { healthy: false, detail: `refused: ${target.refused}`, latency_ms: 0 };
    }
    const answer = await sendProbe(target.url, timeoutMilliseconds);
    const latency_ms = answer.latencyMilliseconds;
    return 'failed' in answer
      ? { healthy: false, detail: answer.failed, latency_ms }
      : { ...judge(answer), latency_ms };
  };
  return {
    sample: (org, assetId, check) =>
      check.type === 'http'
        ? probe(healthUrlOf(org, assetId, check.path), check.max_latency_ms, (answer) =>
            judgeHttp(check, answer),
          )
        : probe(statusUrlOf(org, assetId), statusTimeoutMilliseconds, judgeStatus),
  };
};
