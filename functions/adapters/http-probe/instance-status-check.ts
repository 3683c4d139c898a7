import * as z from 'zod';
import type { CheckProbe } from './check-probe.ts';

const statusTimeoutMilliseconds = 5_000;

const InstanceStatus = z.object({ state: z.string(), instance_status: z.string() });

/** The fleet tells that the instance's status is ok. */
export const instanceStatusCheck: CheckProbe<'instance_status'> = {
  addressOf: ({ statusUrlOf }, { org, assetId }) => statusUrlOf(org, assetId),
  timeoutMilliseconds: () => statusTimeoutMilliseconds,
  judge: (_check, { status, body }) => {
    if (status !== 200) {
      return { healthy: false, detail: `the fleet answered ${status} for the instance status` };
    }
    try {
      const { state, instance_status } = InstanceStatus.parse(JSON.parse(body));
      return {
        healthy: instance_status === 'ok',
        detail: `instance ${state}, status ${instance_status}`,
      };
    } catch {
      return { healthy: false, detail: 'the fleet told no instance status' };
    }
  },
};
