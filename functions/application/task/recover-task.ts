import { endedBadly } from '../../domain/execution/ended-machine.ts';
import type { EndedMachine } from '../../domain/execution/ended-machine.ts';
import { notFound } from '../../domain/shared/errors.ts';
import { TaskId } from '../../domain/shared/ids.ts';
import type { Directory } from '../shared/ports.ts';
import type { TaskFailer } from './task-ports.ts';

export interface RecoverTaskDeps {
  readonly directory: Pick<Directory, 'orgOf'>;
  readonly failTask: TaskFailer;
}

/**
 * Ends a task whose lifecycle machine ended in a way that no Catch sees (stopped, timed out,
 * history full). The machine's execution is named after the task. A task that ended already, or
 * whose rollout still runs, stays as it is: repeated events change nothing.
 */
export const makeRecoverTask =
  ({ directory, failTask }: RecoverTaskDeps) =>
  async (machine: EndedMachine) => {
    const id = TaskId.safeParse(machine.name);
    if (!id.success || !endedBadly(machine)) return { outcome: 'nothing_to_do' as const };
    const org = await directory.orgOf(id.data);
    if (org === null) throw notFound('task');
    const { status } = await failTask({
      org_id: org,
      task_id: id.data,
      error: `Workflow ${machine.status.toLowerCase()}`,
      cause: machine.name,
    });
    return { outcome: 'looked_after' as const, status };
  };
