import * as z from 'zod';
import { makeAdmitPhase } from '../../application/execution/admit-phase.ts';
import { PhaseRef } from '../../domain/execution/step-ref.ts';
import { Timestamp } from '../../domain/shared/ids.ts';
import { rolloutDeps } from '../../runtime/compose/execution.ts';
import { fleetInventory } from '../../runtime/compose/fleet.ts';
import { policyEngine } from '../../runtime/compose/policy.ts';
import { taskHandler } from '../../runtime/task-handler.ts';

export const handler = taskHandler({
  input: PhaseRef,
  output: z.strictObject({
    outcome: z.enum(['admitted', 'held', 'waiting', 'cancelled', 'done', 'refused']),
    epoch: z.int(),
    batches: z.array(z.strictObject({ batch: z.int() })).readonly(),
    max_concurrency: z.int().min(1),
    wait_until: Timestamp.nullable(),
  }),
  useCase: () =>
    makeAdmitPhase({ ...rolloutDeps(), policies: policyEngine(), inventory: fleetInventory() }),
});
