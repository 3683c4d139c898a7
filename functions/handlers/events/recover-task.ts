import * as z from 'zod';
import { makeFailTask } from '../../application/fail-task.ts';
import { EndedMachine } from '../../application/recover-rollout.ts';
import { makeRecoverTask } from '../../application/recover-task.ts';
import { TaskStatus } from '../../domain/task/task-status.ts';
import { failTaskDeps } from '../../runtime/compose/fail-task.ts';
import { directory } from '../../runtime/compose/stores.ts';
import { taskHandler } from '../../runtime/task-handler.ts';

export const handler = taskHandler({
  input: z.object({ detail: EndedMachine }).transform(({ detail }) => detail),
  output: z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('nothing_to_do') }),
    z.strictObject({ outcome: z.literal('looked_after'), status: TaskStatus }),
  ]),
  useCase: () =>
    makeRecoverTask({ directory: directory(), failTask: makeFailTask(failTaskDeps()) }),
});
