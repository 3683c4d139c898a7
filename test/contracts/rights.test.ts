import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rights } from '../../infra/aws/compute/rights.ts';
import type { Rights } from '../../infra/aws/compute/rights.ts';
import { connect } from '../support/e2e/client.ts';
import type { Client, TaskView } from '../support/e2e/client.ts';
import { requestMailOf } from '../support/e2e/approver.ts';
import { fleetOf, outboxOf } from '../support/e2e/local-pages.ts';
import { stopMachine } from '../support/e2e/machines.ts';
import { readMetrics } from '../support/e2e/metrics.ts';
import { startObserved } from '../support/e2e/observed-rights.ts';
import type { ObservedRights } from '../support/e2e/observed-rights.ts';
import { approveByLink } from '../support/e2e/page-visit.ts';
import {
  approve,
  assetsOf,
  executionIdOf,
  followToEnd,
  followUntil,
  hasEnded,
  plannedAssetsOf,
  startRollout,
  submit,
  submitForApproval,
  taskWhen,
} from '../support/e2e/scenario.ts';
import type { Product } from '../support/e2e/server.ts';
import { overwritePlan } from '../support/e2e/stored-plan.ts';
import { until } from '../support/e2e/until.ts';

const folder = mkdtempSync(join(tmpdir(), 'ai-orchestrator-rights-'));
const configFile = join(folder, 'orchestrator.yaml');

let product: Product;
let api: Client;
let observed: ObservedRights;

/** Long enough for every gate that is decided here, short enough to see one expire. */
const gateExpirySeconds = 60;

const wishOf = (org_id: string, role = 'cache') => ({
  org_id,
  intent: `Fix drift on production ${role} servers`,
  environment: 'production',
});

const ofTask = ({ task_id }: TaskView) => ({ params: { task_id } });

const refusedControl = () =>
  api.refusal('submitTask', {
    body: { org_id: 'org-control', intent: 'Stop the patch rollout in staging' },
  });

const endOf = async (task: TaskView): Promise<string> =>
  (await taskWhen(api, task.task_id, ({ status }) => !['approved', 'executing'].includes(status)))
    .status;

const approvedOnThePage = async () => {
  const task = await submitForApproval(api, wishOf('org-page'));
  const link = (await requestMailOf(product.url, task.task_id)).links[0] ?? '';
  await approveByLink(product.url, { link, taskId: task.task_id, reason: 'Looks right' });
  const executionId = await executionIdOf(api, task.task_id);
  await api.ask('pauseExecution', 202, { params: { execution_id: executionId } });
  await followUntil(api, executionId, ({ status }) => status === 'paused');
  await api.ask('resumeExecution', 202, { params: { execution_id: executionId } });
  await followToEnd(api, executionId);
  expect(await endOf(task)).toBe('completed');
  await api.ask('listTasks', 200);
  await api.ask('listExecutions', 200, ofTask(task));
  await api.ask('listToolInvocations', 200, ofTask(task));
  await api.ask('listTaskAudit', 200, ofTask(task));
  await api.ask('getAutonomy', 200, { query: { org_id: 'org-page' } });
  await api.ask('getFleet', 200, { query: { org_id: task.org_id } });
  await api.ask('listFleetAssets', 200, { query: { org_id: task.org_id } });
  await api.ask('listAudit', 200, { query: { task_id: task.task_id } });
  await api.ask('listAudit', 200);
  await api.ask('verifyAudit', 200);
  await api.ask('listAnchors', 200, { query: { org_id: task.org_id } });
  await api.ask('listAgents', 200);
  await api.ask('listTools', 200);
  await api.ask('getOpenApi', 200);
  await api.ask('getHealth', 200);
  await api.ask('getReadiness', 200);
  expect(await readMetrics(product.url)).toContain('orchestrator_tasks_total');
};

const rolledBack = async () => {
  const org = 'org-unhealthy';
  const task = await submitForApproval(api, wishOf(org));
  const [, sick] = plannedAssetsOf(task);
  await fleetOf(product.url, org).tag(sick?.asset_id ?? '', { 'demo:fail': 'health' });
  await approve(api, task.task_id);
  await followToEnd(api, await executionIdOf(api, task.task_id));
  expect(await endOf(task)).toBe('rolled_back');
};

