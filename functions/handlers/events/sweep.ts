import * as z from 'zod';
import { expireGates } from '../../runtime/compose/approval.ts';
import { sealEarlierAudit } from '../../runtime/compose/audit.ts';
import { taskHandler } from '../../runtime/task-handler.ts';

/** Called by the schedule, each minute. */
export const handler = taskHandler({
  input: z.unknown(),
  output: z.strictObject({ expired: z.int().min(0), sealed: z.int().min(0) }),
  useCase: () => async () => {
    const { expired } = await expireGates()({ limit: 100 });
    return { expired, sealed: await sealEarlierAudit()({ limit: 2_000 }) };
  },
});
