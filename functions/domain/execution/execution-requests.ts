import * as z from 'zod';
import { wholeNumber } from '../shared/whole-number.ts';

/** `wait` in seconds: the answer comes at the first change after version `since`, or when it is over. */
export const GetExecutionQuery = z.strictObject({
  wait: wholeNumber(0, 25).default(0),
  since: wholeNumber(0, Number.MAX_SAFE_INTEGER).optional(),
});

/** Body of POST /executions/{id}/pause and /resume; it may be left out. */
export const ControlExecutionBody = z.strictObject({
  reason: z.string().trim().min(1).max(1_000).optional(),
});

/** Body of POST /executions/{id}/cancel. `rollback` undoes what the execution has changed so far. */
export const CancelExecutionBody = z.strictObject({
  reason: z.string().trim().min(1).max(1_000).optional(),
  rollback: z.boolean().default(false),
});