const failedToApply = async () => {
  const org = 'org-failing';
  const task = await submitForApproval(api, wishOf(org));
  const [first] = plannedAssetsOf(task);
  await fleetOf(product.url, org).tag(first?.asset_id ?? '', { 'demo:fail': 'apply' });
  await approve(api, task.task_id);
  await followToEnd(api, await executionIdOf(api, task.task_id));
  expect(await endOf(task)).toBe('failed');
};

const cancelled = async (org: string, rollback: boolean) => {
  const { task, executionId } = await startRollout(api, wishOf(org));
  await followUntil(api, executionId, (execution) =>
    assetsOf(execution).some(({ status }) => status === 'running'),
  );
  await api.ask('cancelTask', 202, { ...ofTask(task), body: { rollback } });
  await followToEnd(api, executionId);
  expect(await endOf(task)).toBe('cancelled');
};

const decidedOtherwise = async () => {
  const rejected = await submitForApproval(api, wishOf('org-rejected'));
  await api.ask('rejectTask', 200, { ...ofTask(rejected), body: { reason: 'Not now' } });
  const withdrawn = await submitForApproval(api, wishOf('org-withdrawn'));
  await api.ask('cancelTask', 202, ofTask(withdrawn));
};

const expired = async () => {
  const task = await submitForApproval(api, wishOf('org-expired'));
  const ended = await taskWhen(api, task.task_id, ({ status }) => status !== 'pending_approval');
  expect(ended.status).toBe('expired');
};

const withoutApproval = async () => {
  const wish = { org_id: 'org-development', intent: 'Patch development web servers' };
  const first = await submit(api, wish);
  expect(await endOf(first)).toBe('completed');
  expect((await submit(api, wish)).agent_result?.affected_assets).toBe(0);
  const dryRun = await submit(api, { ...wishOf('org-dry'), dry_run: true });
  expect(dryRun.status).toBe('completed');
  const applied = await api.ask('applyTask', 200, {
    ...ofTask(dryRun),
    body: { plan_digest: dryRun.plan_digest },
    headers: { prefer: 'wait=25' },
  });
  expect(applied.plan_digest).toBe(dryRun.plan_digest);
  const audit = { org_id: 'org-audit', intent: 'Run a SOC2 compliance audit of production' };
  expect((await submit(api, audit)).status).toBe('failed');
};

const sameKeyTwice = async () => {
  const request = {
    body: wishOf('org-key'),
    headers: { 'idempotency-key': 'once', prefer: 'wait=25' },
  };
  const first = await api.send('submitTask', request);
  expect((await api.send('submitTask', request)).text).toBe(first.text);
};

const movedBeforeItsPhase = async () => {
  const org = 'org-drift';
  const task = await submitForApproval(api, wishOf(org));
  const last = plannedAssetsOf(task).at(-1);
  await approve(api, task.task_id);
  const executionId = await executionIdOf(api, task.task_id);
  await fleetOf(product.url, org).changeFromOutside(last?.asset_id ?? '', last?.version ?? '');
  await followToEnd(api, executionId);
  expect(await endOf(task)).toBe('rolled_back');
};

const plannedAroundAnotherRollout = async () => {
  const org = 'org-held';
  const task = await submitForApproval(api, wishOf(org, 'database'));
  const last = plannedAssetsOf(task).at(-1)?.asset_id ?? '';
  await fleetOf(product.url, org).tag(last, { 'demo:fail': 'slow' });
  await approve(api, task.task_id);
  const executionId = await executionIdOf(api, task.task_id);
  await followUntil(api, executionId, ({ phases }) => phases.at(-1)?.status === 'running');
  await api.ask('pauseExecution', 202, { params: { execution_id: executionId } });
  const patch = await submitForApproval(api, {
    org_id: org,
    intent: 'Patch production database servers',
  });
  const reasons = (patch.plan?.excluded ?? []).map(({ reason }) => reason);
  expect(reasons).toContain('Another execution holds the asset.');
};

