import * as z from 'zod';
import { makeSubmitPlan } from '../../application/planning/submit-plan.ts';
import { OrgId, TaskId } from '../../domain/shared/ids.ts';
import { fleetInventory } from '../../runtime/compose/fleet.ts';
import { lockReader } from '../../runtime/compose/planning.ts';
import * as stores from '../../runtime/compose/stores.ts';
import { taskHandler } from '../../runtime/task-handler.ts';

const outcome = z.enum(['planned', 'nothing_to_do', 'failed']);

export const handler = taskHandler({
  input: z.strictObject({ org_id: OrgId, task_id: TaskId, repair: z.int().min(0), turn: z.int() }),
  output: z.strictObject({ outcome, plan_revision: z.int().min(0) }),
  useCase: () =>
    makeSubmitPlan({
      ...{ clock: stores.clock, tasks: stores.taskStore(), plans: stores.planStore() },
      ...{ transcripts: stores.transcriptStore(), unitOfWork: stores.unitOfWork() },
      ...{ fleet: fleetInventory(), locks: lockReader() },
    }),
});
