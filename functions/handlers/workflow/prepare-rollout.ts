import * as z from 'zod';
import { makePrepareRollout } from '../../application/execution/prepare-rollout.ts';
import { RolloutRef } from '../../domain/execution/step-ref.ts';
import { rolloutDeps } from '../../runtime/compose/execution.ts';
import { taskHandler } from '../../runtime/task-handler.ts';

export const handler = taskHandler({
  input: RolloutRef,
  output: z.strictObject({ phases: z.array(z.strictObject({ phase_index: z.int() })).readonly() }),
  useCase: () => makePrepareRollout(rolloutDeps()),
});
