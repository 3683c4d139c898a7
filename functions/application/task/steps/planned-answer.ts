import type { Task } from '../../../domain/task/task.ts';
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

/** Waits until the task is planned or the time is up. */
const awaitPlan = (deps: PlannedAnswerDeps, created: Task, waitSeconds: number): Promise<Task> => {
  const until = deps.clock.now() + waitSeconds * 1_000;
  return pollUntil(deps.pause, {
    seen: created,
    look: async (task) => (await deps.tasks.get(task)) ?? task,
    isDone: (task) => task.status !== 'planning',
    pauses: pausesUntil({ clock: deps.clock, until }, planPauses()),
  });
};

/** The whole result when the plan is ready within the wait, else where to find it. */
export const answerWhenPlanned = async (
  deps: PlannedAnswerDeps,
  created: Task,
  waitSeconds: number,
): Promise<PlannedAnswer> => {
  const task = await awaitPlan(deps, created, waitSeconds);
  const { task_id, status, task_spec } = task;
  // Still planning: there is nothing to show but what was understood.
  if (status === 'planning') return { status: 202, body: { task_id, status, task_spec } };
  return { status: 200, body: await deps.viewTask(task) };
};
