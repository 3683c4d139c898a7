import * as z from 'zod';
import { makeSettleIntent } from '../../application/task/settle-intent.ts';
import { OrgId, TaskId } from '../../domain/shared/ids.ts';
import { fleetInventory } from '../../runtime/compose/fleet.ts';
import { readIntentDeps } from '../../runtime/compose/read-intent.ts';
import { planStore, taskStore, unitOfWork } from '../../runtime/compose/stores.ts';
import { taskHandler } from '../../runtime/task-handler.ts';

export const handler = taskHandler({
  input: z.strictObject({ org_id: OrgId, task_id: TaskId }),
  output: z.strictObject({
    outcome: z.enum(['settled', 'planned', 'failed']),
    /** With `planned`. */
    plan_revision: z.int().min(1).exactOptional(),
  }),
  useCase: () =>
    makeSettleIntent({
      ...readIntentDeps(),
      fleet: fleetInventory(),
      ...{ tasks: taskStore(), plans: planStore(), unitOfWork: unitOfWork() },
    }),
});
