import * as z from 'zod';
import { makeThink } from '../../application/planning/think.ts';
import { OrgId, TaskId } from '../../domain/shared/ids.ts';
import { planner } from '../../runtime/compose/planner.ts';
import { clock, taskStore, transcriptStore, unitOfWork } from '../../runtime/compose/stores.ts';
import { taskHandler } from '../../runtime/task-handler.ts';

const at = { repair: z.int().min(0), turn: z.int().min(1) };
const call = z.strictObject({ call_id: z.string(), tool: z.string() });
const outcome = z.enum(['use_tools', 'submit', 'failed']);

export const handler = taskHandler({
  input: z.strictObject({ org_id: OrgId, task_id: TaskId, ...at }),
  output: z.strictObject({ outcome, turn: z.int(), calls: z.array(call).readonly() }),
  useCase: () =>
    makeThink({
      ...{ clock, planner: planner(), tasks: taskStore() },
      ...{ transcripts: transcriptStore(), unitOfWork: unitOfWork() },
    }),
});
