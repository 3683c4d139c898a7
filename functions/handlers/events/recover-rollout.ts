import * as z from 'zod';
import { makeFinishRollout } from '../../application/finish-rollout.ts';
import { EndedMachine, makeRecoverRollout } from '../../application/recover-rollout.ts';
import { endingDeps } from '../../runtime/compose/execution-ending.ts';
import { rollBackStarter } from '../../runtime/compose/roll-back.ts';
import { directory } from '../../runtime/compose/stores.ts';
import { taskHandler } from '../../runtime/task-handler.ts';

export const handler = taskHandler({
  input: z.union([
    z.object({ detail: EndedMachine }).transform(({ detail }) => detail),
    EndedMachine,
  ]),
  output: z.strictObject({
    outcome: z.enum(['nothing_to_do', 'ended', 'roll_back_started', 'given_up']),
  }),
  useCase: () =>
    makeRecoverRollout({
      ...endingDeps(),
      directory: directory(),
      finishRollout: makeFinishRollout(endingDeps()),
      rollBack: rollBackStarter(),
    }),
});
