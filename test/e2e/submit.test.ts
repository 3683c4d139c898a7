import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../support/e2e/client.ts';
import type { Client, TaskView } from '../support/e2e/client.ts';
import { fleetOf } from '../support/e2e/local-pages.ts';
import { endOfMachine } from '../support/e2e/machines.ts';
import {
  assetsOf,
  followToEnd,
  plannedAssetsOf,
  startRollout,
  submit,
  taskWhen,
} from '../support/e2e/scenario.ts';
import { startProduct } from '../support/e2e/server.ts';
import type { Product } from '../support/e2e/server.ts';
import { auditChainOf } from '../support/e2e/stored-audit.ts';

let product: Product;
let api: Client;

beforeAll(async () => {
  product = await startProduct();
  api = connect(product.url);
}, 60_000);

afterAll(async () => {
  await product.close();
});

const driftOf = (org_id: string, role = 'cache') => ({
  org_id,
  intent: `Fix drift on production ${role} servers`,
  environment: 'production',
});

const tasksOf = async (org: string) =>
  (await api.ask('listTasks', 200, { query: { org_id: org } })).tasks;

const executionsOf = async ({ task_id }: TaskView) =>
  (await api.ask('listExecutions', 200, { params: { task_id } })).executions;

const isOver = ({ status }: TaskView): boolean => status !== 'approved' && status !== 'executing';

it.concurrent(
  'patches the production app servers to the end',
  async () => {
    const org = 'org-patch';
    const { task, executionId } = await startRollout(api, {
      org_id: org,
      intent: 'Patch production app servers',
      environment: 'production',
    });
    const ids = plannedAssetsOf(task).map(({ asset_id }) => asset_id);
    const fleet = fleetOf(product.url, org);
    const before = await fleet.assets(ids);

    const execution = await followToEnd(api, executionId);
    const ended = await taskWhen(api, task.task_id, isOver);

    expect(task).toMatchObject({
      task_spec: { task_type: 'patch_rollout', agent: 'patch_agent' },
      agent_result: { affected_assets: 13 },
      plan: { action: { type: 'patch' } },
    });
    expect(new Set(before.map(({ patch_state: state }) => state))).toEqual(new Set(['missing']));
    expect([execution.status, ended.status]).toEqual(['completed', 'completed']);
    expect(assetsOf(execution).map(({ status }) => status)).toEqual(ids.map(() => 'completed'));
    const after = await fleet.assets(ids);
    expect(after.map(({ patch_state: state, missing_cves: cves }) => [state, cves])).toEqual(
      ids.map(() => ['current', []]),
    );
    expect(await fleet.history(ids)).toEqual(Object.fromEntries(ids.map((id) => [id, 'apply'])));
  },
  120_000,
);

