import * as z from 'zod';
import { makeBeginBatch } from '../../application/begin-batch.ts';
import { ExecutionId, OrgId } from '../../domain/shared/ids.ts';
import { lockStore, rolloutDeps } from '../../runtime/compose/execution.ts';
import { fleetExecutor, fleetInventory } from '../../runtime/compose/fleet.ts';
import { settingsStore } from '../../runtime/compose/settings.ts';
import { taskHandler } from '../../runtime/task-handler.ts';

export const handler = taskHandler({
  input: z.strictObject({
    org_id: OrgId,
    execution_id: ExecutionId,
    phase_index: z.int().min(0),
    batch: z.int().min(0),
    epoch: z.int().min(1),
  }),
  output: z.strictObject({
    outcome: z.enum(['begun', 'stopped', 'finished']),
    wait_seconds: z.int().min(0),
  }),
  useCase: () => {
    const fleet = { fleet: fleetExecutor(), inventory: fleetInventory() };
    const settings = settingsStore();
    return makeBeginBatch({ ...rolloutDeps(), ...fleet, settings, locks: lockStore() });
  },
});
