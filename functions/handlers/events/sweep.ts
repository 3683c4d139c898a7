import * as z from 'zod';
import { expireGates } from '../../runtime/compose/approval.ts';
import { taskHandler } from '../../runtime/task-handler.ts';

/** Called by the schedule, each minute. */
export const handler = taskHandler({
  input: z.unknown(),
  output: z.strictObject({ expired: z.int().min(0) }),
  useCase: () => () => expireGates()({ limit: 100 }),
});
