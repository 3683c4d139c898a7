import * as z from 'zod';
import { ProposedSelector } from '../plan/proposal.ts';
import { UntrustedText } from './tool-definition.ts';
import type { ToolDefinition } from './tool-definition.ts';
import { jsonRecord } from '../shared/json-object.ts';

const selector = ProposedSelector.default({});
const Counts = jsonRecord(z.int().min(0));
const CveIds = z.array(z.string().regex(/^CVE-\d{4}-\d{4,7}$/u)).max(200);
const Severity = z.enum(['low', 'medium', 'high', 'critical']);

export const QueryAssetsInput = z
  .strictObject({ selector, limit: z.int().min(0).max(100).default(20) })
  .readonly();
export const QueryAssetsOutput = z.strictObject({
  total: z.int().min(0),
  by_state: Counts,
  by_role: Counts,
  by_service: Counts,
  by_platform: Counts,
  by_zone: Counts,
  by_patch_state: Counts,
  assets: z.array(
    z.strictObject({
      asset_id: z.string(),
      name: UntrustedText,
      role: z.string(),
      service: z.string().nullable(),
      platform: z.string(),
      zone: z.string(),
      state: z.string(),
      image: z.string(),
      patch_state: z.string(),
    }),
  ),
  truncated: z.boolean(),
});

export const GetGoldenImageInput = z.strictObject({ selector }).readonly();
export const GetGoldenImageOutput = z.strictObject({
  images: z.array(
    z.strictObject({
      role: z.string(),
      platform: z.string(),
      image: z.string(),
      source: UntrustedText,
    }),
  ),
});

export const CompareVersionsInput = z.strictObject({ selector }).readonly();
export const CompareVersionsOutput = z.strictObject({
  total: z.int().min(0),
  drifted: z.int().min(0),
  compliant: z.int().min(0),
  excluded: Counts,
  drifted_by_role: Counts,
  /** Images that drifted assets run, with how many run each. */
  drifted_images: Counts,
});

export const CveFeedInput = z
  .strictObject({
    selector,
    cve_ids: CveIds.optional(),
    min_severity: Severity.optional(),
  })
  .readonly();
export const CveFeedOutput = z.strictObject({
  vulnerabilities: z.array(
    z.strictObject({
      cve_id: z.string(),
      severity: Severity,
      cvss: z.number(),
      platform: z.string(),
      summary: UntrustedText,
      fixed_in: UntrustedText,
      affected_assets: z.int().min(0),
    }),
  ),
  /** Asked for, and unknown to the feed. */
  unknown: z.array(z.string()),
  assets_missing_patches: z.int().min(0),
  assets_with_unknown_patch_state: z.int().min(0),
});

export const RiskScoreInput = z.strictObject({ selector }).readonly();
export const RiskScoreOutput = z.strictObject({
  score: z.number().min(0).max(100),
  level: Severity,
  factors: z.array(z.strictObject({ factor: z.string(), value: z.number(), points: z.number() })),
});

const profile = z.enum(['standard', 'cautious']).default('standard');
export const DraftPlanInput = z.strictObject({ selector, profile }).readonly();
export const DraftPlanOutput = z.strictObject({
  action: z.string(),
  undo: z.string(),
  eligible: z.int().min(0),
  excluded: Counts,
  phases: z.array(
    z.strictObject({
      name: z.string(),
      kind: z.enum(['canary', 'wave']),
      assets: z.int().min(1),
      zones: z.int().min(1),
      bake_seconds: z.int().min(0),
    }),
  ),
  estimated_duration_seconds: z.number().min(0),
});

export const SimulateRolloutInput = z
  .strictObject({ selector, profile, action_type: z.enum(['reimage', 'patch']) })
  .readonly();
export const SimulateRolloutOutput = z.strictObject({
  passed: z.boolean(),
  assets: z.int().min(0),
  phases: z.int().min(0),
  checks: z.array(z.strictObject({ check: z.string(), passed: z.boolean(), detail: z.string() })),
});

/** Tools that read a fleet's inventory and compute over it; all of them are implemented. */
export const inventoryTools: readonly ToolDefinition[] = [
  {
    name: 'query_assets',
    description: 'Counts the task’s assets by role, zone, platform and state, and lists some.',
    risk_class: 'read_only',
    input: QueryAssetsInput,
    output: QueryAssetsOutput,
    timeout_seconds: 20,
    available: true,
  },
  {
    name: 'get_golden_image',
    description: 'Tells the golden image of each role and platform among the task’s assets.',
    risk_class: 'read_only',
    input: GetGoldenImageInput,
    output: GetGoldenImageOutput,
    timeout_seconds: 20,
    available: true,
  },
  {
    name: 'compare_versions',
    description: 'Compares what each asset runs with its golden image and counts the drift.',
    risk_class: 'read_only',
    input: CompareVersionsInput,
    output: CompareVersionsOutput,
    timeout_seconds: 20,
    available: true,
  },
  {
    name: 'generate_patch_plan',
    description: 'Drafts the phases that bring drifted assets back to their golden image.',
    risk_class: 'plan_only',
    input: DraftPlanInput,
    output: DraftPlanOutput,
    timeout_seconds: 20,
    available: true,
  },
  {
    name: 'cve_feed',
    description: 'Lists known vulnerabilities with how many of the task’s assets each one affects.',
    risk_class: 'read_only',
    input: CveFeedInput,
    output: CveFeedOutput,
    timeout_seconds: 20,
    available: true,
  },
  {
    name: 'risk_score',
    description: 'Scores how urgent patching is, from severity, spread and environment.',
    risk_class: 'read_only',
    input: RiskScoreInput,
    output: RiskScoreOutput,
    timeout_seconds: 20,
    available: true,
  },
  {
    name: 'generate_rollout',
    description: 'Drafts the phases of a patch rollout.',
    risk_class: 'plan_only',
    input: DraftPlanInput,
    output: DraftPlanOutput,
    timeout_seconds: 20,
    available: true,
  },
  {
    name: 'simulate_rollout',
    description: 'Plays a rollout on a copy of the inventory and checks limits and outcome.',
    risk_class: 'plan_only',
    input: SimulateRolloutInput,
    output: SimulateRolloutOutput,
    timeout_seconds: 30,
    available: true,
  },
];
