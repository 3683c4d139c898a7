import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../support/e2e/client.ts';
import type { Client, TaskView } from '../support/e2e/client.ts';
import { startProcess } from '../support/e2e/product-process.ts';
import type { ProductProcess } from '../support/e2e/product-process.ts';
import { getTask, submit, taskWhen } from '../support/e2e/scenario.ts';
import { until } from '../support/e2e/until.ts';

const home = mkdtempSync(join(tmpdir(), 'ai-orchestrator-apply-killed-'));

let running: ProductProcess;
let api: Client;

const start = async (port: string): Promise<void> => {
  running = await startProcess(join(home, 'data'), port);
  api = connect(running.url);
};

const restart = async (): Promise<void> => {
  await running.kill();
  await start(new URL(running.url).port);
};

beforeAll(() => start('0'), 60_000);

afterAll(async () => {
  await running.kill();
  rmSync(home, { recursive: true, force: true });
});

const applying = ({ task_id, plan_digest }: TaskView) => ({
  params: { task_id },
  body: { plan_digest },
  headers: { prefer: 'wait=25' },
});

/** When the process is killed, after the request was sent. */
const moments: Readonly<Record<string, (dryRun: TaskView) => Promise<unknown>>> = {
  'as soon as it was sent': () => Promise.resolve(),
  'while it is worked on': () => sleep(15),
  'once its task is stored, and before it is answered': ({ task_id }) =>
    until('the dry run’s word', async () => {
      const { applied_by_task_id: id } = await getTask(api, task_id);
      return id ?? undefined;
    }),
};

describe('a process that is killed in the middle of an apply', () => {
  it.each(Object.keys(moments))(
    '(%s) has one task of it afterwards, which goes on',
    async (moment) => {
      const org_id = `org-${Object.keys(moments).indexOf(moment)}`;
      const dryRun = await submit(api, {
        ...{ org_id, intent: 'Fix drift on production cache servers', dry_run: true },
      });
      const sent = api.send('applyTask', applying(dryRun)).then(
        ({ status }) => status,
        () => 'cut off',
      );
      await moments[moment]?.(dryRun);
      await restart();
      const answered = await sent;

      const applied = await api.ask('applyTask', 200, applying(dryRun));
      const waiting = await taskWhen(
        api,
        applied.task_id,
        ({ status }) => status === 'pending_approval',
      );
      const { tasks } = await api.ask('listTasks', 200, { query: { org_id } });

      expect(answered).toBe('cut off');
      expect(waiting).toMatchObject({
        ...{ applies_task_id: dryRun.task_id, plan_digest: dryRun.plan_digest },
      });
      expect(tasks.map(({ task_id }) => task_id).sort()).toEqual(
        [dryRun.task_id, applied.task_id].sort(),
      );
      expect((await getTask(api, dryRun.task_id)).applied_by_task_id).toBe(applied.task_id);
    },
    120_000,
  );
});
