import * as z from 'zod';
import { makeBeginBatch } from '../../application/execution/begin-batch.ts';
import { BatchRef } from '../../domain/execution/step-ref.ts';
import { lockStore, rolloutDeps } from '../../runtime/compose/execution.ts';
import { fleetExecutor, fleetInventory } from '../../runtime/compose/fleet.ts';
import { settingsStore } from '../../runtime/compose/settings.ts';
import { taskHandler } from '../../runtime/task-handler.ts';

export const handler = taskHandler({
  input: BatchRef.extend({ epoch: z.int().min(1) }),
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
