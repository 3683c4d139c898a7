import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TransientFailure } from '../../../functions/domain/shared/errors.ts';
import { oneMore } from '../../support/builders/an-increment.ts';
import { org, otherOrg } from '../../support/builders/ids.ts';
import { changes, openStores } from '../../support/world/open-stores.ts';
import type { Stores } from '../../support/world/open-stores.ts';
import type { Changes } from '../../../functions/domain/shared/changes.ts';

let stores: Stores;

beforeEach(async () => {
  stores = await openStores();
});

afterEach(() => stores.close());

/** As every counter is counted: with the change that it is about. */
const count = (counters: Changes['counters']): Promise<void> =>
  stores.unitOfWork.commit(changes({ counters }));

const call = (tool: string, result: string, by = 1) => ({
  org_id: org,
  name: 'orchestrator_tool_calls_total',
  labels: { tool, result },
  by,
});

describe('a counter', () => {
  it('adds up over its shards, by labels in any order', async () => {
    for (let times = 0; times < 30; times += 1) {
      await count([call('query_assets', 'ok')]);
    }
    await count([
      { ...call('x', 'y'), labels: { result: 'ok', tool: 'query_assets' } },
      call('query_assets', 'error', 2),
    ]);

    const samples = (await stores.counters.ofOrg(org)).filter(
      ({ name }) => name === 'orchestrator_tool_calls_total',
    );

    expect(samples).toHaveLength(2);
    expect(samples).toContainEqual({
      name: 'orchestrator_tool_calls_total',
      labels: { result: 'ok', tool: 'query_assets' },
      value: 31,
    });
    expect(samples).toContainEqual({
      name: 'orchestrator_tool_calls_total',
      labels: { result: 'error', tool: 'query_assets' },
      value: 2,
    });
  });

  it('adds fractions up', async () => {
    const sum = 'orchestrator_agent_latency_seconds_sum';
    for (let times = 0; times < 10; times += 1) {
      await count([{ org_id: org, name: sum, labels: { agent: 'drift_agent' }, by: 0.1 }]);
    }

    expect(await stores.counted(sum)).toBeCloseTo(1, 12);
  });

  it('takes labels with any characters', async () => {
    await count([call('a#b"\n{}', 'ok')]);

    const samples = await stores.counters.ofOrg(org);

    expect(samples).toEqual([
      {
        name: 'orchestrator_tool_calls_total',
        labels: { tool: 'a#b"\n{}', result: 'ok' },
        value: 1,
      },
    ]);
  });

  it('counts equal increments of one commit together', async () => {
    await stores.unitOfWork.commit(changes({ counters: [oneMore, oneMore, oneMore] }));

    expect(await stores.counted('orchestrator_tasks_total')).toBe(3);
  });

  it('of one org is not the other one’s', async () => {
    await count([call('x', 'ok'), { ...call('x', 'ok', 5), org_id: otherOrg }]);

    const valuesOf = (samples: readonly { readonly value: number }[]) =>
      samples.map(({ value }) => value);
    expect(valuesOf(await stores.counters.ofOrg(org))).toEqual([1]);
    expect(valuesOf(await stores.counters.ofOrg(otherOrg))).toEqual([5]);
    expect(await stores.counters.ofNoOrg()).toEqual([]);
  });

  it('that an earlier version counted for all orgs together is still told', async () => {
    const item = {
      pk: { S: 'counter#orchestrator_tool_calls_total' },
      sk: { S: '{"result":"ok","tool":"x"}#3' },
      value: { N: '7' },
    };
    await stores.table.client.send(
      new PutItemCommand({ TableName: stores.table.name, Item: item }),
    );

    expect(await stores.counters.ofNoOrg()).toEqual([
      { name: 'orchestrator_tool_calls_total', labels: { result: 'ok', tool: 'x' }, value: 7 },
    ]);
  });

  it('is a transient failure while the store refuses to be read', async () => {
    const throttles = Array.from({ length: 6 }, () => ({ kind: 'throttle' }) as const);
    stores.failNext('Query', ...throttles);

    await expect(stores.counters.ofOrg(org)).rejects.toBeInstanceOf(TransientFailure);
  });
});
