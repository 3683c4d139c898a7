import * as z from 'zod';
import { ApprovalReason } from './approval-reason.ts';
import type { PolicyVerdict } from './policy-verdict.ts';

/** What approval a plan needs, as `approval_requirement` decides it when its gate opens; a gate keeps it. */
export const ApprovalRequirement = z
  .strictObject({
    /** People must approve before the plan runs. */
    required: z.boolean(),
    /** The policy's names for why people are asked; `explanations` says what each means here. */
    reasons: z.array(z.string()),
    explanations: z.array(ApprovalReason).optional(),
    quorum: z.int().min(1),
    /** The requester may not approve. */
    four_eyes: z.boolean(),
  })
  .readonly();
export type ApprovalRequirement = z.infer<typeof ApprovalRequirement>;

/** The requirement as the policy states it: without sentences, and with what may lower it. */
const StatedRequirement = ApprovalRequirement.unwrap()
  .omit({ explanations: true })
  .extend({
    /** Score or autonomy mode may take the place of people. */
    waivable: z.boolean(),
    /** The canary alone may run before people approved the rest. */
    canary_may_run: z.boolean(),
  })
  .readonly();
type StatedRequirement = z.infer<typeof StatedRequirement>;

const strictest = (reasons: string[]): StatedRequirement => ({
  required: true,
  waivable: false,
  canary_may_run: false,
  reasons,
  quorum: 2,
  four_eyes: true,
});

const Answer = z.looseObject({ requirement: StatedRequirement });

/**
 * The requirement in a verdict of `approval_requirement`. Where the policy denied or its answer
 * can't be read, the strictest: approval by two others, which nothing waives.
 */
export const approvalRequirementOf = (verdict: PolicyVerdict): StatedRequirement => {
  if (!verdict.allowed) return strictest(verdict.findings.map(({ code }) => code));
  const answer = Answer.safeParse(verdict.result);
  return answer.success ? answer.data.requirement : strictest(['policy-error']);
};
