import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../support/e2e/client.ts';
import type { Client, TaskView } from '../support/e2e/client.ts';
import { fleetOf } from '../support/e2e/local-pages.ts';
import { endOfMachine } from '../support/e2e/machines.ts';
import {
  approve,
  executionIdOf,
  followToEnd,
  getTask,
  plannedAssetsOf,
  submit,
  taskWhen,
} from '../support/e2e/scenario.ts';
import type { Wish } from '../support/e2e/scenario.ts';
import { startProduct } from '../support/e2e/server.ts';
import type { Product } from '../support/e2e/server.ts';

let product: Product;
let api: Client;

beforeAll(async () => {
  product = await startProduct();
  api = connect(product.url);
}, 60_000);

afterAll(async () => {
  await product.close();
});

const driftOf = (org_id: string, environment = 'production', role = 'cache'): Wish => ({
  org_id,
  intent: `Fix drift on ${environment} ${role} servers`,
});

const dryRunOf = (wish: Wish): Promise<TaskView> => submit(api, { ...wish, dry_run: true });

const digestOf = ({ plan_digest: digest }: TaskView): string => String(digest);

const applying = ({ task_id }: TaskView, plan_digest: string) => ({
  params: { task_id },
  body: { plan_digest },
  headers: { prefer: 'wait=20' },
});

/** The task that a dry run became, once its plan was validated. */
const apply = (dryRun: TaskView): Promise<TaskView> =>
  api.ask('applyTask', 200, applying(dryRun, digestOf(dryRun)));

const isOver = ({ status }: TaskView): boolean =>
  !['planning', 'approved', 'executing'].includes(status);

const tasksOf = async (org: string) =>
  (await api.ask('listTasks', 200, { query: { org_id: org } })).tasks;

const historyOf = (org: string, task: TaskView) =>
  fleetOf(product.url, org).history(plannedAssetsOf(task).map(({ asset_id }) => asset_id));

describe.concurrent('a finished dry run', () => {
  it('becomes a task that waits at a gate and carries out exactly its plan', async () => {
    const org = 'org-apply';
    const dryRun = await dryRunOf(driftOf(org));
    const task = await apply(dryRun);

    expect(task).toMatchObject({
      status: 'pending_approval',
      dry_run: false,
      applies_task_id: dryRun.task_id,
      applied_by_task_id: null,
      plan_digest: dryRun.plan_digest,
      plan: dryRun.plan,
      intent: dryRun.intent,
      validation: { valid: true },
    });
    expect((await getTask(api, dryRun.task_id)).applied_by_task_id).toBe(task.task_id);

    await approve(api, task.task_id);
    const execution = await followToEnd(api, await executionIdOf(api, task.task_id));
    const ended = await taskWhen(api, task.task_id, isOver);

    expect([execution.status, execution.plan_digest]).toEqual(['completed', dryRun.plan_digest]);
    expect(ended.status).toBe('completed');
    const ids = plannedAssetsOf(dryRun).map(({ asset_id }) => asset_id);
    expect(await historyOf(org, dryRun)).toEqual(
      Object.fromEntries(ids.map((id) => [id, 'apply'])),
    );
    expect((await getTask(api, dryRun.task_id)).execution_id).toBeNull();
  }, 120_000);

  it('runs without a gate where the score lets it, and only once', async () => {
    const org = 'org-apply-development';
    const dryRun = await dryRunOf(driftOf(org, 'development', 'database'));
    const requests = Array.from({ length: 5 }, () =>
      api.send('applyTask', applying(dryRun, digestOf(dryRun))),
    );
    const ids = (await Promise.all(requests)).map(
      ({ text }) => (JSON.parse(text) as { task_id: string }).task_id,
    );
    const [id = ''] = ids;
    const ended = await taskWhen(api, id, isOver);
    const again = await apply(dryRun);

    expect(new Set(ids).size).toBe(1);
    expect([ended.status, ended.approval, ended.requires_hitl]).toEqual(['completed', null, false]);
    expect([again.task_id, again.status]).toEqual([id, 'completed']);
    expect(await tasksOf(org)).toHaveLength(2);
    const planned = plannedAssetsOf(dryRun).map(({ asset_id }) => asset_id);
    expect(await historyOf(org, dryRun)).toEqual(
      Object.fromEntries(planned.map((asset) => [asset, 'apply'])),
    );
  }, 120_000);

  it('changes nothing where the fleet is no longer as its plan saw it, and says so', async () => {
    const org = 'org-apply-moved';
    const dryRun = await dryRunOf(driftOf(org));
    const [first] = plannedAssetsOf(dryRun);
    await fleetOf(product.url, org).changeFromOutside(first?.asset_id ?? '', first?.version ?? '');
    const task = await apply(dryRun);

    expect([task.status, task.error?.code]).toEqual(['failed', 'plan-changed']);
    expect(task.error?.message).toContain(`changed since the plan was made: ${first?.asset_id}`);
    expect(task.error?.message).toContain('Submit the request as a dry run again');
    expect([task.plan_digest, task.approval, task.execution_id]).toEqual([
      dryRun.plan_digest,
      null,
      null,
    ]);
    expect(await endOfMachine(product.url, task.task_id)).toBe('SUCCEEDED');
    expect((await apply(dryRun)).task_id).toBe(task.task_id);
    const others = plannedAssetsOf(dryRun).slice(1);
    expect(await fleetOf(product.url, org).history(others.map((asset) => asset.asset_id))).toEqual(
      Object.fromEntries(others.map(({ asset_id }) => [asset_id, ''])),
    );
  }, 120_000);

  it('is applied again once its task came to nothing, as one other task, and then never more', async () => {
    const org = 'org-apply-again';
    const dryRun = await dryRunOf(driftOf(org));
    const first = await apply(dryRun);
    await api.ask('cancelTask', 202, { params: { task_id: first.task_id }, body: {} });
    await taskWhen(api, first.task_id, ({ status }) => status === 'cancelled');

    const again = await Promise.all(Array.from({ length: 5 }, () => apply(dryRun)));
    const [second] = again;
    if (second === undefined) throw new Error('Nothing was applied');

    expect(new Set(again.map((task) => task.task_id)).size).toBe(1);
    expect(second).toMatchObject({ status: 'pending_approval', plan_digest: dryRun.plan_digest });
    expect(second.task_id).not.toBe(first.task_id);
    expect((await getTask(api, dryRun.task_id)).applied_by_task_id).toBe(second.task_id);
    expect(await tasksOf(org)).toHaveLength(3);

    await approve(api, second.task_id);
    await followToEnd(api, await executionIdOf(api, second.task_id));
    const ended = await taskWhen(api, second.task_id, isOver);
    expect([ended.status, (await apply(dryRun)).task_id]).toEqual(['completed', second.task_id]);
    const planned = plannedAssetsOf(dryRun).map(({ asset_id }) => asset_id);
    expect(await historyOf(org, dryRun)).toEqual(
      Object.fromEntries(planned.map((asset) => [asset, 'apply'])),
    );
  }, 120_000);

  it('is refused under the digest of another plan, and stays as it was', async () => {
    const org = 'org-apply-digest';
    const dryRun = await dryRunOf(driftOf(org));
    const refused = await api.refusal('applyTask', applying(dryRun, 'a1'.repeat(32)));

    expect([refused.status, refused.error]).toEqual([409, 'plan-digest-mismatch']);
    expect(refused['plan_digest']).toBe(dryRun.plan_digest);
    expect(await tasksOf(org)).toHaveLength(1);
    for (const body of [{}, { plan_digest: 'abc' }, { plan_digest: dryRun.plan_digest, x: 1 }]) {
      const malformed = await api.refusal('applyTask', {
        params: { task_id: dryRun.task_id },
        body,
      });
      expect([malformed.status, malformed.error]).toEqual([400, 'invalid-request']);
    }
  }, 120_000);
});

