import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../support/e2e/client.ts';
import type { Client, ExecutionView, TaskView } from '../support/e2e/client.ts';
import { fleetOf, outboxOf } from '../support/e2e/local-pages.ts';
import { stopMachine } from '../support/e2e/machines.ts';
import {
  approve,
  assetsOf,
  executionIdOf,
  followToEnd,
  followUntil,
  plannedAssetsOf,
  submitForApproval,
  taskWhen,
} from '../support/e2e/scenario.ts';
import { startProduct } from '../support/e2e/server.ts';
import type { Product } from '../support/e2e/server.ts';
import { badRecordsOf } from '../support/seams/audit.ts';
import { auditChainOf } from '../support/e2e/stored-audit.ts';
import { overwritePlan } from '../support/e2e/stored-plan.ts';
import { until } from '../support/e2e/until.ts';

let product: Product;
let api: Client;

beforeAll(async () => {
  product = await startProduct();
  api = connect(product.url);
}, 60_000);

afterAll(async () => {
  await product.close();
});

/** Six assets in six phases of one. */
const sixAssets = 'Fix drift on production api servers';

const isOver = ({ status }: TaskView): boolean => status !== 'approved' && status !== 'executing';

const planFor = async (org: string, intent: string) => {
  const task = await submitForApproval(api, { org_id: org, intent, environment: 'production' });
  const ids = plannedAssetsOf(task).map(({ asset_id }) => asset_id);
  const fleet = fleetOf(product.url, org);
  return { task, ids, fleet, before: await fleet.assets(ids) };
};

const statusesOf = (execution: ExecutionView) =>
  Object.fromEntries(assetsOf(execution).map(({ asset_id, status }) => [asset_id, status]));

const undoneAt = async (fleet: ReturnType<typeof fleetOf>, id: string): Promise<number> =>
  (await fleet.actions(id)).find(({ kind }) => kind === 'undo')?.started_at ?? Number.NaN;

