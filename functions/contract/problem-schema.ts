import * as z from 'zod';
import { problemStatuses } from '../domain/shared/errors.ts';
import type { ProblemCode } from '../domain/shared/errors.ts';
import { CandidateView } from '../domain/task/intent-view.ts';
import { Span } from '../domain/task/span.ts';

const problemCodes = Object.keys(problemStatuses) as [ProblemCode, ...ProblemCode[]];

/** RFC 9457, with the product's own `error` code; further members by code. */
export const ProblemSchema = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string(),
  error: z.enum(problemCodes),
  errors: z.array(z.strictObject({ pointer: z.string(), detail: z.string() })).optional(),
  candidates: z
    .array(CandidateView)
    .optional()
    .describe(
      'Of intent-unclear and environment-contradiction: requests that can be sent as they stand',
    ),
  understood: z
    .array(Span)
    .optional()
    .describe(
      'Of intent-unclear and environment-contradiction: what each word was taken for; start and end count UTF-16 units of the intent as sent',
    ),
});
