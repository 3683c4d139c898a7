import * as z from 'zod';

/** Why people are asked: the policy's own name for it, and what it means here, in a sentence. */
export const ApprovalReason = z.strictObject({ code: z.string(), message: z.string() }).readonly();
export type ApprovalReason = z.infer<typeof ApprovalReason>;
