import { csrfTokenOf, isLockedOut } from '../../domain/approval/codes.ts';
import { hasGateExpired } from '../../domain/approval/decide.ts';
import type { Gate } from '../../domain/approval/gate.ts';
import { toTimestamp } from '../../domain/shared/ids.ts';
import type { ApprovalPageView } from './approval-ports.ts';
import { pageNotices } from './approval-ports.ts';
import type { PlanStore } from '../planning/planning-ports.ts';
import type { TaskStore } from '../task/task-ports.ts';
import { findGate, approverOf } from './steps/review-session.ts';
import type { PageDependencies } from './steps/review-session.ts';

interface Dependencies extends PageDependencies {
  readonly tasks: TaskStore;
  readonly plans: PlanStore;
}

export interface ShowGateInput {
  /** As the address has it: not trusted to be an id. */
  readonly gate_id: string | undefined;
  readonly secret: string | undefined;
  readonly notice: string | undefined;
  /** What this browser typed before; shown to it again and used for nothing. */
  readonly asked_address?: string | undefined;
}

const reviewed = async (deps: Dependencies, gate: Gate) => {
  const [task, revision] = await Promise.all([
    deps.tasks.get(gate),
    deps.plans.get(gate, gate.plan_revision),
  ]);
  // A stored plan that is not the gate's must never be what an approver sees.
  if (!task || revision?.digest !== gate.plan_digest) return null;
  return { task, plan: revision.plan };
};

/**
 * What the page shows, and nothing else: no write of any kind. Without a session for this gate it
 * is that a change waits and until when.
 */
export const makeShowGate =
  (deps: Dependencies) =>
  async (input: ShowGateInput): Promise<ApprovalPageView> => {
    const gate = await findGate(deps, input.gate_id);
    if (!gate) return { view: 'missing' };
    const notice = pageNotices.find((known) => known === input.notice) ?? null;
    const approver = await approverOf(deps, gate, input.secret);
    const review = approver && input.secret ? await reviewed(deps, gate) : null;
    const common = {
      gate,
      has_expired: hasGateExpired(gate, toTimestamp(deps.clock.now())),
      notice,
    };
    if (approver && input.secret && review) {
      const csrf_token = csrfTokenOf(input.secret);
      return { view: 'review', ...common, ...review, approver, csrf_token };
    }
    const spent = await deps.codes.use(gate);
    return {
      view: 'locked',
      ...common,
      is_locked_out: isLockedOut(gate, spent),
      asked_address: input.asked_address,
    };
  };
