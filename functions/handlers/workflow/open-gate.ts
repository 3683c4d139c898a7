import * as z from 'zod';
import { GateId, OrgId, TaskId } from '../../domain/shared/ids.ts';
import { openGate } from '../../runtime/compose/approval.ts';
import { taskHandler } from '../../runtime/task-handler.ts';

export const handler = taskHandler({
  input: z.strictObject({
    org_id: OrgId,
    task_id: TaskId,
    plan_revision: z.int().min(1),
    task_token: z.string().min(1),
  }),
  // The machine goes on by its token, whatever is answered here.
  output: z.strictObject({ gate_id: GateId }),
  useCase: openGate,
});
