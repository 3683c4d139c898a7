import type { OrgId } from './ids.ts';

/** Every counter that the store keeps; the histogram is its buckets, sum and count. */
export const counterNames = [
  'orchestrator_tasks_total',
  'orchestrator_executions_total',
  'orchestrator_agent_latency_seconds_bucket',
  'orchestrator_agent_latency_seconds_sum',
  'orchestrator_agent_latency_seconds_count',
  'orchestrator_tool_calls_total',
] as const;

export type CounterName = (typeof counterNames)[number];

/** Upper bounds of the latency histogram, in seconds; Prometheus adds `+Inf`. */
const latencyBucketSeconds = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 600] as const;

export interface LatencyIncrement {
  readonly org_id: OrgId;
  readonly name: CounterName;
  readonly labels: Readonly<Record<string, string>>;
  readonly by: number;
}

/** One observation of a latency as increments of a cumulative Prometheus histogram. */
export const observeLatency = (
  seconds: number,
  { org_id, agent }: { readonly org_id: OrgId; readonly agent: string },
): readonly LatencyIncrement[] => [
  ...[...latencyBucketSeconds.map(String), '+Inf']
    .filter((bound) => bound === '+Inf' || seconds <= Number(bound))
    .map((le) => ({
      org_id,
      name: 'orchestrator_agent_latency_seconds_bucket' as const,
      labels: { agent, le },
      by: 1,
    })),
  { org_id, name: 'orchestrator_agent_latency_seconds_sum', labels: { agent }, by: seconds },
  { org_id, name: 'orchestrator_agent_latency_seconds_count', labels: { agent }, by: 1 },
];
