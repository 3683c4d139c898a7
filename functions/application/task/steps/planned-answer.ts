import { Rejection } from '../../../domain/shared/errors.ts';
import type { Task } from '../../../domain/task/task.ts';
import { toPlanningView } from '../../../domain/task/task-view.ts';
import type { PlanningTaskView, TaskView } from '../../../domain/task/task-view.ts';
import { growingPauses, pausesUntil, pollUntil } from '../../shared/poll-until.ts';
import type { Clock } from '../../shared/ports.ts';
import type { TaskStore } from '../task-ports.ts';

export interface PlannedAnswerDeps {
  readonly clock: Clock;
  readonly tasks: Pick<TaskStore, 'get'>;
  readonly viewTask: (task: Task) => Promise<TaskView>;
  readonly pause: (milliseconds: number) => Promise<void>;
}

/** What a request that begins a task is answered: the whole of it, or where to find it. */
export type PlannedAnswer =
  | { readonly status: 200; readonly body: TaskView }
  | { readonly status: 202; readonly body: PlanningTaskView };

/** Hardly a plan is ready before the first look; from then on it is looked for often, then less. */
const planPauses = function* (): Generator<number> {
  yield 50;
  yield* growingPauses({ first: 10, factor: 1.15, longest: 250 });
};

/** Waits until the task is planned or the time has come. */
const awaitPlan = (deps: PlannedAnswerDeps, created: Task, until: number): Promise<Task> =>
  pollUntil(deps.pause, {
    seen: created,
    look: async (task) => (await deps.tasks.get(task)) ?? task,
    isDone: (task) => task.status !== 'planning',
    pauses: pausesUntil({ clock: deps.clock, until }, planPauses()),
  });

/** Refuses what turned out to be unclear once the task was there. */
const refuseUnclear = ({ task_id, status, error, task_spec }: Task): void => {
  if (status !== 'failed' || error?.code !== 'intent-unclear') return;
  const { message, candidates = [] } = error;
  const { understood = [] } = task_spec;
  throw new Rejection('intent-unclear', message, { members: { task_id, candidates, understood } });
};

/**
 * The whole result when the plan is ready before a time in milliseconds, else where to find it.
 * @throws Rejection `intent-unclear` where the task ended by that.
 */
export const answerWhenPlanned = async (
  deps: PlannedAnswerDeps,
  created: Task,
  until: number,
): Promise<PlannedAnswer> => {
  const task = await awaitPlan(deps, created, until);
  refuseUnclear(task);
  if (task.status === 'planning') return { status: 202, body: toPlanningView(task) };
  return { status: 200, body: await deps.viewTask(task) };
};