describe.concurrent('a person', () => {
  it('decides on what runs by itself otherwise, where the request asks for it', async () => {
    const org = 'org-asked';
    const wish = driftOf(org, 'staging', 'database');
    const plain = await dryRunOf(wish);
    const said = await dryRunOf({ ...wish, require_approval: false });
    const asked = await submit(api, { ...wish, require_approval: true });

    expect([plain.requires_hitl, said.requires_hitl]).toEqual([false, false]);
    expect(asked).toMatchObject({
      status: 'pending_approval',
      require_approval: true,
      requires_hitl: true,
      plan: { require_approval: true },
      quality_score: { requires_approval: false },
      approval: { reasons: [{ code: 'approval-requested' }] },
    });
    expect(asked.agent_result?.plan).toContain('a person decides, since the request asks for it');
    expect(await historyOf(org, asked)).toEqual(
      Object.fromEntries(plannedAssetsOf(asked).map(({ asset_id }) => [asset_id, ''])),
    );
    await approve(api, asked.task_id);
    expect((await taskWhen(api, asked.task_id, isOver)).status).toBe('completed');
  }, 120_000);

  it('decides also on the plan of a dry run that asked for it', async () => {
    const dryRun = await dryRunOf({
      ...driftOf('org-asked-dry', 'staging', 'database'),
      require_approval: true,
    });
    const task = await apply(dryRun);

    expect([task.status, task.require_approval]).toEqual(['pending_approval', true]);
    expect(task.approval?.reasons.map(({ code }) => code)).toEqual(['approval-requested']);
  }, 120_000);

  it('is not asked by an answer that is neither yes nor no, which is refused by name', async () => {
    const refused = await api.refusal('submitTask', {
      body: { ...driftOf('org-asked-badly'), require_approval: 'yes' },
    });

    expect([refused.status, refused.errors?.map(({ pointer }) => pointer)]).toEqual([
      400,
      ['/require_approval'],
    ]);
  });
});

describe.concurrent('what is no finished dry run', () => {
  it('is not applied, and says what it is and what to do', async () => {
    const real = await submit(api, driftOf('org-apply-real'));
    const nothing = await dryRunOf({
      org_id: 'org-apply-real',
      intent: 'Fix drift on production windows cache servers',
    });
    const answers = await Promise.all(
      [real, nothing].map((task) => api.refusal('applyTask', applying(task, 'a1'.repeat(32)))),
    );

    expect(answers.map(({ status, error }) => [status, error])).toEqual([
      [409, 'state-forbids'],
      [409, 'state-forbids'],
    ]);
    expect([answers[0]?.['current_status'], answers[0]?.detail]).toEqual([
      'pending_approval',
      expect.stringContaining('it is pending_approval'),
    ]);
    expect(answers[1]?.detail).toContain('nothing to change');
    expect(await tasksOf('org-apply-real')).toHaveLength(2);
  }, 120_000);

  it('is not found where there is none', async () => {
    const refused = await api.refusal('applyTask', {
      params: { task_id: 'task-01j0000000000000000000000a' },
      body: { plan_digest: 'a1'.repeat(32) },
    });

    expect([refused.status, refused.error]).toEqual([404, 'not-found']);
  });
});

it('left no defect behind', () => {
  expect(product.defects).toEqual([]);
});
