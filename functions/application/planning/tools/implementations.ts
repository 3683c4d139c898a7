import type * as z from 'zod';
import {
  CompareVersionsInput,
  CveFeedInput,
  DraftPlanInput,
  GetGoldenImageInput,
  QueryAssetsInput,
  RiskScoreInput,
  SimulateRolloutInput,
} from '../../../domain/tool/inventory-tools.ts';
import { compareVersions } from './compare-versions.ts';
import { cveFeed } from './cve-feed.ts';
import { generatePatchPlan, generateRollout } from './draft-plan.ts';
import { getGoldenImage } from './get-golden-image.ts';
import { queryAssets } from './query-assets.ts';
import { riskScore } from './risk-score.ts';
import { simulateRollout } from './simulate-rollout.ts';
import type { ToolContext } from './tool-context.ts';

/** A tool's work on input from outside; the input is parsed before anything is read. */
export type ToolImplementation = (input: unknown, context: ToolContext) => Promise<unknown>;

const implement =
  <Schema extends z.ZodType>(
    schema: Schema,
    work: (input: z.output<Schema>, context: ToolContext) => Promise<unknown>,
  ): ToolImplementation =>
  (input, context) =>
    work(schema.parse(input), context);

/** The tools that are implemented, by name; a test holds this equal to the catalogue's available ones. */
export const toolImplementations: ReadonlyMap<string, ToolImplementation> = new Map([
  ['query_assets', implement(QueryAssetsInput, queryAssets)],
  ['get_golden_image', implement(GetGoldenImageInput, getGoldenImage)],
  ['compare_versions', implement(CompareVersionsInput, compareVersions)],
  ['generate_patch_plan', implement(DraftPlanInput, generatePatchPlan)],
  ['cve_feed', implement(CveFeedInput, cveFeed)],
  ['risk_score', implement(RiskScoreInput, riskScore)],
  ['generate_rollout', implement(DraftPlanInput, generateRollout)],
  ['simulate_rollout', implement(SimulateRolloutInput, simulateRollout)],
]);
