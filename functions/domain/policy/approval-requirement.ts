import * as z from 'zod';
import type { PolicyVerdict } from './policy-verdict.ts';

/** What a gate opens with, as `approval_requirement` decides it. */
const ApprovalRequirement = z
  .strictObject({
    /** People must approve before the plan runs. */
    required: z.boolean(),
    /** Score or autonomy mode may take the place of people. */
    waivable: z.boolean(),
    /** The canary alone may run before people approved the rest. */
    canary_may_run: z.boolean(),
    /** Why people are asked: `score`, `critical-risk`, `undo-none`, `frozen`, `mode-…`. */
    reasons: z.array(z.string()),
    quorum: z.int().min(1),
    /** The requester may not approve. */
    four_eyes: z.boolean(),
  })
  .readonly();
type ApprovalRequirement = z.infer<typeof ApprovalRequirement>;

const strictest = (reasons: string[]): ApprovalRequirement => ({
  required: true,
  waivable: false,
  canary_may_run: false,
  reasons,
  quorum: 2,
  four_eyes: true,
});

const Answer = z.looseObject({ requirement: ApprovalRequirement });

/**
 * The requirement in a verdict of `approval_requirement`. Where the policy denied or its answer
 * can't be read, the strictest: approval by two others, which nothing waives.
 */
export const approvalRequirementOf = (verdict: PolicyVerdict): ApprovalRequirement => {
  if (!verdict.allowed) return strictest(verdict.findings.map(({ code }) => code));
  const answer = Answer.safeParse(verdict.result);
  return answer.success ? answer.data.requirement : strictest(['policy-error']);
};
