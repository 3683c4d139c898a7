import * as z from 'zod';
import { makeCheckUndo } from '../../application/execution/check-undo.ts';
import { BatchRef } from '../../domain/execution/step-ref.ts';
import { rolloutDeps } from '../../runtime/compose/execution.ts';
import { fleetExecutor, fleetInventory, healthProber } from '../../runtime/compose/fleet.ts';
import { taskHandler } from '../../runtime/task-handler.ts';

export const handler = taskHandler({
  input: BatchRef,
  output: z.strictObject({
    outcome: z.enum(['in_progress', 'finished']),
    wait_seconds: z.int().min(0),
  }),
  useCase: () => {
    const fleet = { fleet: fleetExecutor(), inventory: fleetInventory() };
    return makeCheckUndo({ ...rolloutDeps(), ...fleet, prober: healthProber() });
  },
});
