import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeGetMetrics } from '../../../functions/application/service/get-metrics.ts';
import { observeLatency } from '../../../functions/domain/shared/counters.ts';
import { oneMore } from '../../support/builders/an-increment.ts';
import { org, otherOrg } from '../../support/builders/ids.ts';
import type { OrgId } from '../../../functions/domain/shared/ids.ts';
import { changes, openStores } from '../../support/world/open-stores.ts';
import { memoryStores } from '../../support/memory/memory-stores.ts';

interface Sample {
  name: string;
  labels: Record<string, string>;
  value: number;
}

const textOf = (samples: readonly Sample[]): Promise<string> =>
  makeGetMetrics({
    ...memoryStores({ samples, orgs: [] }),
    operatorOrg: undefined,
  })({ org });

const summed = (latencies: readonly number[], agent: string): readonly Sample[] => {
  const totals = new Map<string, Sample>();
  for (const { name, labels, by } of latencies.flatMap((one) =>
    observeLatency(one, { org_id: org, agent }),
  )) {
    const key = name + JSON.stringify(labels);
    const value = (totals.get(key)?.value ?? 0) + by;
    totals.set(key, { name, labels: { ...labels }, value });
  }
  return [...totals.values()];
};

const bucketsOf = (text: string, agent: string) =>
  [...text.matchAll(/_bucket\{agent="(\w+)",le="([^"]+)"\} (\d+)/g)]
    .filter(([, name]) => name === agent)
    .map(([, , le, value]) => [le === '+Inf' ? Infinity : Number(le), Number(value)] as const);

describe('the metrics', () => {
  it('are Prometheus text, family by family, help and type before samples', async () => {
    const text = await textOf([
      {
        name: 'orchestrator_tool_calls_total',
        labels: { result: 'ok', tool: 'query_assets' },
        value: 4,
      },
      { name: 'orchestrator_tasks_total', labels: { status: 'planning' }, value: 2 },
      { name: 'orchestrator_tasks_total', labels: { status: 'completed' }, value: 1 },
      {
        name: 'orchestrator_agent_latency_seconds_count',
        labels: { agent: 'drift_agent' },
        value: 1,
      },
      {
        name: 'orchestrator_agent_latency_seconds_sum',
        labels: { agent: 'drift_agent' },
        value: 0.25,
      },
      {
        name: 'orchestrator_agent_latency_seconds_bucket',
        labels: { agent: 'drift_agent', le: '+Inf' },
        value: 1,
      },
    ]);

    expect(text).toBe(`# HELP orchestrator_tasks_total Tasks by the status that they entered.
# TYPE orchestrator_tasks_total counter
orchestrator_tasks_total{status="completed"} 1
orchestrator_tasks_total{status="planning"} 2
# HELP orchestrator_executions_total Executions by the status that they entered.
# TYPE orchestrator_executions_total counter
# HELP orchestrator_agent_latency_seconds Time from submit to plan, by agent.
# TYPE orchestrator_agent_latency_seconds histogram
orchestrator_agent_latency_seconds_bucket{agent="drift_agent",le="+Inf"} 1
orchestrator_agent_latency_seconds_count{agent="drift_agent"} 1
orchestrator_agent_latency_seconds_sum{agent="drift_agent"} 0.25
# HELP orchestrator_tool_calls_total Tool calls by tool and result.
# TYPE orchestrator_tool_calls_total counter
orchestrator_tool_calls_total{result="ok",tool="query_assets"} 4
`);
  });

  it('escape what a label may hold', async () => {
    const text = await textOf([
      { name: 'orchestrator_tool_calls_total', labels: { tool: 'a"b\\c\nd' }, value: 1 },
    ]);

    expect(text).toContain('orchestrator_tool_calls_total{tool="a\\"b\\\\c\\nd"} 1\n');
  });

  it('have buckets that grow with their bounds, and end with the count', async () => {
    const latency = fc.double({ min: 0, max: 900, noNaN: true });
    await fc.assert(
      fc.asyncProperty(fc.array(latency, { minLength: 1, maxLength: 30 }), async (latencies) => {
        const text = await textOf([
          ...summed(latencies, 'drift_agent'),
          ...summed(latencies.slice(1), 'patch_agent'),
        ]);

        const buckets = bucketsOf(text, 'drift_agent');
        const bounds = buckets.map(([bound]) => bound);
        const values = buckets.map(([, value]) => value);
        expect(bounds).toEqual([...bounds].sort((a, b) => a - b));
        expect(values).toEqual([...values].sort((a, b) => a - b));
        expect(buckets.at(-1)).toEqual([Infinity, latencies.length]);
        expect(text).toContain(`_count{agent="drift_agent"} ${latencies.length}\n`);
      }),
    );
  });

  it('are right over the store, whoever counted', async () => {
    const stores = await openStores();
    await Promise.all(
      [0.04, 0.2, 3, 700].map((seconds) =>
        stores.unitOfWork.commit(
          changes({ counters: observeLatency(seconds, { org_id: org, agent: 'drift_agent' }) }),
        ),
      ),
    );

    const text = await makeGetMetrics({ ...stores, operatorOrg: undefined })({ org });
    await stores.close();

    expect(bucketsOf(text, 'drift_agent')).toEqual([
      [0.05, 1],
      [0.1, 1],
      [0.25, 2],
      [0.5, 2],
      [1, 2],
      [2.5, 2],
      [5, 3],
      [10, 3],
      [30, 3],
      [60, 3],
      [300, 3],
      [600, 3],
      [Infinity, 4],
    ]);
  });

  describe('of several orgs', () => {
    const planning = 'orchestrator_tasks_total{status="planning"}';
    const read = async (caller: OrgId | null, operatorOrg?: OrgId): Promise<string> => {
      const stores = await openStores();
      await stores.directory.register(org);
      await stores.directory.register(otherOrg);
      await stores.unitOfWork.commit(
        changes({ counters: [oneMore, { ...oneMore, org_id: otherOrg, by: 4 }] }),
      );
      const text = await makeGetMetrics({ ...stores, operatorOrg })({ org: caller });
      await stores.close();
      return text;
    };

    it.each<[string, OrgId | null, OrgId | undefined, number]>([
      ['one org are its own', org, undefined, 1],
      ['another org are that one’s', otherOrg, undefined, 4],
      ['an org are its own also where another one operates', org, otherOrg, 1],
      ['the operator’s org are the whole', otherOrg, otherOrg, 5],
      ['one machine are the whole', null, undefined, 5],
    ])('for a caller of %s', async (...row) => {
      const [, caller, operatorOrg, value] = row;
      expect(await read(caller, operatorOrg)).toContain(`${planning} ${value}\n`);
    });
  });
});
