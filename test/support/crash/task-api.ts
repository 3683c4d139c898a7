import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { operations } from '../../../functions/contract/operations.ts';
import type { Answer, PatientCaller } from './patient-caller.ts';

const base = '/api/v1/ai';

export type TaskView = z.infer<(typeof operations)['getTask']['answers']['json'][200]>;
export type ExecutionView = z.infer<(typeof operations)['getExecution']['answers']['json'][200]>;

const retryMilliseconds = 100;

const Problem = z.object({ error: z.string() });
const Submitted = z.object({ task_id: z.string() });
const Messages = z.object({
  messages: z.array(
    z.object({ id: z.string(), channel: z.string(), to: z.string(), text: z.string() }),
  ),
});

export interface Wish {
  readonly org_id: string;
  readonly intent: string;
  readonly environment: string;
  readonly dry_run?: boolean;
}

const parsed = <Schema extends z.ZodType>(
  { status, body }: Answer,
  wanted: { readonly status: number; readonly schema: Schema },
): z.output<Schema> => {
  if (status !== wanted.status) throw new Error(`Answered ${status}: ${JSON.stringify(body)}`);
  return wanted.schema.parse(body);
};

/** An operator's word; false when the state forbids it, which a repetition of it finds too. */
const isAccepted = ({ status, body }: Answer): boolean => {
  if (status === 200 || status === 202) return true;
  const { error } = Problem.parse(body);
  if (status === 409 && ['state-forbids', 'already-decided'].includes(error)) return false;
  throw new Error(`Answered ${status}: ${JSON.stringify(body)}`);
};

/** What the jobs ask of the product, over as many lives of it as it takes. */
export const taskApi = (call: PatientCaller) => {
  const order = async (path: string, body: unknown): Promise<boolean> =>
    isAccepted(await call(`${base}${path}`, { method: 'POST', body }));
  /** Null while the first request with this key counts as running. */
  const submitOnce = async (wish: Wish, key: string): Promise<string | null> => {
    const headers = { 'idempotency-key': key, prefer: 'respond-async' };
    const answer = await call(`${base}/execute`, { method: 'POST', body: wish, headers });
    if (answer.status < 300) return Submitted.parse(answer.body).task_id;
    const { error } = Problem.parse(answer.body);
    if (error === 'request-in-flight') return null;
    throw new Error(`Refused: ${JSON.stringify(answer.body)}`);
  };
  return {
    submitOnce,
    submit: async (wish: Wish, key: string): Promise<string> => {
      const taskId = await submitOnce(wish, key);
      if (taskId !== null) return taskId;
      await pause(retryMilliseconds);
      return taskApi(call).submit(wish, key);
    },
    task: async (id: string): Promise<TaskView> =>
      parsed(await call(`${base}/tasks/${id}`), {
        status: 200,
        schema: operations.getTask.answers.json[200],
      }),
    execution: async (id: string): Promise<ExecutionView> =>
      parsed(await call(`${base}/executions/${id}`), {
        status: 200,
        schema: operations.getExecution.answers.json[200],
      }),
    auditEvents: async (id: string): Promise<readonly string[]> => {
      const { records } = parsed(await call(`${base}/tasks/${id}/audit`), {
        status: 200,
        schema: operations.listTaskAudit.answers.json[200],
      });
      return records.map(({ event }) => event);
    },
    approve: (id: string) => order(`/tasks/${id}/approve`, { reason: 'Looks right' }),
    reject: (id: string) => order(`/tasks/${id}/reject`, { reason: 'Not today' }),
    cancelTask: (id: string) => order(`/tasks/${id}/cancel`, { reason: 'Not needed' }),
    pause: (id: string) => order(`/executions/${id}/pause`, {}),
    resume: (id: string) => order(`/executions/${id}/resume`, {}),
    cancel: (id: string, rollback: boolean) => order(`/executions/${id}/cancel`, { rollback }),
    tag: (org: string, assetId: string, tags: Readonly<Record<string, string>>) =>
      call(`/_local/fleet/${org}/assets/${assetId}/tags`, { method: 'PUT', body: { tags } }),
    mails: async () => {
      const { body } = await call('/_local/outbox');
      return Messages.parse(body).messages.filter(({ channel }) => channel === 'email');
    },
  };
};

export type TaskApi = ReturnType<typeof taskApi>;
