import type { DeliveryLog } from '../../approval/approval-ports.ts';
import { Conflict } from '../../../domain/shared/errors.ts';
import { toTimestamp } from '../../../domain/shared/ids.ts';
import type { OrgId, TaskId } from '../../../domain/shared/ids.ts';
import type { Identity } from '../../../domain/shared/identity.ts';
import { actorOf } from '../../../domain/task/actor-of.ts';
import { enteredStatus, taskEntry } from '../../../domain/task/move-task.ts';
import type { SubmitTaskBody } from '../../../domain/task/task-requests.ts';
import type { TaskSpec } from '../../../domain/task/task-spec.ts';
import type { Task } from '../../../domain/task/task.ts';
import { commit } from '../../shared/commit.ts';
import type { Clock, Directory, IdSource, UnitOfWork, Workflow } from '../../shared/ports.ts';
import type { TaskStore } from '../task-ports.ts';

export interface CreateTaskDeps {
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly directory: Pick<Directory, 'register'>;
  readonly unitOfWork: UnitOfWork;
  readonly tasks: Pick<TaskStore, 'get'>;
  readonly workflow: Pick<Workflow, 'startLifecycle'>;
  readonly outbox: Pick<DeliveryLog, 'done'>;
}

export interface NewTask {
  readonly identity: Identity;
  readonly body: SubmitTaskBody;
  readonly spec: TaskSpec;
  /** The names of the fleet are still to be read: the spec is what the words say without them. */
  readonly unread: boolean;
  readonly taskId: TaskId;
}

const newTask = ({ identity, body, spec, unread, taskId }: NewTask, now: number): Task => ({
  task_id: taskId,
  org_id: body.org_id,
  version: 1,
  status: 'planning',
  created_at: toTimestamp(now),
  updated_at: toTimestamp(now),
  intent: body.intent,
  environment: spec.environment,
  context: body.context,
  dry_run: body.dry_run,
  require_approval: body.require_approval,
  requested_by: actorOf(identity),
  task_spec: spec,
  ...(unread && {
    unread: { environment: body.environment ?? null, task_type: body.task_type ?? null },
  }),
  repairs: 0,
  plan_revision: 0,
  plan_digest: null,
  agent_result: null,
  validation: null,
  quality_score: null,
  approval_requirement: null,
  gate_id: null,
  execution_id: null,
  cancel_requested: false,
  error: null,
});

/** Spares the caller the outbox's delay; the message stays owed when this fails. */
const startNow = async (
  { workflow, outbox }: CreateTaskDeps,
  message: { readonly message_id: string; readonly org_id: OrgId; readonly task_id: TaskId },
): Promise<void> => {
  try {
    await workflow.startLifecycle(message);
    await outbox.done(message);
  } catch {
    // The outbox starts it a moment later, once: the workflow is named after the task.
  }
};

const submitted = (task: Task) =>
  taskEntry(task, {
    at: task.created_at,
    actor: task.requested_by.id,
    event: 'task_submitted',
    details: {
      intent: task.intent,
      environment: task.environment,
      dry_run: task.dry_run,
      ...(task.unread && { unread: true }),
    },
  });

/** Stores the task with everything it owes, and starts its workflow; a repetition finds both done. */
export const createTask = async (deps: CreateTaskDeps, wanted: NewTask): Promise<Task> => {
  const task = newTask(wanted, deps.clock.now());
  const message = {
    kind: 'start_lifecycle' as const,
    message_id: deps.ids.messageId(),
    org_id: task.org_id,
    task_id: task.task_id,
    at: task.created_at,
  };
  await deps.directory.register(task.org_id);
  try {
    await commit(deps.unitOfWork, {
      documents: [{ kind: 'task', document: task, expected: null }],
      audit: [submitted(task)],
      messages: [message],
      counters: [enteredStatus(task.org_id, 'planning')],
    });
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    const standing = await deps.tasks.get(task);
    if (!standing) throw error;
    return standing;
  }
  await startNow(deps, message);
  return task;
};
