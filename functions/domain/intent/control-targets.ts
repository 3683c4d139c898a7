import type { FleetWords } from '../fleet/fleet-words.ts';
import type { Environment } from '../shared/environment.ts';
import type { ControlTarget } from '../task/control-target.ts';
import type { Task } from '../task/task.ts';
import { TaskStatus } from '../task/task-status.ts';
import { classifyTask } from './task-model.ts';

type Calls = (task: Task) => readonly string[];

const base = '/api/v1/ai';
const none: Calls = () => [];
const ofTask =
  (...verbs: readonly string[]): Calls =>
  ({ task_id: id }) =>
    verbs.map((verb) => `${base}/tasks/${id}/${verb}`);

const calls = {
  planning: ofTask('cancel'),
  pending_approval: ofTask('approve', 'reject', 'cancel'),
  approved: ofTask('cancel'),
  blocked: ofTask('cancel'),
  executing: ({ execution_id: id }) =>
    id === null
      ? []
      : ['pause', 'resume', 'cancel'].map((verb) => `${base}/executions/${id}/${verb}`),
  completed: none,
  failed: none,
  rejected: none,
  expired: none,
  cancelled: none,
  rolled_back: none,
} as const satisfies Record<TaskStatus, Calls>;

/** Those that can be stopped, resumed or decided. */
export const controllable: readonly TaskStatus[] = TaskStatus.options.filter(
  (status) => calls[status] !== none,
);

const wordsOf = (intent: string): readonly string[] =>
  intent
    .toLowerCase()
    .split(/[^\p{L}\p{N}-]+/u)
    .filter((word) => word !== '');

/** The one environment that the words name; null where they name none or several. */
export const namedEnvironment = (intent: string, words: FleetWords): Environment | null => {
  const named = wordsOf(intent).flatMap((word) => words.environments.get(word) ?? []);
  const [one, ...others] = new Set(named);
  return one !== undefined && others.length === 0 ? one : null;
};

const mostTargets = 5;

/** Of these tasks those that the words could mean, of the type that they sound like first; at most five. */
export const controlTargetsOf = (
  tasks: readonly Task[],
  intent: string,
): readonly ControlTarget[] => {
  const [likeliest] = classifyTask(wordsOf(intent)).ranked;
  const isOther = ({ task_spec }: Task): number => Number(task_spec.task_type !== likeliest?.type);
  return [...tasks]
    .sort((left, right) => isOther(left) - isOther(right))
    .slice(0, mostTargets)
    .map((task) => ({
      task_id: task.task_id,
      execution_id: task.execution_id,
      task_type: task.task_spec.task_type,
      environment: task.environment,
      status: task.status,
      calls: calls[task.status](task),
    }));
};
