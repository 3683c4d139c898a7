import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requestMailOf } from '../support/e2e/approver.ts';
import { connect } from '../support/e2e/client.ts';
import type { Client, ExecutionView, TaskView } from '../support/e2e/client.ts';
import { fleetOf, outboxOf } from '../support/e2e/local-pages.ts';
import { approveByLink } from '../support/e2e/page-visit.ts';
import { startProcess } from '../support/e2e/product-process.ts';
import type { ProductProcess } from '../support/e2e/product-process.ts';
import {
  approve,
  assetsOf,
  executionIdOf,
  followToEnd,
  followUntil,
  getExecution,
  getTask,
  plannedAssetsOf,
  startRollout,
  submitForApproval,
  taskWhen,
} from '../support/e2e/scenario.ts';
import { badRecordsOf } from '../support/seams/audit.ts';
import { auditChainOf } from '../support/e2e/stored-audit.ts';

const home = mkdtempSync(join(tmpdir(), 'ai-orchestrator-restart-'));
const dataDir = join(home, 'data');

let running: ProductProcess;
let api: Client;

/** Kills the process as a power cut would, and starts it again on the same port and data. */
const restart = async (): Promise<void> => {
  await running.kill();
  running = await startProcess(dataDir, new URL(running.url).port);
  api = connect(running.url);
};

const wishOf = (org_id: string, role: string) => ({
  org_id,
  intent: `Fix drift on production ${role} servers`,
  environment: 'production',
});

const historyOf = (task: TaskView) =>
  fleetOf(running.url, task.org_id).history(plannedAssetsOf(task).map(({ asset_id }) => asset_id));

const once = (task: TaskView) =>
  Object.fromEntries(plannedAssetsOf(task).map(({ asset_id }) => [asset_id, 'apply']));

describe('a process that is killed', () => {
  let waiting: TaskView;
  let link: string;
  let rolling: { task: TaskView; executionId: string };
  let paused: { task: TaskView; executionId: string };
  let pausedBefore: ExecutionView;
  let decidedPage: string;
  let decided: TaskView;
  let stillPaused: ExecutionView;
  let ended: readonly ExecutionView[];

  beforeAll(async () => {
    running = await startProcess(dataDir, '0');
    api = connect(running.url);
    waiting = await submitForApproval(api, wishOf('org-gate', 'cache'));
    link = (await requestMailOf(running.url, waiting.task_id)).links[0] ?? '';
    paused = await startRollout(api, wishOf('org-paused', 'cache'));
    await api.ask('pauseExecution', 202, { params: { execution_id: paused.executionId } });
    pausedBefore =
      (await followUntil(api, paused.executionId, ({ status }) => status === 'paused')).at(-1) ??
      (await getExecution(api, paused.executionId));
    rolling = await startRollout(api, wishOf('org-rolling', 'api'));
    await followUntil(api, rolling.executionId, (execution) =>
      assetsOf(execution).some(({ status }) => status === 'running'),
    );
    decided = await submitForApproval(api, wishOf('org-decided', 'cache'));
    await approve(api, decided.task_id);
    await restart();
    decidedPage = await approveByLink(running.url, {
      ...{ link, taskId: waiting.task_id, reason: 'After the restart' },
    });
    await followUntil(api, rolling.executionId, ({ phases }) => phases[2]?.status !== 'pending');
    await restart();
    stillPaused = await getExecution(api, paused.executionId);
    await api.ask('resumeExecution', 202, { params: { execution_id: paused.executionId } });
    ended = await Promise.all(
      [waiting, rolling.task, paused.task, decided].map(async ({ task_id }) =>
        followToEnd(api, await executionIdOf(api, task_id)),
      ),
    );
  }, 280_000);

  afterAll(async () => {
    await running.kill();
    rmSync(home, { recursive: true, force: true });
  });

  it('keeps the gate that waited: its link works', async () => {
    const task = await taskWhen(api, waiting.task_id, ({ status }) => status === 'completed');

    expect(decidedPage).toContain('This change was approved');
    expect(task.approval?.decisions).toMatchObject([
      { decision: 'approved', channel: 'page', reason: 'After the restart' },
    ]);
  }, 120_000);

  it('keeps a pause, which a person ends', () => {
    expect(stillPaused).toEqual(pausedBefore);
  });

  it('keeps a decision that was acknowledged just before it died', async () => {
    expect((await getTask(api, decided.task_id)).approval?.decisions).toMatchObject([
      { decision: 'approved', channel: 'api' },
    ]);
  });

  it('goes on with every rollout, and acts on each asset once', async () => {
    const tasks = [waiting, rolling.task, paused.task, decided];

    expect(ended.map(({ status }) => status)).toEqual(tasks.map(() => 'completed'));
    for (const task of tasks) expect(await historyOf(task)).toEqual(once(task));
  }, 120_000);

  it('still has what came before: tasks, messages and a whole audit chain', async () => {
    const { tasks } = await api.ask('listTasks', 200);
    const mails = (await outboxOf(running.url)).filter(({ links }) => links.includes(link));

    expect(tasks.map(({ task_id }) => task_id)).toEqual(
      [decided, rolling.task, paused.task, waiting].map(({ task_id }) => task_id),
    );
    expect(mails.length).toBeGreaterThanOrEqual(1);
    for (const { org_id } of tasks) {
      expect(badRecordsOf(await auditChainOf(running.url, org_id))).toEqual([]);
    }
  }, 120_000);
});