const stoppedFromOutside = async () => {
  const { executionId } = await startRollout(api, wishOf('org-stopped'));
  await followUntil(api, executionId, ({ phases }) => phases[0]?.status === 'completed');
  await stopMachine(product.url, 'phased-rollout', executionId);
  const ended = (await followUntil(api, executionId, hasEnded)).at(-1);
  expect(ended?.status).toBe('rolled_back');
  const waiting = await submitForApproval(api, wishOf('org-lost'));
  await stopMachine(product.url, 'task-lifecycle', waiting.task_id);
  await taskWhen(api, waiting.task_id, ({ status }) => status === 'failed');
};

const brokenStore = async () => {
  const other = await submitForApproval(api, wishOf('org-swapped'));
  await overwritePlan(product.url, other, (text) => text.replaceAll('production', 'staging'));
  await approve(api, other.task_id);
  expect(await endOf(other)).toBe('failed');
  const unreadable = await submitForApproval(api, wishOf('org-unreadable'));
  await overwritePlan(product.url, unreadable, () => 'not a plan');
  await approve(api, unreadable.task_id);
  await until('the task', async () => {
    const { tasks } = await api.ask('listTasks', 200, { query: { org_id: 'org-unreadable' } });
    return tasks[0]?.status === 'failed' ? true : undefined;
  });
};

beforeAll(async () => {
  // Nobody listens on the discard port: this channel is dead from the start.
  const dead = 'http://127.0.0.1:9/slack';
  writeFileSync(
    configFile,
    JSON.stringify({ notification: { slack_enabled: true, slack_webhook_url: dead } }),
  );
  ({ product, observed } = await startObserved({
    CONFIG_FILE: configFile,
    GATE_EXPIRY_SECONDS: String(gateExpirySeconds),
  }));
  api = connect(product.url);
  await Promise.all([
    approvedOnThePage(),
    rolledBack(),
    failedToApply(),
    cancelled('org-cancelled', false),
    cancelled('org-taken-back', true),
    decidedOtherwise(),
    expired(),
    withoutApproval(),
    sameKeyTwice(),
    refusedControl(),
    movedBeforeItsPhase(),
    plannedAroundAnotherRollout(),
    stoppedFromOutside(),
    brokenStore(),
  ]);
  await until('the last notice', async () =>
    (await outboxOf(product.url)).some(({ text }) => text.includes('The approval expired'))
      ? true
      : undefined,
  );
}, 280_000);

afterAll(async () => {
  await product.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Rights as words, in the way that they are observed. */
const wordsOf = ({ items = [], ...others }: Rights): readonly string[] => [
  ...items,
  ...Object.keys(others),
];

/** Granted and yet not seen here, each with the reason. */
const unseen: Readonly<Record<string, string>> = {
  'anchor-audit UpdateItem': 'postpones a message while the key or the archive does not answer',
  'anchor-audit archiveAnchors': 'on one machine, anchors go to a file',
  'anchor-audit signAnchors': 'on one machine, a key in a file signs',
  'api-read readAnchorKey': 'on one machine, the key is in a file',
  'assess-phase UpdateItem': 'counts an execution that pauses because a phase is inconclusive',
  'close-task UpdateItem': 'counts a task that the last step of its rollout did not close',
  'fail-task Query': 'reads the ledger of an execution whose machine never began',
  'recover-task Query': 'reads the ledger of an execution whose machine never began',
  'think UpdateItem': 'counts a task that fails by its budget or by the model',
  'validate-plan UpdateItem': 'counts a task that fails because its plan stays invalid',
};

describe('the rights of the functions', () => {
  it('cover everything that each function was seen to do', () => {
    const missing = [...observed].flatMap(([name, seen]) => {
      const granted = wordsOf(rights[name] ?? {});
      return [...seen]
        .filter((right) => !granted.includes(right))
        .map((right) => `${name} ${right}`);
    });

    expect(missing).toEqual([]);
  });

  it('grant nothing that a function was not seen to do, but for a stated reason', () => {
    const idle = Object.entries(rights).flatMap(([name, granted]) =>
      wordsOf(granted)
        .filter((right) => !(observed.get(name)?.has(right) ?? false))
        .map((right) => `${name} ${right}`),
    );

    expect(idle.sort()).toEqual(Object.keys(unseen).sort());
  });

  it('name each function, which all were seen to run', () => {
    expect([...observed.keys()].sort()).toEqual(Object.keys(rights).sort());
  });
});
