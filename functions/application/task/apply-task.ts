import type { Identity } from '../../domain/shared/identity.ts';
import { toTimestamp } from '../../domain/shared/ids.ts';
import type { Digest, TaskId, Timestamp } from '../../domain/shared/ids.ts';
import type { TaskRef } from '../../domain/shared/refs.ts';
import { actorOf } from '../../domain/task/actor-of.ts';
import { appliablePlan } from '../../domain/task/appliable-plan.ts';
import { cameToNothing } from '../../domain/task/came-to-nothing.ts';
import { changeTask, taskEntry } from '../../domain/task/move-task.ts';
import { newTask } from '../../domain/task/new-task.ts';
import type { ApplyTaskBody } from '../../domain/task/task-requests.ts';
import type { Task } from '../../domain/task/task.ts';
import type { ExecutionStore } from '../execution/execution-ports.ts';
import type { SettingsStore } from '../settings/settings-ports.ts';
import { loadTask } from '../shared/load-task.ts';
import { retryOnConflict } from '../shared/with-retry.ts';
import { refuseUnknownPerson } from './steps/known-person.ts';
import { openTask } from './steps/opened-task.ts';
import type { TaskOpeningDeps } from './steps/opened-task.ts';
import { answerWhenPlanned } from './steps/planned-answer.ts';
import type { PlannedAnswer, PlannedAnswerDeps } from './steps/planned-answer.ts';
import { assertWithinRate } from './steps/within-rate.ts';
import type { RateDeps } from './steps/within-rate.ts';

export interface ApplyTaskDeps extends TaskOpeningDeps, PlannedAnswerDeps, RateDeps {
  readonly executions: Pick<ExecutionStore, 'get'>;
  readonly settings: SettingsStore;
}

export interface ApplyTaskRequest extends TaskRef {
  readonly identity: Identity;
  readonly body: ApplyTaskBody;
  /** How long the caller would wait until the plan is validated. */
  readonly waitSeconds: number;
}

interface Applying {
  readonly dryRun: Task;
  readonly digest: Digest;
  readonly identity: Identity;
  readonly taskId: TaskId;
  readonly at: Timestamp;
}

/** What the dry run was about, asked for by whoever applies it; it names the plan from its beginning. */
const realTask = ({ dryRun, digest, identity, taskId, at }: Applying): Task => {
  const { org_id, intent, environment, context, require_approval, task_spec } = dryRun;
  return newTask(
    {
      ...{ org_id, intent, environment, context, require_approval, task_spec },
      task_id: taskId,
      dry_run: false,
      requested_by: actorOf(identity),
      applies_task_id: dryRun.task_id,
      plan_digest: digest,
    },
    at,
  );
};

/** The task that a dry run became; null while it was not applied, or where nothing came of it. */
const standingTask = async (
  { tasks, executions }: ApplyTaskDeps,
  { org_id, applied_by_task_id: task_id }: Task,
): Promise<Task | null> => {
  if (task_id === null) return null;
  const task = await loadTask(tasks, { org_id, task_id });
  const { execution_id } = task;
  const execution = execution_id === null ? null : await executions.get({ org_id, execution_id });
  return cameToNothing(task, execution) ? null : task;
};

/** The new task and the dry run's word on it, both or neither: of those who apply it at once, one makes it. */
const openApplied = (deps: ApplyTaskDeps, applying: Applying): Promise<Task> => {
  const { dryRun, at } = applying;
  const task = realTask(applying);
  return openTask(deps, {
    task,
    details: { applies_task_id: dryRun.task_id },
    alongside: {
      documents: [changeTask(dryRun, at, { applied_by_task_id: task.task_id })],
      audit: [
        taskEntry(dryRun, {
          at,
          actor: task.requested_by.id,
          event: 'task_applied',
          details: { applied_by_task_id: task.task_id },
        }),
      ],
    },
  });
};

/**
 * Makes a finished dry run real: a task of its own that carries out the plan whose digest is named,
 * or nothing. The plan is validated again before it runs. By however many at once a dry run is
 * applied, it is one task, whose answer everyone gets; so it is later, unless nothing came of that
 * task: then who applies it again, having arrived after its end, gets another.
 * @throws Rejection `not-found`, `state-forbids`, `plan-digest-mismatch`, `forbidden` or `rate-limited`.
 */
export const makeApplyTask =
  (deps: ApplyTaskDeps) =>
  async ({ identity, body, waitSeconds, ...ref }: ApplyTaskRequest): Promise<PlannedAnswer> => {
    const until = deps.clock.now() + waitSeconds * 1_000;
    const asked = await loadTask(deps.tasks, ref);
    appliablePlan(asked, body.plan_digest);
    await refuseUnknownPerson(deps, { identity, org: asked.org_id, spec: asked.task_spec });
    await assertWithinRate(deps, identity, 'submit');
    const standing = await standingTask(deps, asked);
    if (standing !== null) return answerWhenPlanned(deps, standing, until);
    const task = await retryOnConflict(async () => {
      const dryRun = await loadTask(deps.tasks, ref);
      const digest = appliablePlan(dryRun, body.plan_digest);
      const { org_id, applied_by_task_id: newest } = dryRun;
      // Somebody else applied it since this request arrived: theirs is the one, however it ends.
      if (newest !== null && newest !== asked.applied_by_task_id)
        return loadTask(deps.tasks, { org_id, task_id: newest });
      const at = toTimestamp(deps.clock.now());
      return openApplied(deps, { dryRun, digest, identity, taskId: deps.ids.taskId(), at });
    });
    return answerWhenPlanned(deps, task, until);
  };