describe.concurrent('a submit', () => {
  it('answers at once where to look when the caller would not wait', async () => {
    const answer = await api.send('submitTask', {
      body: driftOf('org-async'),
      headers: { prefer: 'respond-async' },
    });
    const accepted = JSON.parse(answer.text) as { task_id: string; status: string };

    expect(answer.status).toBe(202);
    expect(accepted).toMatchObject({
      status: 'planning',
      task_spec: { task_type: 'drift_remediation', environment: 'production' },
    });
    expect(answer.headers.get('location')).toBe(`/api/v1/ai/tasks/${accepted.task_id}`);
    const planned = await taskWhen(api, accepted.task_id, ({ status }) => status !== 'planning');
    expect(planned.status).toBe('pending_approval');
  }, 120_000);

  it('plans a dry run to the end, with neither gate nor execution', async () => {
    const task = await submit(api, { ...driftOf('org-dry'), dry_run: true });

    expect(task).toMatchObject({
      status: 'completed',
      dry_run: true,
      approval: null,
      execution_id: null,
      agent_result: { affected_assets: 3 },
      error: null,
    });
    expect(task.plan_digest).toMatch(/^[0-9a-f]{64}$/);
    expect(task.quality_score?.total).toBeGreaterThan(0);
    expect(await executionsOf(task)).toEqual([]);
    expect(await endOfMachine(product.url, task.task_id)).toBe('SUCCEEDED');
    const ids = plannedAssetsOf(task).map(({ asset_id }) => asset_id);
    expect(await fleetOf(product.url, 'org-dry').history(ids)).toEqual(
      Object.fromEntries(ids.map((id) => [id, ''])),
    );
  }, 120_000);

  it('runs in development without a gate, and answers that nothing is left to change after it', async () => {
    const wish = {
      org_id: 'org-development',
      intent: 'Fix drift on development database servers',
      environment: 'development',
    };

    const first = await submit(api, wish);
    const done = await taskWhen(api, first.task_id, isOver);
    const answer = await api.send('submitTask', { body: wish, headers: { prefer: 'wait=25' } });
    const second = await submit(api, wish);

    expect([first.requires_hitl, first.approval]).toEqual([false, null]);
    expect([done.status, done.agent_result?.affected_assets]).toEqual(['completed', 2]);
    expect(answer.status).toBe(200);
    expect(second).toMatchObject({
      status: 'completed',
      agent_result: { affected_assets: 0 },
      requires_hitl: false,
      approval: null,
      execution_id: null,
      error: null,
    });
    expect(await executionsOf(second)).toEqual([]);
    expect(await endOfMachine(product.url, second.task_id)).toBe('SUCCEEDED');
  }, 120_000);

  it('fails with a code of its own where no agent is built yet', async () => {
    const task = await submit(api, {
      org_id: 'org-compliance',
      intent: 'Run a SOC2 compliance audit of production',
    });

    expect(task).toMatchObject({
      status: 'failed',
      task_spec: { task_type: 'compliance_audit', agent: 'compliance_agent', risk_level: 'low' },
      error: { code: 'agent-not-available' },
      approval: null,
      execution_id: null,
    });
    expect(await endOfMachine(product.url, task.task_id)).toBe('SUCCEEDED');
  }, 120_000);

  it('names what an unclear intent may mean and leaves nothing behind', async () => {
    const refusal = await api.refusal('submitTask', {
      body: {
        org_id: 'org-unclear',
        intent: 'Fix drift on production web servers and patch production app servers',
      },
    });

    expect([refusal.status, refusal.error]).toEqual([422, 'intent-unclear']);
    expect(refusal['candidates']).toMatchObject([
      { task_type: 'drift_remediation', intent: 'Fix drift on production web servers' },
      { task_type: 'patch_rollout', intent: 'patch production app servers' },
    ]);
    expect(refusal.detail).toContain('What can be done: fix drift, roll out patches');
    expect(await tasksOf('org-unclear')).toEqual([]);
    expect(await auditChainOf(product.url, 'org-unclear')).toEqual([]);
  });

  it('previews an intent word by word and leaves nothing behind', async () => {
    const org_id = 'org-preview';
    const clear = await api.ask('previewIntent', 200, {
      body: { org_id, intent: 'Patch staging web servers' },
    });
    const unclear = await api.ask('previewIntent', 200, {
      body: { org_id, intent: 'Fix drift on prodution web servers' },
    });

    expect(clear.task_spec).toMatchObject({ task_type: 'patch_rollout', environment: 'staging' });
    expect(clear.understood).toContainEqual({
      text: 'staging',
      start: 6,
      end: 13,
      as: 'environment',
      value: 'staging',
    });
    expect(unclear.error?.error).toBe('intent-unclear');
    expect(unclear.candidates).toMatchObject([{ intent: 'Fix drift on production web servers' }]);
    expect(await tasksOf(org_id)).toEqual([]);
    expect(await auditChainOf(product.url, org_id)).toEqual([]);
  });

  it('refuses an intent whose words contradict the environment that is given', async () => {
    const refusal = await api.refusal('submitTask', {
      body: { ...driftOf('org-contradiction'), environment: 'staging' },
    });

    expect([refusal.status, refusal.error]).toEqual([422, 'environment-contradiction']);
    expect([refusal['given'], refusal['named']]).toEqual(['staging', ['production']]);
    expect(await tasksOf('org-contradiction')).toEqual([]);
  });
});

