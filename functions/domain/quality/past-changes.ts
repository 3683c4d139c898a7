import * as z from 'zod';
import { Approver } from '../approval/gate.ts';
import { isSamePerson } from '../approval/one-person.ts';
import { Environment } from '../shared/environment.ts';
import { TaskId, Timestamp } from '../shared/ids.ts';
import { TaskType } from '../task/task-type.ts';
import { Actor } from '../task/task.ts';

/**
 * A finished task as the track record keeps it. What an entry of an earlier version doesn't say is
 * read as what proves nothing good.
 */
export const PastChange = z
  .strictObject({
    task_id: TaskId,
    task_type: TaskType,
    environment: Environment,
    agent: z.string(),
    /** Equal for the same action, parameters and roles in another environment. */
    change_key: z.string(),
    /** What the request left out of its kind of assets; null where nothing, as before one could. */
    left_out: z.string().nullable().default(null),
    outcome: z.enum(['completed', 'failed', 'rolled_back', 'none']),
    review: z.enum(['approved_unchanged', 'approved_modified', 'rejected', 'none']),
    at: Timestamp,
    action: z.string().nullable().default(null),
    assets_planned: z.int().min(0).default(0),
    assets_completed: z.int().min(0).default(0),
    dry_run: z.boolean().default(false),
    requested_by: Actor.nullable().default(null),
    /** Everyone who approved the plan that ran, the requester among them where it was so. */
    approved_by: z.array(Actor).readonly().default([]),
    /** Whom the gate had registered: it ties subjects and addresses of one person together. */
    registered: z.array(Approver).readonly().default([]),
    /** An identity provider told requester and approvers apart. */
    people_told_apart: z.boolean().default(false),
    /** Nobody was asked: the score or a mode took the place of people. */
    waived: z.boolean().default(true),
    policy_revision: z.string().nullable().default(null),
    /** A past that came with a fleet stands for runs that others approved; it earns no grant. */
    origin: z.enum(['recorded', 'fleet']).default('recorded'),
  })
  .readonly();
export type PastChange = z.infer<typeof PastChange>;

const dayMilliseconds = 86_400_000;

export const historyDays = 90;
export const provenDays = 30;

/** Entries of the last days, in the order in which they came. */
export const within = (
  changes: readonly PastChange[],
  now: number,
  days: number,
): readonly PastChange[] =>
  changes.filter(
    ({ at }) => Date.parse(at) > now - days * dayMilliseconds && Date.parse(at) <= now,
  );

/** True only where someone who is known to be another person than the requester approved it. */
export const wasApprovedByAnother = (change: PastChange): boolean => {
  if (change.origin === 'fleet') return change.review !== 'none' && change.review !== 'rejected';
  const { requested_by, approved_by, registered, people_told_apart, waived } = change;
  if (waived || !people_told_apart || requested_by === null) return false;
  return approved_by.some((approver) => !isSamePerson(approver, requested_by, registered));
};

/** The whole plan was carried out, on every asset of it. */
export const wasCarriedOutWhole = (change: PastChange): boolean =>
  change.outcome === 'completed' &&
  !change.dry_run &&
  change.assets_completed > 0 &&
  change.assets_completed >= change.assets_planned;

/** Whether people rejected this change in this environment within the last days. */
export const wasRejected = (
  past: readonly PastChange[],
  change: Pick<PastChange, 'change_key' | 'environment'>,
  now: number,
): boolean =>
  within(past, now, provenDays).some(
    ({ review, change_key, environment }) =>
      review === 'rejected' &&
      change_key === change.change_key &&
      environment === change.environment,
  );
