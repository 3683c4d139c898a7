import type { Caller } from '../http.ts';
import { pause } from '../measure.ts';

const base = '/api/v1/ai';

interface Execution {
  readonly id: string;
  readonly status: string;
}

const ended: readonly string[] = [
  'completed',
  'failed',
  'rolled_back',
  'rollback_partial',
  'cancelled',
];

/** Submits what runs without approval and gives the execution once it is there. */
export const startRollout = async (caller: Caller, org: string): Promise<string> => {
  const body = { intent: 'Fix drift on staging web servers', org_id: org };
  const { text } = await caller.call('POST', `${base}/execute`, body);
  const { task_id: task } = JSON.parse(text) as { task_id: string };
  for (;;) {
    const reply = await caller.call('GET', `${base}/tasks/${task}/executions`);
    const [execution] = (JSON.parse(reply.text) as { executions: readonly Execution[] }).executions;
    if (execution) return execution.id;
    await pause(50);
  }
};

/** How the execution ended. */
export const endOfRollout = async (caller: Caller, id: string): Promise<string> => {
  for (;;) {
    const reply = await caller.call('GET', `${base}/executions/${id}`);
    const { status } = JSON.parse(reply.text) as Execution;
    if (ended.includes(status)) return status;
    await pause(250);
  }
};

export interface Control {
  readonly verb: 'pause' | 'resume' | 'cancel';
  readonly status: number;
  readonly milliseconds: number;
}

/**
 * Pauses and resumes an execution until the time is up or it has ended, then cancels it. A 409 is
 * an answer: it says that the state forbids.
 */
export const controlUntil = async (
  caller: Caller,
  id: string,
  until: number,
): Promise<readonly Control[]> => {
  const controls: Control[] = [];
  const send = async (verb: Control['verb']): Promise<number> => {
    const from = performance.now();
    const reply = await caller
      .attempt('POST', `${base}/executions/${id}/${verb}`, { reason: 'Load test' })
      .catch(() => null);
    const status = reply?.status ?? 0;
    controls.push({ verb, status, milliseconds: performance.now() - from });
    return status;
  };
  while (performance.now() < until) {
    const paused = await send('pause');
    await pause(400);
    const resumed = await send('resume');
    if (paused === 409 && resumed === 409) break;
    await pause(400);
  }
  await send('cancel');
  return controls;
};
