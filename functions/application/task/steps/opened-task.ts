import { Conflict } from '../../../domain/shared/errors.ts';
import type { Changes } from '../../../domain/shared/changes.ts';
import type { OrgId, TaskId } from '../../../domain/shared/ids.ts';
import { enteredStatus, taskEntry } from '../../../domain/task/move-task.ts';
import type { Task } from '../../../domain/task/task.ts';
import type { DeliveryLog } from '../../approval/approval-ports.ts';
import { commit } from '../../shared/commit.ts';
import type { Directory, IdSource, UnitOfWork, Workflow } from '../../shared/ports.ts';
import type { TaskStore } from '../task-ports.ts';

export interface TaskOpeningDeps {
  readonly ids: IdSource;
  readonly directory: Pick<Directory, 'register'>;
  readonly unitOfWork: UnitOfWork;
  readonly tasks: Pick<TaskStore, 'get'>;
  readonly workflow: Pick<Workflow, 'startLifecycle'>;
  readonly outbox: Pick<DeliveryLog, 'done'>;
}

/** Spares the caller the outbox's delay; the message stays owed when this fails. */
const startNow = async (
  { workflow, outbox }: TaskOpeningDeps,
  message: { readonly message_id: string; readonly org_id: OrgId; readonly task_id: TaskId },
): Promise<void> => {
  try {
    await workflow.startLifecycle(message);
    await outbox.done(message);
  } catch {
    // The outbox starts it a moment later, once: the workflow is named after the task.
  }
};

interface Opening {
  readonly task: Task;
  /** What the record of its beginning says beside the request. */
  readonly details?: Readonly<Record<string, unknown>>;
  /** What is written with it, or nothing of it. */
  readonly alongside?: Partial<Changes>;
}

/**
 * Stores a new task with everything it owes, and starts its workflow; a repetition finds both done.
 * @throws Conflict when something that is written alongside has changed.
 */
export const openTask = async (
  deps: TaskOpeningDeps,
  { task, details = {}, alongside = {} }: Opening,
): Promise<Task> => {
  const { task_id, org_id, created_at: at, intent, environment, dry_run } = task;
  const message = {
    kind: 'start_lifecycle' as const,
    ...{ message_id: deps.ids.messageId(), org_id, task_id, at },
  };
  const entry = taskEntry(task, {
    at,
    actor: task.requested_by.id,
    event: 'task_submitted',
    details: { intent, environment, dry_run, ...details },
  });
  await deps.directory.register(org_id);
  try {
    await commit(
      deps.unitOfWork,
      {
        documents: [{ kind: 'task', document: task, expected: null }],
        audit: [entry],
        messages: [message],
        counters: [enteredStatus(org_id, 'planning')],
      },
      alongside,
    );
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    const standing = await deps.tasks.get(task);
    if (!standing) throw error;
    return standing;
  }
  await startNow(deps, message);
  return task;
};
