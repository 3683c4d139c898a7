import * as z from 'zod';
import { makeCheckBatch } from '../../application/execution/check-batch.ts';
import { BatchRef } from '../../domain/execution/step-ref.ts';
import { rolloutDeps } from '../../runtime/compose/execution.ts';
import { fleetExecutor, fleetInventory } from '../../runtime/compose/fleet.ts';
import { taskHandler } from '../../runtime/task-handler.ts';

export const handler = taskHandler({
  input: BatchRef,
  output: z.strictObject({
    outcome: z.enum(['in_progress', 'finished']),
    wait_seconds: z.int().min(0),
  }),
  useCase: () =>
    makeCheckBatch({ ...rolloutDeps(), fleet: fleetExecutor(), inventory: fleetInventory() }),
});
