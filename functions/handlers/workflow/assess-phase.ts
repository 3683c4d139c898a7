import * as z from 'zod';
import { makeAssessPhase } from '../../application/execution/assess-phase.ts';
import { PhaseRef } from '../../domain/execution/step-ref.ts';
import { rolloutDeps } from '../../runtime/compose/execution.ts';
import { taskHandler } from '../../runtime/task-handler.ts';

export const handler = taskHandler({
  input: PhaseRef,
  output: z.strictObject({
    outcome: z.enum(['bake', 'readmit', 'held', 'cancelled', 'failed']),
    sample: z.int().min(0),
    wait_seconds: z.int().min(0),
  }),
  useCase: () => makeAssessPhase(rolloutDeps()),
});
