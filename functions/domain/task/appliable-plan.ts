import { Rejection, stateForbids } from '../shared/errors.ts';
import type { Digest } from '../shared/ids.ts';
import type { TaskStatus } from './task-status.ts';
import type { Task } from './task.ts';

const ended = 'ended without a plan that could be applied. Submit the request again.';

/** Why a dry run in a status can't be applied, as the end of a sentence; null where it is finished. */
const hindrances = {
  planning: 'is still being planned. Apply it once GET /tasks/{id} says completed.',
  completed: null,
  failed: ended,
  cancelled: ended,
  pending_approval: ended,
  approved: ended,
  blocked: ended,
  rejected: ended,
  expired: ended,
  executing: ended,
  rolled_back: ended,
} satisfies Readonly<Record<TaskStatus, string | null>>;

/**
 * The digest of a finished dry run's plan, where it is the one named.
 * @throws Rejection `state-forbids` where there is nothing to apply, with the status and what to do
 * instead; `plan-digest-mismatch` with the digest of the plan that there is.
 */
export const appliablePlan = (task: Task, named: Digest): Digest => {
  const { status, dry_run, plan_digest } = task;
  if (!dry_run) {
    throw stateForbids(
      `The task is no dry run, it is ${status}: its plan is decided by POST /tasks/{id}/approve or /reject. Only a dry run is applied: submit the request with dry_run.`,
      { status, dry_run },
    );
  }
  const hindrance = hindrances[status];
  if (hindrance !== null) throw stateForbids(`The dry run ${hindrance}`, { status, dry_run });
  if (plan_digest === null) {
    throw stateForbids('The dry run found nothing to change, so there is nothing to apply.', {
      status,
      dry_run,
    });
  }
  if (plan_digest !== named) {
    throw new Rejection(
      'plan-digest-mismatch',
      'The dry run has another plan than the one named. Read it again and name the digest of what you read.',
      { members: { plan_digest } },
    );
  }
  return plan_digest;
};
