import * as z from 'zod';
import { ExecutionId, OrgId, TaskId } from '../shared/ids.ts';

/** A whole number as a query parameter writes it: decimal digits and nothing else. */
const wholeNumber = ({ least, most }: { readonly least: number; readonly most: number }) =>
  z
    .string()
    .regex(/^[0-9]{1,15}$/, 'must be a whole number in decimal digits')
    .transform(Number)
    .pipe(z.int().min(least).max(most));

/** Any RFC 3339 time, as UTC with milliseconds. */
const anyTime = z.iso.datetime({ offset: true }).transform((text) => new Date(text).toISOString());

/** Query of GET /audit. Times are of the records; `to` itself is left out. */
export const ListAuditQuery = z.strictObject({
  from: anyTime.optional(),
  to: anyTime.optional(),
  event: z.string().min(1).max(100).optional(),
  actor: z.string().min(1).max(320).optional(),
  task_id: TaskId.optional(),
  org_id: OrgId.optional(),
  limit: wholeNumber({ least: 1, most: 200 }).optional(),
  cursor: z.string().max(400).optional(),
});
export type ListAuditQuery = z.infer<typeof ListAuditQuery>;

/** Query of GET /tasks/{id}/audit: everything, or one chain from behind a record on. */
export const ListTaskAuditQuery = z.strictObject({
  chain: z.union([TaskId, ExecutionId]).optional(),
  after: wholeNumber({ least: 0, most: 1_000_000_000 }).optional(),
});

/** Query of GET /audit/verify; `limit` bounds the chains and tasks of one answer. */
export const VerifyAuditQuery = z.strictObject({
  org_id: OrgId.optional(),
  limit: wholeNumber({ least: 1, most: 500 }).optional(),
  cursor: z.string().max(1_000).optional(),
});

const anchorNumber = (most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, 'must be a whole number')
    .transform(Number)
    .refine((number) => number <= most, `must be at most ${most}`);

/** Query of GET /audit/anchors. */
export const ListAnchorsQuery = z.strictObject({
  org_id: OrgId.optional(),
  /** Number of the anchor behind which to begin. */
  after: anchorNumber(999_999_999).default(0),
  limit: anchorNumber(100)
    .refine((number) => number > 0, 'must be at least 1')
    .default(50),
});