describe.concurrent('a rollout that goes wrong', () => {
  it('takes back exactly the touched assets, in reverse, when one turns unhealthy', async () => {
    const org = 'org-health';
    const { task, ids, fleet, before } = await planFor(org, sixAssets);
    const [first = '', second = '', sick = '', ...untouched] = ids;
    await fleet.tag(sick, { 'demo:fail': 'health' });

    await approve(api, task.task_id);
    const execution = await followToEnd(api, await executionIdOf(api, task.task_id));
    const ended = await taskWhen(api, task.task_id, isOver);

    expect([execution.status, ended.status]).toEqual(['rolled_back', 'rolled_back']);
    expect(statusesOf(execution)).toEqual({
      [first]: 'rolled_back',
      [second]: 'rolled_back',
      [sick]: 'rolled_back',
      ...Object.fromEntries(untouched.map((id) => [id, 'skipped'])),
    });
    expect(execution.phases.map(({ status }) => status)).toEqual([
      ...['rolled_back', 'rolled_back', 'rolled_back'],
      ...['skipped', 'skipped', 'skipped'],
    ]);
    expect(execution.phases[2]?.verdict).toBe('fail');
    expect(execution.error).toContain(execution.phases[2]?.name);
    expect(await fleet.history(ids)).toEqual({
      [first]: 'apply undo',
      [second]: 'apply undo',
      [sick]: 'apply undo',
      ...Object.fromEntries(untouched.map((id) => [id, ''])),
    });
    const order = await Promise.all([sick, second, first].map((id) => undoneAt(fleet, id)));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(await fleet.assets(ids)).toEqual(before);
    expect(badRecordsOf(await auditChainOf(product.url, org))).toEqual([]);
  }, 120_000);

  it('stops in the canary and takes back all of it when one of its assets is unhealthy', async () => {
    const { task, ids, fleet, before } = await planFor(
      'org-canary',
      'Fix drift on production web servers',
    );
    const canary = ids.slice(0, 4);
    await fleet.tag(canary[2] ?? '', { 'demo:fail': 'health' });

    await approve(api, task.task_id);
    const execution = await followToEnd(api, await executionIdOf(api, task.task_id));
    const ended = await taskWhen(api, task.task_id, isOver);

    expect([execution.status, ended.status]).toEqual(['rolled_back', 'rolled_back']);
    expect(await fleet.history(ids)).toEqual(
      Object.fromEntries(ids.map((id) => [id, canary.includes(id) ? 'apply undo' : ''])),
    );
    expect(await fleet.assets(ids)).toEqual(before);
    const notices = await until('the notice', async () => {
      const own = (await outboxOf(product.url)).filter(
        ({ channel, text }) => channel === 'sns' && text.includes(task.task_id),
      );
      return own.some(({ text }) => text.includes('The rollout was rolled back')) ? own : undefined;
    });
    expect(notices.filter(({ text }) => text.includes('A phase failed'))).toHaveLength(1);
    expect(notices.filter(({ text }) => text.includes('A phase completed'))).toEqual([]);
  }, 120_000);

  it('takes back what came before when more assets fail than the phase bears', async () => {
    const { task, ids, fleet, before } = await planFor('org-apply', sixAssets);
    const [first = '', failing = '', ...untouched] = ids;
    await fleet.tag(failing, { 'demo:fail': 'apply' });

    await approve(api, task.task_id);
    const execution = await followToEnd(api, await executionIdOf(api, task.task_id));
    const ended = await taskWhen(api, task.task_id, isOver);

    expect([execution.status, ended.status]).toEqual(['rolled_back', 'rolled_back']);
    expect(statusesOf(execution)).toEqual({
      [first]: 'rolled_back',
      [failing]: 'failed',
      ...Object.fromEntries(untouched.map((id) => [id, 'skipped'])),
    });
    expect(assetsOf(execution).find(({ asset_id }) => asset_id === failing)?.error).toContain(
      'nothing was changed',
    );
    expect(await fleet.history(ids)).toEqual({
      [first]: 'apply undo',
      [failing]: 'apply',
      ...Object.fromEntries(untouched.map((id) => [id, ''])),
    });
    expect(await fleet.assets(ids)).toEqual(before);
  }, 120_000);

  it('says honestly which assets stay changed when somebody else moved them', async () => {
    const { task, ids, fleet, before } = await planFor('org-moved', sixAssets);
    const [moved = '', second = '', third = '', sick = '', ...untouched] = ids;
    await fleet.tag(sick, { 'demo:fail': 'health' });

    await approve(api, task.task_id);
    const executionId = await executionIdOf(api, task.task_id);
    await followUntil(api, executionId, ({ phases }) => phases[0]?.status === 'completed');
    const [changed] = await fleet.assets([moved]);
    await fleet.changeFromOutside(moved, changed?.version ?? '');
    const execution = await followToEnd(api, executionId);
    const ended = await taskWhen(api, task.task_id, isOver);

    const name = assetsOf(execution).find(({ asset_id }) => asset_id === moved)?.asset_name ?? '';
    expect([execution.status, ended.status]).toEqual(['rollback_partial', 'failed']);
    expect(statusesOf(execution)).toEqual({
      [moved]: 'rollback_failed',
      ...Object.fromEntries([second, third, sick].map((id) => [id, 'rolled_back'])),
      ...Object.fromEntries(untouched.map((id) => [id, 'skipped'])),
    });
    expect(execution.rollback_error).toContain('1 assets stay changed');
    expect(execution.rollback_error).toContain(name);
    expect(ended.error?.message).toContain(name);
    const after = await fleet.assets(ids);
    expect(after.slice(1)).toEqual(before.slice(1));
    expect(after[0]?.image).toBe('ami-0fedcba9876543210');
  }, 120_000);

  it('does not begin on an asset that moved since the plan, and takes back what came before', async () => {
    const { task, ids, fleet, before } = await planFor('org-drift', sixAssets);
    const moved = ids[3] ?? '';

    await approve(api, task.task_id);
    const executionId = await executionIdOf(api, task.task_id);
    await fleet.changeFromOutside(moved, before[3]?.version ?? '');
    const execution = await followToEnd(api, executionId);
    const ended = await taskWhen(api, task.task_id, isOver);

    expect([execution.status, ended.status]).toEqual(['rolled_back', 'rolled_back']);
    expect(await fleet.history(ids)).toEqual(
      Object.fromEntries(
        ids.map((id, index) => [id, index < 3 ? 'apply undo' : index === 3 ? 'apply' : '']),
      ),
    );
    expect((await fleet.actions(moved)).map(({ key }) => key.split('/')[0])).toEqual(['outside']);
  }, 120_000);

  it('is found and taken back when its machine was stopped from outside', async () => {
    const { task, ids, fleet, before } = await planFor('org-stopped', sixAssets);

    await approve(api, task.task_id);
    const executionId = await executionIdOf(api, task.task_id);
    await followUntil(api, executionId, ({ phases }) => phases[0]?.status === 'completed');
    await stopMachine(product.url, 'phased-rollout', executionId);
    const execution = await followToEnd(api, executionId);
    const ended = await taskWhen(api, task.task_id, isOver);

    expect([execution.status, ended.status]).toEqual(['rolled_back', 'rolled_back']);
    const done = Object.values(await fleet.history(ids)).filter((history) => history !== '');
    expect(done.length).toBeGreaterThanOrEqual(1);
    expect(new Set(done)).toEqual(new Set(['apply undo']));
    expect(await fleet.assets(ids)).toEqual(before);
  }, 120_000);

  it('never begins when the stored plan is not the one that was approved', async () => {
    const { task, ids, fleet } = await planFor('org-swapped', sixAssets);
    const [first = '', second = ''] = ids;
    await overwritePlan(product.url, task, (text) => text.replaceAll(first, second));

    await approve(api, task.task_id);
    const ended = await taskWhen(api, task.task_id, isOver);

    expect([ended.status, ended.error?.code, ended.execution_id]).toEqual([
      'failed',
      'plan-invalid',
      null,
    ]);
    expect(await fleet.history(ids)).toEqual(Object.fromEntries(ids.map((id) => [id, ''])));
  }, 120_000);

  it('ends the task when its stored plan can not be read', async () => {
    const { task } = await planFor('org-unreadable', sixAssets);
    await overwritePlan(product.url, task, () => 'not a plan');

    await approve(api, task.task_id);
    const ended = await until('the end of the task', async () => {
      const { tasks } = await api.ask('listTasks', 200, { query: { org_id: 'org-unreadable' } });
      return tasks.find(({ status }) => status !== 'approved');
    });

    expect([ended.status, ended.error?.code, ended.execution_id]).toEqual([
      'failed',
      'internal',
      null,
    ]);
  }, 120_000);
});

it('left no defect behind', () => {
  expect(product.defects).toEqual([]);
});
