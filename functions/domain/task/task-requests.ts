import * as z from 'zod';
import { Environment, RiskLevel } from '../shared/environment.ts';
import { Digest, OrgId } from '../shared/ids.ts';
import { JsonObject } from '../shared/json-object.ts';
import { wholeNumber } from '../shared/whole-number.ts';
import { TaskType } from './task-type.ts';

const maxContextBytes = 16 * 1024;

/** Body of POST /execute. `context` is data for the agent, never instructions. */
export const SubmitTaskBody = z.strictObject({
  /** Kept as it was sent: what is said about its words refers to their places in it. */
  intent: z.string().regex(/\S/u, 'must say something').max(4_000),
  org_id: OrgId,
  environment: Environment.optional(),
  /** Settles the type and nothing else. */
  task_type: TaskType.optional(),
  context: JsonObject.refine(
    (context) => new TextEncoder().encode(JSON.stringify(context)).length <= maxContextBytes,
    `may have at most ${maxContextBytes} bytes as JSON`,
  ).default({}),
  dry_run: z.boolean().default(false),
  /** A person decides, whatever score and grants say; false is as if left out. */
  require_approval: z.boolean().default(false),
});
export type SubmitTaskBody = z.infer<typeof SubmitTaskBody>;

/** Body of POST /intents: of a submission what its words are read by. */
export const PreviewIntentBody = SubmitTaskBody.pick({
  intent: true,
  org_id: true,
  environment: true,
  task_type: true,
});
export type PreviewIntentBody = z.infer<typeof PreviewIntentBody>;

/** Body of POST /tasks/{id}/apply: the plan of the dry run, as its reader knows it. */
export const ApplyTaskBody = z.strictObject({ plan_digest: Digest });
export type ApplyTaskBody = z.infer<typeof ApplyTaskBody>;

/** Body of POST /tasks/{id}/cancel. `rollback` undoes what an execution has changed so far. */
export const CancelTaskBody = z.strictObject({
  reason: z.string().trim().min(1).max(1_000).optional(),
  rollback: z.boolean().default(false),
});
export type CancelTaskBody = z.infer<typeof CancelTaskBody>;

const anyTime = z.iso
  .datetime({
    offset: true,
    error: 'must be a time with its zone, such as 2026-03-01T09:00:00Z',
  })
  .transform((text) => new Date(text).toISOString());

/** Query of GET /tasks; a status list is comma-separated. */
export const ListTasksQuery = z.strictObject({
  status: z.string().optional(),
  state: z.string().optional(),
  task_type: TaskType.optional(),
  environment: Environment.optional(),
  risk_level: RiskLevel.optional(),
  created_after: anyTime.optional(),
  created_before: anyTime.optional(),
  org_id: OrgId.optional(),
  limit: wholeNumber(1, 100).default(50),
  cursor: z.string().optional(),
});
export type ListTasksQuery = z.infer<typeof ListTasksQuery>;
