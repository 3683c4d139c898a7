import * as z from 'zod';
import { recoverLostRollouts, recoverRollout } from '../../runtime/compose/lost-machines.ts';
import { EndedMachineEvent, Swept } from '../../runtime/ended-machine-event.ts';
import { taskHandler } from '../../runtime/task-handler.ts';

export const handler = taskHandler({
  input: EndedMachineEvent,
  output: z.discriminatedUnion('outcome', [
    z.strictObject({
      outcome: z.enum(['nothing_to_do', 'ended', 'roll_back_started', 'given_up']),
    }),
    Swept,
  ]),
  useCase: () => (machine) => (machine ? recoverRollout()(machine) : recoverLostRollouts()()),
});
