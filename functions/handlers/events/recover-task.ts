import * as z from 'zod';
import { TaskStatus } from '../../domain/task/task-status.ts';
import { recoverLostTasks, recoverTask } from '../../runtime/compose/lost-machines.ts';
import { EndedMachineEvent, Swept } from '../../runtime/ended-machine-event.ts';
import { taskHandler } from '../../runtime/task-handler.ts';

export const handler = taskHandler({
  input: EndedMachineEvent,
  output: z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('nothing_to_do') }),
    z.strictObject({ outcome: z.literal('looked_after'), status: TaskStatus }),
    Swept,
  ]),
  useCase: () => (machine) => (machine ? recoverTask()(machine) : recoverLostTasks()()),
});
