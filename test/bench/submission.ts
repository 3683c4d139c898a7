import type { Caller } from './http.ts';

/** The request whose plan needs an approval: drift of the demo fleet's production web servers. */
export const submission = {
  intent: 'Fix drift on production web servers',
  org_id: 'org-123',
  environment: 'production',
} as const;

export interface SubmittedTask {
  readonly task_id: string;
  readonly status: string;
}

/** Submits and waits for the plan. @throws Error when the task does not wait for an approval then. */
export const submit = async ({ call }: Caller): Promise<SubmittedTask> => {
  const { text } = await call('POST', '/api/v1/ai/execute', submission);
  const task = JSON.parse(text) as SubmittedTask;
  if (task.status !== 'pending_approval') throw new Error(`The task is ${task.status}`);
  return task;
};
