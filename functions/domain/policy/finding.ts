import * as z from 'zod';

/** One thing that validation noticed; `error` denies, `warning` costs score. */
export const Finding = z
  .strictObject({
    code: z.string(),
    severity: z.enum(['error', 'warning']),
    message: z.string(),
    phase: z.string().optional(),
    /** The stage or policy rule that said so, such as `production_safety`. */
    rule: z.string(),
  })
  .readonly();
export type Finding = z.infer<typeof Finding>;
