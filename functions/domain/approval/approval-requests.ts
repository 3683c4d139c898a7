import * as z from 'zod';
import { Digest } from '../shared/ids.ts';

/** Longest reason that goes on record, in characters. */
export const maxReasonCharacters = 1_000;

/** Body of POST /tasks/{id}/approve; it may be left out. */
export const ApproveBody = z.strictObject({
  reason: z.string().trim().min(1).max(maxReasonCharacters).optional(),
  plan_digest: Digest.optional(),
  break_glass: z.boolean().optional(),
});

/** Body of POST /tasks/{id}/reject. */
export const RejectBody = z.strictObject({
  reason: z.string().trim().min(1).max(maxReasonCharacters),
});
