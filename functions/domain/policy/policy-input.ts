import * as z from 'zod';
import { Undo } from '../action/undo.ts';
import { Environment, RiskLevel } from '../shared/environment.ts';
import { RiskClass } from '../tool/tool.ts';
import { AutonomyMode } from './autonomy-mode.ts';
import type { PolicyName } from './policy-name.ts';

/**
 * What an organisation asks for beyond the base limits of `policies/data.json`, by the same names.
 * A policy takes the stricter of both; an unknown name denies.
 */
export const TightenedLimits = z.record(z.string(), z.number()).readonly();
export type TightenedLimits = z.infer<typeof TightenedLimits>;

const limits = TightenedLimits.optional();

export const PlanPolicyInput = z
  .strictObject({
    environment: Environment,
    task_type: z.string(),
    risk_level: RiskLevel,
    total_assets: z.int().min(0),
    action: z.looseObject({ type: z.string() }),
    phases: z.array(
      z.strictObject({
        name: z.string(),
        kind: z.enum(['canary', 'wave']),
        asset_ids: z.array(z.string()),
        max_parallel: z.int().min(1),
        bake_seconds: z.int().min(0),
        health_checks: z.array(z.looseObject({ type: z.string() })),
        failure_threshold: z.record(z.string(), z.unknown()),
        /** Triggers of a rollback; one at least must be `true` in production. */
        rollback_if: z.record(z.string(), z.unknown()),
      }),
    ),
    rollback: z.strictObject({ strategy: z.string(), undo: Undo }),
    /** The time between which phases begin, where the request named it. */
    not_before: z.string().optional(),
    not_after: z.string().optional(),
    limits,
  })
  .readonly();
export type PlanPolicyInput = z.infer<typeof PlanPolicyInput>;

export const SopPolicyInput = z
  .strictObject({
    environment: Environment,
    sop: z.strictObject({
      name: z.string(),
      steps: z.array(
        z.looseObject({
          id: z.string(),
          /** An `action` changes something; the other kinds only look, ask or tell. */
          kind: z.enum(['action', 'check', 'approval', 'notify']),
          action: z.string().optional(),
          rollback: z.looseObject({ undo: Undo }).optional(),
          verify: z.looseObject({ type: z.string() }).optional(),
          timeout_seconds: z.number().optional(),
        }),
      ),
    }),
    limits,
  })
  .readonly();
export type SopPolicyInput = z.infer<typeof SopPolicyInput>;

export const ImagePolicyInput = z
  .discriminatedUnion('operation', [
    z.strictObject({
      operation: z.literal('build'),
      environment: Environment,
      /** Base images that the inventory vouches for; code fills it in, never an agent. */
      approved_bases: z.array(z.string()),
      image: z.strictObject({
        base: z.string(),
        components: z
          .array(z.strictObject({ name: z.string(), version: z.string().optional() }))
          .optional(),
      }),
      limits,
    }),
    z.strictObject({
      operation: z.literal('promote'),
      /** Where the image is promoted to. */
      environment: Environment,
      approved_bases: z.array(z.string()),
      image: z.strictObject({
        base: z.string(),
        /** How far the image has come: `build`, or the environment that it serves. */
        stage: z.enum(['build', 'development', 'staging', 'production']),
        validation: z.strictObject({
          status: z.enum(['passed', 'failed', 'not_run']),
          age_hours: z.number().min(0),
        }),
        critical_cves: z.int().min(0),
        high_cves: z.int().min(0),
      }),
      limits,
    }),
  ])
  .readonly();
export type ImagePolicyInput = z.infer<typeof ImagePolicyInput>;

const TerraformPolicyInput = z
  .strictObject({
    environment: Environment,
    /** The output of `terraform show -json <plan file>`, unchanged. */
    plan: z.looseObject({ format_version: z.string() }),
    limits,
  })
  .readonly();

export const ToolPolicyInput = z
  .strictObject({
    agent: z.string(),
    tool: z.string(),
    risk_class: RiskClass,
    environment: Environment,
    /** What the task is doing; agents call tools in `planning` alone. */
    phase: z.string(),
  })
  .readonly();
export type ToolPolicyInput = z.infer<typeof ToolPolicyInput>;

/** An earned grant as `approval_requirement` reads it: it holds for exactly what it names. */
const GrantInput = z
  .strictObject({
    earned: z.boolean(),
    org_id: z.string(),
    environment: Environment,
    task_type: z.string(),
    action: z.string(),
    /** Of the largest run that earned it. */
    max_assets: z.int().min(0),
  })
  .readonly();

export const ApprovalPolicyInput = z
  .strictObject({
    org_id: z.string(),
    environment: Environment,
    task_type: z.string(),
    /** The plan's action, by its name in the catalogue. */
    action: z.string(),
    /** Distinct assets of the action in the environment within 24 hours, this plan's among them. */
    assets: z.int().min(0),
    risk_level: RiskLevel,
    undo: Undo,
    autonomy_mode: AutonomyMode,
    score_total: z.number().min(0).max(100),
    requires_approval_by_score: z.boolean(),
    /** A change freeze is in force. */
    frozen: z.boolean(),
    /** People rejected the same change in the same environment within 30 days. */
    rejected_recently: z.boolean(),
    /** The requester asks that people decide; left out or false it takes nobody away. */
    require_approval: z.boolean().optional(),
    /** What two planners found; left out where one alone planned. */
    planners_agree: z.boolean().optional(),
    /** What may take the place of people in production; without it nothing does. */
    grant: GrantInput.optional(),
    /** Whether people are told apart by an identity provider. */
    identity_provider: z.boolean(),
    /** The organisation's own settings; they only add to the policy's. */
    org_quorum: z.int().min(1).optional(),
    org_four_eyes: z.boolean().optional(),
    break_glass: z.boolean().optional(),
    limits,
  })
  .readonly();
export type ApprovalPolicyInput = z.infer<typeof ApprovalPolicyInput>;

/** The shape of what each policy is asked. */
export const policyInputs = {
  production_safety: PlanPolicyInput,
  sop_safety: SopPolicyInput,
  image_safety: ImagePolicyInput,
  terraform_safety: TerraformPolicyInput,
  tool_authorization: ToolPolicyInput,
  approval_requirement: ApprovalPolicyInput,
} as const satisfies Readonly<Record<PolicyName, z.ZodType>>;

/** What each policy is asked, by its name. */
export type PolicyInputs = {
  readonly [Name in PolicyName]: z.infer<(typeof policyInputs)[Name]>;
};

/** Facts of no shape that a policy reads: each denies them as `input-malformed`. */
export const nothingKnown: Readonly<Record<string, never>> = {};

/** A policy's name with facts of its own shape, or with none where nobody has them. */
export type PolicyQuestion = {
  readonly [Name in PolicyName]: [policy: Name, input: PolicyInputs[Name] | typeof nothingKnown];
}[PolicyName];
