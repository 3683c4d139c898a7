import * as z from 'zod';
import { makeListTouched } from '../../application/execution/list-touched.ts';
import { RolloutRef } from '../../domain/execution/step-ref.ts';
import { rolloutDeps } from '../../runtime/compose/execution.ts';
import { fleetExecutor, fleetInventory } from '../../runtime/compose/fleet.ts';
import { taskHandler } from '../../runtime/task-handler.ts';

export const handler = taskHandler({
  input: RolloutRef,
  output: z.strictObject({
    outcome: z.enum(['settling', 'held', 'listed']),
    wait_seconds: z.int().min(0),
    batches: z.array(z.strictObject({ phase_index: z.int(), batch: z.int() })).readonly(),
  }),
  useCase: () =>
    makeListTouched({ ...rolloutDeps(), fleet: fleetExecutor(), inventory: fleetInventory() }),
});
