import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, parseAnswer } from '../support/e2e/client.ts';
import type { JsonOperationId } from '../../functions/contract/operations.ts';
import type { Client, ExecutionView, TaskView } from '../support/e2e/client.ts';
import { curl } from '../support/e2e/curl.ts';
import { fleetOf, outboxOf } from '../support/e2e/local-pages.ts';
import { metricIn, readMetrics } from '../support/e2e/metrics.ts';
import {
  assetsOf,
  executionIdOf,
  followUntil,
  getTask,
  hasEnded,
  plannedAssetsOf,
  taskWhen,
} from '../support/e2e/scenario.ts';
import { startProduct } from '../support/e2e/server.ts';
import type { Product } from '../support/e2e/server.ts';
import { badRecordsOf } from '../support/seams/audit.ts';
import { auditChainOf } from '../support/e2e/stored-audit.ts';
import { until } from '../support/e2e/until.ts';

const seedBody = `{
    "intent": "Fix drift on production web servers",
    "org_id": "org-123",
    "environment": "production",
    "context": {
      "fleet_size": 100,
      "drift_score": 85
    }
  }`;

let product: Product;
let api: Client;
let task: TaskView;
let asked: TaskView;
let approved: unknown;
let seen: readonly ExecutionView[];

const read = (operation: JsonOperationId, answer: { status: number; text: string }) =>
  parseAnswer(operation, { ...answer, headers: new Headers() });

const post = (path: string, body: string) =>
  curl({ url: `${product.url}/api/v1/ai${path}`, method: 'POST', body });

beforeAll(async () => {
  product = await startProduct();
  api = connect(product.url);
  task = read('submitTask', await post('/execute', seedBody)) as TaskView;
  asked = await getTask(api, task.task_id);
  approved = read(
    'approveTask',
    await post(`/tasks/${task.task_id}/approve`, '{"reason": "Approved after review"}'),
  );
  seen = await followUntil(api, await executionIdOf(api, task.task_id), hasEnded);
}, 150_000);

afterAll(async () => {
  await product.close();
});

