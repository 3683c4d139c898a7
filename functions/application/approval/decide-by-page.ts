import * as z from 'zod';
import type { Approver, GateStatus } from '../../domain/approval/gate.ts';
import { DecisionForm } from '../../domain/approval/page-forms.ts';
import { csrfTokenOf } from '../../domain/approval/codes.ts';
import { Conflict, Rejection } from '../../domain/shared/errors.ts';
import type { PageNotice } from './approval-ports.ts';
import type { DecideGate } from './steps/gate-decision.ts';
import { approverOf, findGate } from './steps/review-session.ts';
import type { PageDependencies } from './steps/review-session.ts';

interface Dependencies extends PageDependencies {
  readonly decideGate: DecideGate;
}

export interface DecideByPageInput {
  readonly gate_id: string | undefined;
  readonly secret: string | undefined;
  readonly form: Readonly<Record<string, string>>;
}

/** What is said to who has no session: "nothing was decided" would be false of a decided change. */
const withoutSession = {
  pending: 'session-ended',
  approved: 'decision-refused',
  rejected: 'decision-refused',
  expired: 'decision-refused',
  cancelled: 'decision-refused',
  superseded: 'decision-refused',
} as const satisfies Readonly<Record<GateStatus, PageNotice>>;

/** A form that was sent twice gets the answer of the first, which is on record. */
const noticeOf = (
  refusal: Rejection,
  own: { readonly approver: Approver; readonly isApproval: boolean },
): PageNotice => {
  if (refusal.code === 'self-approval') return 'self-approval';
  const { approval } = refusal.details.members ?? {};
  const isStillOpen = z.object({ status: z.literal('pending') }).safeParse(approval).success;
  if (refusal.code !== 'already-decided') return 'decision-refused';
  if (isStillOpen) return 'already-approved-by-you';
  const isOwn = z
    .object({
      decision: z.literal(own.isApproval ? 'approved' : 'rejected'),
      by: z.object({ id: z.literal(own.approver.id) }),
      channel: z.literal('page'),
    })
    .safeParse(refusal.details.members?.['decision']).success;
  return isOwn ? 'decision-recorded' : 'decision-refused';
};

/**
 * Decides for the person whose session it is, on the plan that the form showed.
 * Answers what the page is to say; null when there is no such gate.
 * @throws Rejection `cross-site-request` when the form is not the session's own.
 */
export const makeDecideByPage =
  (deps: Dependencies) =>
  async (input: DecideByPageInput): Promise<PageNotice | null> => {
    const gate = await findGate(deps, input.gate_id);
    if (!gate) return null;
    const approver = await approverOf(deps, gate, input.secret);
    if (!approver || !input.secret) {
      return withoutSession[gate.status];
    }
    if (input.form['csrf_token'] !== csrfTokenOf(input.secret)) {
      throw new Rejection(
        'cross-site-request',
        'The form is not the one that this session showed.',
      );
    }
    const form = DecisionForm.safeParse(input.form);
    if (!form.success) return 'decision-refused';
    const isApproval = form.data.decision === 'approve';
    if (!isApproval && form.data.reason === '') return 'reason-missing';
    try {
      await deps.decideGate(gate, {
        decision: isApproval ? 'approved' : 'rejected',
        by: approver,
        channel: 'page',
        reason: form.data.reason === '' ? null : form.data.reason,
        plan_digest: form.data.plan_digest,
        holds_approver_role: false,
        from_issuer: false,
      });
      return 'decision-recorded';
    } catch (error) {
      if (error instanceof Conflict) return 'overtaken';
      if (error instanceof Rejection) return noticeOf(error, { approver, isApproval });
      throw error;
    }
  };
