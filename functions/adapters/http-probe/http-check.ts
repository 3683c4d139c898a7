import type { CheckProbe } from './check-probe.ts';

/** A path of the asset's own server answers with the wanted status, in time. */
export const httpCheck: CheckProbe<'http'> = {
  addressOf: ({ healthUrlOf }, { org, assetId }, { path }) => healthUrlOf(org, assetId, path),
  timeoutMilliseconds: ({ max_latency_ms }) => max_latency_ms,
  judge: (check, { status, latencyMilliseconds }) => {
    const took = `in ${latencyMilliseconds} ms`;
    if (status !== check.expect_status) {
      const redirected = status >= 300 && status < 400 ? ' (redirects are not followed)' : '';
      const detail = `${check.path} answered ${status} in place of ${check.expect_status}${redirected}`;
      return { healthy: false, detail };
    }
    return latencyMilliseconds > check.max_latency_ms
      ? {
          healthy: false,
          detail: `${check.path} answered ${took}, over ${check.max_latency_ms} ms`,
        }
      : { healthy: true, detail: `${check.path} answered ${status} ${took}` };
  },
};
