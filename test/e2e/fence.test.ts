import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../support/crash/random.ts';
import { connect } from '../support/e2e/client.ts';
import type { Client, ExecutionView } from '../support/e2e/client.ts';
import { startFleetProxy } from '../support/e2e/fleet-proxy.ts';
import type { FleetProxy, Weather } from '../support/e2e/fleet-proxy.ts';
import { fleetOf } from '../support/e2e/local-pages.ts';
import {
  approve,
  executionIdOf,
  followToEnd,
  followUntil,
  getExecution,
  plannedAssetsOf,
  startRollout,
  submitForApproval,
} from '../support/e2e/scenario.ts';
import { startProduct } from '../support/e2e/server.ts';
import type { Product } from '../support/e2e/server.ts';
import { auditChainOf } from '../support/e2e/stored-audit.ts';
import { until } from '../support/e2e/until.ts';

let product: Product;
let proxy: FleetProxy;
let api: Client;

beforeAll(async () => {
  product = await startProduct();
  proxy = await startFleetProxy();
  api = connect(product.url);
}, 60_000);

afterAll(async () => {
  await product.close();
  await proxy.close();
});

/** Four assets in four phases of one. */
const wishOf = (org_id: string) => ({
  org_id,
  intent: 'Fix drift on production database servers',
  environment: 'production',
});
const ofExecution = (execution_id: string) => ({ params: { execution_id } });
const firstPhaseIsDone = ({ phases }: ExecutionView): boolean => phases[0]?.status === 'completed';

/** What the fleet did in an org, by its own log. */
const logOf = async (org: string, ids: readonly string[]) => {
  const fleet = fleetOf(product.url, org);
  const logs = await Promise.all(
    ids.map(async (id) => (await fleet.actions(id)).map((entry) => ({ ...entry, id }))),
  );
  return logs.flat().filter(({ acted }) => acted);
};

describe.concurrent('after an acknowledged control', () => {
  it('no apply begins, though the fleet refused calls while a batch began and comes back', async () => {
    const org = 'org-comes-back';
    const task = await submitForApproval(api, wishOf(org));
    const ids = plannedAssetsOf(task).map(({ asset_id }) => asset_id);
    proxy.set(org, 'refusing');
    await approve(api, task.task_id);
    const executionId = await executionIdOf(api, task.task_id);
    await until('a batch that begins', () =>
      Promise.resolve(proxy.requestsOf(org).length > 0 || undefined),
    );

    const cancel = await api.ask('cancelExecution', 202, ofExecution(executionId));
    const again = await api.ask('cancelExecution', 202, ofExecution(executionId));
    proxy.set(org, 'fine');
    const ended = await followToEnd(api, executionId);
    await sleep(2_000);

    expect([cancel.status, again.status, ended.status]).toEqual([
      'cancelling',
      'cancelling',
      'cancelled',
    ]);
    expect(await logOf(org, ids)).toEqual([]);
    expect(ended.error).toBe('Cancelled. No asset was changed.');
    const records = (await auditChainOf(product.url, org)).filter(
      ({ chain }) => chain === executionId,
    );
    expect(records.map(({ event }) => event)).toEqual(['execution_cancelling']);
  }, 240_000);

  it('no undo begins while a rollback is paused, and all are undone after the resume', async () => {
    const org = 'org-pause-undo';
    const { task, executionId } = await startRollout(api, wishOf(org));
    const ids = plannedAssetsOf(task).map(({ asset_id }) => asset_id);
    await followUntil(api, executionId, ({ phases }) => phases[1]?.status === 'completed');
    await api.ask('cancelExecution', 202, {
      ...ofExecution(executionId),
      body: { rollback: true },
    });
    await followUntil(api, executionId, ({ status }) => status === 'rolling_back');

    const pause = await api.ask('pauseExecution', 202, ofExecution(executionId));
    const answeredAt = Date.now();
    const paused = (await followUntil(api, executionId, ({ status }) => status === 'paused')).at(
      -1,
    );
    await sleep(2_000);
    const held = (await logOf(org, ids)).filter(
      ({ kind, started_at: at }) => kind === 'undo' && at > answeredAt,
    );
    const refused = await api.refusal('cancelExecution', ofExecution(executionId));
    const resume = await api.ask('resumeExecution', 202, ofExecution(executionId));
    const ended = await followToEnd(api, executionId);

    expect([pause.status, paused?.status, resume.status]).toEqual([
      'pausing',
      'paused',
      'rolling_back',
    ]);
    expect(held).toEqual([]);
    expect([refused.status, refused.error]).toEqual([409, 'state-forbids']);
    expect(ended.status).toBe('cancelled');
    const kinds = (await logOf(org, ids)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'undo')).toHaveLength(kinds.length / 2);
  }, 240_000);

  it('shows the word at once, and tells who waits for a change', async () => {
    const { executionId } = await startRollout(api, wishOf('org-at-once'));
    await followUntil(api, executionId, firstPhaseIsDone);

    const pause = await api.ask('pauseExecution', 202, ofExecution(executionId));
    const shown = await getExecution(api, executionId);
    const twice = await api.ask('pauseExecution', 202, ofExecution(executionId));
    const { executions } = await api.ask('listExecutions', 200, {
      params: { task_id: shown.task_id },
    });
    await api.ask('cancelExecution', 202, ofExecution(executionId));
    await followToEnd(api, executionId);

    expect(pause.status).toBe('pausing');
    expect(['pausing', 'paused']).toContain(shown.status);
    expect(['pausing', 'paused']).toContain(twice.status);
    expect(['pausing', 'paused']).toContain(executions[0]?.status);
  }, 240_000);
});

const weathers: readonly Weather[] = ['fine', 'refusing', 'slow', 'hanging', 'losing answers'];

it.concurrent(
  'nothing begins after the answer, and what was in flight is named, in any weather',
  async () => {
    const random = seededRandom(7);
    const trials = weathers.flatMap((weather) =>
      (['pauseExecution', 'cancelExecution'] as const).map((verb) => ({
        ...{ weather, verb, wait: random.fraction() * 400 },
        org: `org-${weather.replace(' ', '-')}-${verb.slice(0, 5)}`,
      })),
    );
    const faults = await Promise.all(
      trials.map(async ({ weather, verb, wait, org }) => {
        const { task, executionId } = await startRollout(api, wishOf(org));
        const ids = plannedAssetsOf(task).map(({ asset_id }) => asset_id);
        await until('a batch that begins', () =>
          Promise.resolve(proxy.requestsOf(org).length > 0 || undefined),
        );
        proxy.set(org, weather);
        await sleep(wait * 10);
        const answer = await api.ask(verb, 202, ofExecution(executionId));
        const answeredAt = Date.now();
        proxy.set(org, 'fine');
        await sleep(1_500);
        const log = (await logOf(org, ids)).filter(({ kind }) => kind === 'apply');
        const late = log.filter(({ started_at: at }) => at > answeredAt);
        const unnamed = log.filter(
          ({ id, started_at: at, ready_at: end }) =>
            at <= answeredAt && end > answeredAt && !answer.in_flight.some((named) => named === id),
        );
        if (verb === 'pauseExecution') {
          await api.ask('cancelExecution', 202, ofExecution(executionId));
        }
        const { status } = await followToEnd(api, executionId);
        return { org, late: late.length, unnamed: unnamed.length, status };
      }),
    );

    expect(faults).toEqual(
      trials.map(({ org }) => ({ org, late: 0, unnamed: 0, status: 'cancelled' })),
    );
  },
  240_000,
);

it('left no defect behind', () => {
  expect(product.defects).toEqual([]);
});
