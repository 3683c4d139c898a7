import * as z from 'zod';
import { makeRunTool } from '../../application/planning/run-tool.ts';
import { OrgId, TaskId } from '../../domain/shared/ids.ts';
import { fleetInventory } from '../../runtime/compose/fleet.ts';
import { deadline } from '../../runtime/deadline.ts';
import { policyEngine } from '../../runtime/compose/policy.ts';
import { clock, taskStore, transcriptStore } from '../../runtime/compose/stores.ts';
import { taskHandler } from '../../runtime/task-handler.ts';

export const handler = taskHandler({
  input: z.strictObject({ org_id: OrgId, task_id: TaskId, turn: z.int(), call_id: z.string() }),
  output: z.strictObject({ result: z.enum(['ok', 'error', 'denied']) }),
  useCase: () =>
    makeRunTool({
      ...{ clock, deadline, tasks: taskStore(), transcripts: transcriptStore() },
      ...{ policy: policyEngine(), fleet: fleetInventory() },
    }),
});
