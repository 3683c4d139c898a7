import * as z from 'zod';
import { makeBeginUndo } from '../../application/execution/begin-undo.ts';
import { BatchRef } from '../../domain/execution/step-ref.ts';
import { lockStore, rolloutDeps } from '../../runtime/compose/execution.ts';
import { fleetExecutor, fleetInventory } from '../../runtime/compose/fleet.ts';
import { taskHandler } from '../../runtime/task-handler.ts';

export const handler = taskHandler({
  input: BatchRef,
  output: z.strictObject({
    outcome: z.enum(['begun', 'finished']),
    wait_seconds: z.int().min(0),
  }),
  useCase: () => {
    const fleet = { fleet: fleetExecutor(), inventory: fleetInventory() };
    return makeBeginUndo({ ...rolloutDeps(), ...fleet, locks: lockStore() });
  },
});