describe('the main job by the curl lines of the seed', () => {
  it('answers the submit with the whole plan, which waits for approval', () => {
    expect(task).toMatchObject({
      org_id: 'org-123',
      status: 'pending_approval',
      intent: 'Fix drift on production web servers',
      task_spec: {
        task_type: 'drift_remediation',
        agent: 'drift_agent',
        environment: 'production',
        risk_level: 'high',
      },
      agent_result: { planner: 'deterministic', affected_assets: 47 },
      requires_hitl: true,
      approval: { status: 'pending', quorum: 1, four_eyes: false, decisions: [] },
      validation: { valid: true },
      error: null,
    });
    expect(task.plan?.total_assets).toBe(47);
    expect(task.plan_digest).toMatch(/^[0-9a-f]{64}$/);
  });

  it('has a canary of 4 first and no phase over a fifth of the assets', () => {
    const phases = task.plan?.phases ?? [];

    expect(phases.map(({ name, kind, assets }) => [name, kind, assets.length])).toEqual([
      ['Canary', 'canary', 4],
      ['Wave 1', 'wave', 8],
      ['Wave 2', 'wave', 9],
      ['Wave 3', 'wave', 9],
      ['Wave 4', 'wave', 9],
      ['Wave 5', 'wave', 8],
    ]);
    expect(new Set(plannedAssetsOf(task).map(({ asset_id }) => asset_id)).size).toBe(47);
  });

  it('scores the plan in five dimensions into the band that asks for a person', () => {
    const score = task.quality_score;
    const parts = [
      score?.structural,
      score?.policy_compliance,
      score?.test_coverage,
      score?.operational_history,
      score?.human_review,
    ].map((part) => part ?? Number.NaN);

    expect(parts.every((part) => part >= 0 && part <= 20)).toBe(true);
    expect(score?.total).toBe(Math.round(parts.reduce((sum, part) => sum + part, 0)));
    expect(score?.total).toBeGreaterThanOrEqual(60);
    expect(score?.total).toBeLessThanOrEqual(79);
    expect(score?.requires_approval).toBe(true);
    expect(Object.keys(score?.dimensions ?? {})).toHaveLength(5);
  });

  it('answers the same by GET', () => {
    expect(asked).toEqual(task);
  });

  it('lists the tool calls that the plan rests on', async () => {
    const { invocations } = await api.ask('listToolInvocations', 200, {
      params: { task_id: task.task_id },
    });

    const calls = invocations.map(({ call_id }) => call_id);
    expect(invocations.map(({ name }) => name)).toContain('query_assets');
    expect(
      invocations.every(({ result, agent }) => result === 'ok' && agent === 'drift_agent'),
    ).toBe(true);
    const evidence = task.plan?.evidence ?? [];
    expect(evidence.length).toBeGreaterThan(0);
    expect(evidence.every(({ tool_call_id }) => calls.includes(tool_call_id))).toBe(true);
  });

  it('mails the approvers a link that holds the id of the gate and nothing else', async () => {
    const mail = await until('the mail', async () =>
      (await outboxOf(product.url)).find(
        ({ channel, text }) => channel === 'email' && text.includes('waits for your approval'),
      ),
    );

    const gateId = task.approval?.gate_id ?? '';
    expect(mail.to).toBe('approver@example.com');
    expect(mail.links).toEqual([`${product.url}/approvals/${gateId}`]);
    expect(mail.text).not.toMatch(/\b\d{6}\b/);
    expect(mail.text).not.toContain(task.plan_digest);
  });

  it('rolls out to the end once it is approved', () => {
    expect(approved).toMatchObject({
      status: 'approved',
      approval: {
        status: 'approved',
        decisions: [{ decision: 'approved', reason: 'Approved after review', channel: 'api' }],
      },
    });
    const execution = seen.at(-1);
    expect(execution).toMatchObject({
      task_id: task.task_id,
      plan_digest: task.plan_digest,
      status: 'completed',
      total_phases: 6,
      error: null,
      rollback_error: null,
    });
    expect(execution?.phases.map(({ status, verdict }) => [status, verdict])).toEqual(
      Array.from({ length: 6 }, () => ['completed', 'pass']),
    );
    const statuses = execution ? assetsOf(execution).map(({ status }) => status) : [];
    expect(statuses).toEqual(Array.from({ length: 47 }, () => 'completed'));
  });

  it('showed a newer version at each long poll, and phases one after another', () => {
    const versions = seen.map(({ version }) => version);
    const running = seen.map(({ phases }) =>
      phases.flatMap(({ status }, index) =>
        status === 'running' || status === 'baking' ? [index] : [],
      ),
    );

    expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
    expect(running.every((indexes) => indexes.length <= 1)).toBe(true);
    expect(running.flat()).toEqual([...running.flat()].sort((a, b) => a - b));
  });

  it('completes the task with its execution', async () => {
    const completed = await taskWhen(api, task.task_id, ({ status }) => status !== 'executing');
    const { executions } = await api.ask('listExecutions', 200, {
      params: { task_id: task.task_id },
    });

    expect([completed.status, completed.plan_digest]).toEqual(['completed', task.plan_digest]);
    expect(executions.map(({ id, status }) => [id, status])).toEqual([
      [completed.execution_id, 'completed'],
    ]);
  });

  it('acted exactly once on each asset, no faster than the plan says, and on nothing else', async () => {
    const fleet = fleetOf(product.url, 'org-123');
    const ids = plannedAssetsOf(task).map(({ asset_id }) => asset_id);
    const history = await fleet.history(ids);
    const excluded = (task.plan?.excluded ?? []).map(({ asset_id }) => asset_id);

    expect(history).toEqual(Object.fromEntries(ids.map((id) => [id, 'apply'])));
    expect(await fleet.history(excluded)).toEqual(
      Object.fromEntries(excluded.map((id) => [id, ''])),
    );
    for (const phase of task.plan?.phases ?? []) {
      const actions = await Promise.all(
        phase.assets.map(({ asset_id }) => fleet.actions(asset_id)),
      );
      const spans = actions.flat();
      const together = spans.map(
        ({ started_at }) =>
          spans.filter((other) => other.started_at <= started_at && other.ready_at > started_at)
            .length,
      );
      expect(Math.max(...together)).toBeLessThanOrEqual(phase.max_parallel);
    }
  });

  it('keeps an audit chain that verifies, with the digest of the plan that ran', async () => {
    const chain = await auditChainOf(product.url, 'org-123');
    const { records } = await api.ask('listTaskAudit', 200, { params: { task_id: task.task_id } });

    expect(badRecordsOf(chain)).toEqual([]);
    expect(records).toEqual(chain);
    expect(chain.map(({ event }) => event)).toEqual(
      expect.arrayContaining(['task_submitted', 'task_approved', 'phase_completed']),
    );
    const digests = new Set(chain.map(({ plan_digest }) => plan_digest));
    expect(digests).toEqual(new Set([null, task.plan_digest]));
    const forged = chain.map((record) =>
      record.seq === 3 ? { ...record, actor: 'somebody else' } : record,
    );
    expect(badRecordsOf(forged)).toEqual([`${task.task_id} 3`]);
  });

  it('counts in the metrics what happened', async () => {
    const text = await readMetrics(product.url);

    const values = [
      'orchestrator_tasks_total{status="planning"}',
      'orchestrator_tasks_total{status="pending_approval"}',
      'orchestrator_tasks_total{status="completed"}',
      'orchestrator_executions_total{status="running"}',
      'orchestrator_executions_total{status="completed"}',
      'orchestrator_agent_latency_seconds_count{agent="drift_agent"}',
    ].map((series) => metricIn(text, series));
    expect(values).toEqual([1, 1, 1, 1, 1, 1]);
    expect(text).toMatch(/orchestrator_tool_calls_total\{[^}]*tool="query_assets"[^}]*\} [1-9]/);
  });

  it('tells each channel of every step', async () => {
    const wanted = [
      'A change waits for your approval',
      'The change was approved',
      'The rollout started',
      'A phase completed',
      'The rollout completed',
    ];
    const messages = await until('the last notice', async () => {
      const all = await outboxOf(product.url);
      const last = all.filter(({ text, subject }) =>
        `${subject}${text}`.includes('The rollout completed'),
      );
      return last.length >= 3 ? all : undefined;
    });

    for (const channel of ['sns', 'slack', 'webhook']) {
      const own = messages.filter((message) => message.channel === channel);
      const counts = wanted.map(
        (headline) =>
          own.filter(({ subject, text }) => `${subject}${text}`.includes(headline)).length,
      );
      expect([channel, ...counts]).toEqual([channel, 1, 1, 1, 6, 1]);
    }
  });

  it('left no link that holds more than an id, and no defect behind', async () => {
    const messages = await outboxOf(product.url);

    const links = [...new Set(messages.flatMap((message) => message.links))];
    expect(
      links.filter((link) => !/\/(?:approvals\/gate|executions\/exec)-[0-9a-z]{26}$/.test(link)),
    ).toEqual([]);
    expect(product.defects).toEqual([]);
  });
});
