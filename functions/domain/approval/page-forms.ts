import * as z from 'zod';
import { Digest } from '../shared/ids.ts';
import { maxReasonCharacters } from './approval-requests.ts';

/** POST …/codes. Whatever is sent, the answer is the same. */
export const CodeForm = z.object({
  email: z.string().default('').describe('An address registered for the approval'),
});

/** POST …/session. A missing code is a wrong one. */
export const SessionForm = z.object({
  code: z.string().default('').describe('The six digits of the mailed code'),
});

/** POST …/decision. */
export const DecisionForm = z.object({
  decision: z.enum(['approve', 'reject']),
  reason: z.string().trim().max(maxReasonCharacters).default('').describe('Required to reject'),
  plan_digest: Digest.describe('Of the plan that the page showed'),
  csrf_token: z.string().default('').describe('The one that the page of the session holds'),
});
