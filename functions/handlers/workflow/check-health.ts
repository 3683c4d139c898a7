import * as z from 'zod';
import { makeCheckHealth } from '../../application/execution/check-health.ts';
import { PhaseRef } from '../../domain/execution/step-ref.ts';
import { rolloutDeps } from '../../runtime/compose/execution.ts';
import { healthProber } from '../../runtime/compose/fleet.ts';
import { taskHandler } from '../../runtime/task-handler.ts';

export const handler = taskHandler({
  input: PhaseRef.extend({ sample: z.int().min(1) }),
  output: z.strictObject({
    outcome: z.enum(['baking', 'completed', 'failed', 'held', 'cancelled']),
    sample: z.int().min(0),
    wait_seconds: z.int().min(0),
  }),
  useCase: () => makeCheckHealth({ ...rolloutDeps(), prober: healthProber() }),
});
