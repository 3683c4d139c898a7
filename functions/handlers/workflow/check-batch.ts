import * as z from 'zod';
import { makeCheckBatch } from '../../application/check-batch.ts';
import { ExecutionId, OrgId } from '../../domain/shared/ids.ts';
import { rolloutDeps } from '../../runtime/compose/execution.ts';
import { fleetExecutor, fleetInventory } from '../../runtime/compose/fleet.ts';
import { taskHandler } from '../../runtime/task-handler.ts';

export const handler = taskHandler({
  input: z.strictObject({
    org_id: OrgId,
    execution_id: ExecutionId,
    phase_index: z.int().min(0),
    batch: z.int().min(0),
  }),
  output: z.strictObject({
    outcome: z.enum(['in_progress', 'finished']),
    wait_seconds: z.int().min(0),
  }),
  useCase: () =>
    makeCheckBatch({ ...rolloutDeps(), fleet: fleetExecutor(), inventory: fleetInventory() }),
});
