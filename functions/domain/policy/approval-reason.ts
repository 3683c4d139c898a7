import * as z from 'zod';

/** The names by which `approval_requirement` says why. An edited policy may know more. */
export const ReasonCode = z.enum([
  'score',
  'critical-risk',
  'undo-none',
  'frozen',
  'mode-approve-all',
  'mode-plan-only',
  'mode-canary-only',
  'break-glass',
  'input-malformed',
  'no-earned-grant',
  'grant-exceeded',
  'rejected-recently',
  'planners-disagree',
  'approval-requested',
]);
export type ReasonCode = z.infer<typeof ReasonCode>;

/** Why people are asked: the policy's own name for it, and what it means here, in a sentence. */
export const ApprovalReason = z.strictObject({ code: z.string(), message: z.string() }).readonly();
export type ApprovalReason = z.infer<typeof ApprovalReason>;
