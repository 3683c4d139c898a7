import { specialistNamed } from '../../specialists/catalogue.ts';
import type { TaskRef } from '../../domain/shared/refs.ts';
import { toTimestamp } from '../../domain/shared/ids.ts';
import { changeTask, taskEntry } from '../../domain/task/move-task.ts';
import type { Task } from '../../domain/task/task.ts';
import type { Clock, UnitOfWork } from '../shared/ports.ts';
import type { PlanStore } from '../planning/planning-ports.ts';
import type { TaskStore } from './task-ports.ts';
import { commit } from '../shared/commit.ts';
import { loadTask } from '../shared/load-task.ts';
import { failPlanning } from '../shared/planning-failure.ts';
import { retryOnConflict } from '../shared/with-retry.ts';
import { adoptPlan } from './steps/adopted-plan.ts';
import { candidatesWith, findMisfit } from './steps/misfit-image.ts';
import type { ImageFleet } from './steps/misfit-image.ts';
import { makeReadIntent } from './steps/read-intent.ts';
import type { ReadIntentDeps, RefusedIntent, SettledIntent } from './steps/read-intent.ts';

export interface SettleIntentDeps extends ReadIntentDeps {
  readonly clock: Clock;
  readonly tasks: Pick<TaskStore, 'get'>;
  readonly plans: PlanStore;
  readonly fleet: ImageFleet;
  readonly unitOfWork: UnitOfWork;
}

/** `planned`: there is a plan already, the one of the dry run that the task applies. */
type IntentOutcome =
  | { readonly outcome: 'settled' | 'failed' }
  | { readonly outcome: 'planned'; readonly plan_revision: number };

/** Ends a task whose intent is unclear as its submission would have been refused: nothing was planned. */
const endUnclear = (deps: SettleIntentDeps, task: Task, reading: RefusedIntent): Promise<void> => {
  const { detail: message, understood, candidates } = reading;
  return failPlanning(deps, {
    task,
    code: 'intent-unclear',
    message,
    candidates,
    patch: { unread: null, task_spec: { ...task.task_spec, understood: [...understood] } },
  });
};

/** Puts the whole reading in the place of what the words alone said. */
const takeReading = async (
  { clock, unitOfWork }: SettleIntentDeps,
  task: Task,
  { spec, rehearses }: SettledIntent,
): Promise<Task> => {
  const at = toTimestamp(clock.now());
  const dry_run = task.dry_run || rehearses;
  const { environment, task_type } = spec;
  const write = changeTask(task, at, { task_spec: spec, environment, dry_run, unread: null });
  const details = { task_type, environment, dry_run };
  const read = { at, actor: 'task-lifecycle', event: 'intent_read', details } as const;
  await commit(unitOfWork, { documents: [write], audit: [taskEntry(write.document, read)] });
  return write.document;
};

/**
 * Lets a task go on to its agent once its intent is read. One that was kept because the fleet's names
 * could not be had is read now, with the times that it was sent with; where that is unclear the task
 * ends by it, and so does one that names an image which some of its assets can't be brought to. One whose agent nobody serves ends with `agent-not-available`. One that applies a dry run
 * takes its plan and asks no agent. Repeating it reads nothing twice.
 * @throws TransientFailure while the fleet can't be asked for its names.
 */
export const makeSettleIntent = (deps: SettleIntentDeps) => {
  const readIntent = makeReadIntent(deps);
  const readUnread = async (task: Task): Promise<Task | null> => {
    if (!task.unread || task.status !== 'planning') return task;
    const { environment, task_type } = task.unread;
    const reading = await readIntent({
      org_id: task.org_id,
      intent: task.intent,
      environment: environment ?? undefined,
      task_type: task_type ?? undefined,
      at: task.created_at,
    });
    if (reading.kind === 'settled') return takeReading(deps, task, reading);
    await endUnclear(deps, task, reading);
    return null;
  };
  /** Ends a task by the image that it names; false where there is none, or it fits all assets. */
  const endByImage = async (task: Task): Promise<boolean> => {
    const misfit = task.status === 'planning' ? await findMisfit(deps.fleet, task) : null;
    if (misfit === null) return false;
    const candidates = await candidatesWith(misfit.fitting, task, readIntent);
    await failPlanning(deps, { task, code: 'intent-unclear', message: misfit.reason, candidates });
    return true;
  };
  return (input: TaskRef): Promise<IntentOutcome> =>
    retryOnConflict(async () => {
      const found = await loadTask(deps.tasks, input);
      if (found.status === 'failed' || found.status === 'cancelled') return { outcome: 'failed' };
      if (found.applies_task_id !== null) return adoptPlan(deps, found, found.applies_task_id);
      const task = await readUnread(found);
      if (task === null) return { outcome: 'failed' };
      const { agent } = specialistNamed(task.task_spec.agent);
      if (task.status !== 'planning' || agent.available)
        return { outcome: (await endByImage(task)) ? 'failed' : 'settled' };
      await failPlanning(deps, {
        task,
        code: 'agent-not-available',
        message: `The ${agent.name} is not available yet.`,
      });
      return { outcome: 'failed' };
    });
};
