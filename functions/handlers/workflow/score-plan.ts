import * as z from 'zod';
import { makeScorePlan } from '../../application/planning/score-plan.ts';
import { OrgId, TaskId } from '../../domain/shared/ids.ts';
import { fleetInventory } from '../../runtime/compose/fleet.ts';
import { policyEngine } from '../../runtime/compose/policy.ts';
import { settingsStore } from '../../runtime/compose/settings.ts';
import * as stores from '../../runtime/compose/stores.ts';
import { taskHandler } from '../../runtime/task-handler.ts';

export const handler = taskHandler({
  input: z.strictObject({ org_id: OrgId, task_id: TaskId, plan_revision: z.int().min(1) }),
  output: z.strictObject({
    outcome: z.enum(['await_approval', 'approved', 'blocked', 'finished']),
  }),
  useCase: () =>
    makeScorePlan({
      ...{ clock: stores.clock, tasks: stores.taskStore(), plans: stores.planStore() },
      ...{ ledger: stores.ledger(), unitOfWork: stores.unitOfWork(), settings: settingsStore() },
      ...{ fleet: fleetInventory(), policy: policyEngine(), recentRuns: stores.recentRuns() },
    }),
});
