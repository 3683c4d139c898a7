import { expect } from 'vitest';
import type { Client, TaskView } from './client.ts';
import { submit, taskWhen } from './scenario.ts';

/** One person's own run, from the intent to its end, with nobody else asked. */
export const runAlone = async (api: Client, org_id: string, intent: string): Promise<TaskView> => {
  const task = await submit(api, { org_id, intent });
  expect([task.status, task.approval]).not.toContain('pending_approval');
  return taskWhen(api, task.task_id, ({ status }) => !['approved', 'executing'].includes(status));
};

export const askForProduction = (api: Client, org_id: string): Promise<TaskView> =>
  submit(api, { org_id, intent: 'Fix drift on production web servers' });

/** Waits at a gate in the band that asks for people, and says what is missing. */
export const expectToWait = (task: TaskView): void => {
  expect(task).toMatchObject({ status: 'pending_approval', requires_hitl: true });
  expect(task.quality_score?.total).toBeGreaterThanOrEqual(60);
  expect(task.quality_score?.total).toBeLessThanOrEqual(79);
  const reasons = task.approval?.reasons ?? [];
  expect(reasons.map(({ code }) => code)).toEqual(
    expect.arrayContaining(['no-earned-grant', 'score']),
  );
  expect(reasons.find(({ code }) => code === 'no-earned-grant')?.message).toContain(
    'two people can’t be told apart',
  );
};

export const reject = (api: Client, { task_id }: TaskView) =>
  api.ask('rejectTask', 200, { params: { task_id }, body: { reason: 'Not this week' } });

export const proofDetail = (task: TaskView): string =>
  task.quality_score?.dimensions['test_coverage']?.[0]?.detail ?? '';
