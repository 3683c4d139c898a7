import * as z from 'zod';
import { Environment } from '../shared/environment.ts';

const Points = z.number().min(0).max(20);

const ScoreCheck = z
  .strictObject({
    check: z.string(),
    passed: z.boolean(),
    points: z.number(),
    of: z.number(),
    detail: z.string(),
  })
  .readonly();

export type ScoreCheck = z.infer<typeof ScoreCheck>;

const dimensionNames = [
  'structural',
  'policy_compliance',
  'test_coverage',
  'operational_history',
  'human_review',
] as const;

/** Five dimensions of 0 to 20, each with the checks that it is made of. */
export const QualityScore = z
  .strictObject({
    total: z.number().min(0).max(100),
    structural: Points,
    policy_compliance: Points,
    test_coverage: Points,
    operational_history: Points,
    human_review: Points,
    dimensions: z.partialRecord(z.enum(dimensionNames), z.array(ScoreCheck)),
    requires_approval: z.boolean(),
    allowed_environments: z.array(Environment),
  })
  .readonly();
export type QualityScore = z.infer<typeof QualityScore>;
