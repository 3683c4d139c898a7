import * as z from 'zod';
import { makeValidatePlan } from '../../application/planning/validate-plan.ts';
import { OrgId, TaskId } from '../../domain/shared/ids.ts';
import { fleetInventory } from '../../runtime/compose/fleet.ts';
import { lockReader } from '../../runtime/compose/planning.ts';
import { policyEngine } from '../../runtime/compose/policy.ts';
import { clock, planStore, taskStore, unitOfWork } from '../../runtime/compose/stores.ts';
import { taskHandler } from '../../runtime/task-handler.ts';

export const handler = taskHandler({
  input: z.strictObject({ org_id: OrgId, task_id: TaskId, plan_revision: z.int().min(1) }),
  output: z.strictObject({ outcome: z.enum(['valid', 'repairable', 'invalid']) }),
  useCase: () =>
    makeValidatePlan({
      ...{ clock, tasks: taskStore(), plans: planStore(), unitOfWork: unitOfWork() },
      ...{ policy: policyEngine(), fleet: fleetInventory(), locks: lockReader() },
    }),
});