describe.concurrent('an idempotency key', () => {
  const withKey = (key: string, body: unknown) =>
    api.send('submitTask', { body, headers: { 'idempotency-key': key, prefer: 'wait=25' } });

  it('gives the first answer again for the same body, however the task went on', async () => {
    const first = await withKey('same', driftOf('org-same'));
    const { task_id } = JSON.parse(first.text) as { task_id: string };
    await api.ask('rejectTask', 200, { params: { task_id }, body: { reason: 'Not now' } });
    const second = await withKey('same', driftOf('org-same'));

    expect([second.status, second.text]).toEqual([first.status, first.text]);
    expect(second.headers.get('location')).toBe(first.headers.get('location'));
    expect(await tasksOf('org-same')).toHaveLength(1);
  }, 120_000);

  it('is refused for another body', async () => {
    await withKey('other', driftOf('org-other'));

    const refusal = await api.refusal('submitTask', {
      body: driftOf('org-other', 'api'),
      headers: { 'idempotency-key': 'other' },
    });

    expect([refusal.status, refusal.error]).toEqual([422, 'idempotency-key-reused']);
    expect(await tasksOf('org-other')).toHaveLength(1);
  }, 120_000);

  it('makes one task of many requests at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => withKey('many', driftOf('org-many'))),
    );

    const refused = answers.filter(({ status }) => status !== 200);
    const tasks = answers.filter(({ status }) => status === 200).map(({ text }) => text);
    expect(new Set(tasks).size).toBe(1);
    expect(refused.map(({ text }) => (JSON.parse(text) as { error: string }).error)).toEqual(
      refused.map(() => 'request-in-flight'),
    );
    expect(await tasksOf('org-many')).toHaveLength(1);
  }, 120_000);

  it('is its own in each organisation', async () => {
    const [one, other] = await Promise.all([
      withKey('shared', driftOf('org-key-a')),
      withKey('shared', driftOf('org-key-b')),
    ]);

    expect([one.status, other.status]).toEqual([200, 200]);
    expect(await tasksOf('org-key-a')).toHaveLength(1);
    expect(await tasksOf('org-key-b')).toHaveLength(1);
  }, 120_000);
});

it.concurrent(
  'lists tasks newest first in pages, and by what they are',
  async () => {
    const org = 'org-list';
    for (const role of ['cache', 'api', 'database']) {
      await submit(api, { ...driftOf(org, role), dry_run: role === 'api' });
    }

    const first = await api.ask('listTasks', 200, { query: { org_id: org, limit: 2 } });
    const second = await api.ask('listTasks', 200, {
      query: { org_id: org, limit: 2, cursor: first.next_cursor ?? '' },
    });
    const waiting = await api.ask('listTasks', 200, {
      query: { org_id: org, status: 'pending_approval' },
    });
    const others = await api.ask('listTasks', 200, {
      query: { org_id: org, state: 'failed,completed' },
    });

    const roleOf = ({ intent }: { intent: string }) => /production (\w+)/.exec(intent)?.[1];
    expect(first.tasks.map(roleOf)).toEqual(['database', 'api']);
    expect([second.tasks.map(roleOf), second.next_cursor]).toEqual([['cache'], undefined]);
    expect(waiting.tasks.map(roleOf)).toEqual(['database', 'cache']);
    expect(others.tasks.map(roleOf)).toEqual(['api']);
  },
  120_000,
);

it('left no defect behind', () => {
  expect(product.defects).toEqual([]);
});
