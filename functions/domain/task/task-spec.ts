import * as z from 'zod';
import { Environment, RiskLevel } from '../shared/environment.ts';
import { AgentName } from '../agent/agent-name.ts';
import { TaskType } from './task-type.ts';
import { Timestamp } from '../shared/ids.ts';
import { Severity } from '../shared/severity.ts';
import { Span } from './span.ts';

const Platform = z.enum(['linux', 'windows']);

/** A tag by key and value, compared without regard to case. */
const TagCriterion = z.strictObject({ key: z.string(), value: z.string() }).readonly();

const PatchKind = z.enum(['security', 'kernel']);
type PatchKind = z.infer<typeof PatchKind>;

export const RebootWish = z.enum(['never', 'if_needed', 'always']);
export type RebootWish = z.infer<typeof RebootWish>;

const words = z.array(z.string()).optional();

const criteria = {
  roles: words,
  services: words,
  platforms: z.array(Platform).optional(),
  /** As the inventory names them, in lower case: `ubuntu 24.04`, `windows server 2016`. */
  platform_versions: words,
  regions: words,
  zones: words,
  accounts: words,
  vpcs: words,
  auto_scaling_groups: words,
  names: words,
  asset_ids: words,
  /** Private or public addresses of the assets. */
  addresses: words,
  tags: z.array(TagCriterion).optional(),
};

/** What names assets: each list narrows, an empty or absent list does not. */
export const Criteria = z.strictObject(criteria).readonly();
export type Criteria = z.infer<typeof Criteria>;

/** One that names nothing would leave everything out, or nothing: neither was said. */
const Exclusion = Criteria.refine(
  (named) => Object.values(named).some((list) => list !== undefined && list.length > 0),
  'An exclusion names something.',
);

/**
 * Which assets a task is about: those that fit the criteria and none of the exclusions.
 * Values are words that code resolved from the intent and the fleet's own names, never free text.
 */
export const Selector = z
  .strictObject({
    environment: Environment,
    ...criteria,
    /** An asset that fits all criteria of one of these is left out. */
    exclude: z.array(Exclusion).optional(),
  })
  .readonly();
export type Selector = z.infer<typeof Selector>;

/** What the requester asked to hold, as far as the deterministic engine understood it. */
export const Constraints = z
  .strictObject({
    max_assets: z.int().min(1).optional(),
    /** Most of the matching assets, in per cent; rounded down, at least one. */
    max_share_percent: z.int().min(1).max(100).optional(),
    cve_ids: words,
    min_severity: Severity.optional(),
    /** Only patches of these kinds. */
    patch_kinds: z.array(PatchKind).optional(),
    /** Only these packages. */
    packages: words,
    /** Never these packages. */
    exclude_packages: words,
    /** The image to bring assets to, in place of the golden one. */
    image: z.string().optional(),
    reboot: RebootWish.optional(),
    /** Most assets acted on at the same time. */
    max_parallel: z.int().min(1).optional(),
    /** The same as a share of all assets of the plan, in per cent; rounded down, at least one. */
    max_parallel_percent: z.int().min(1).max(100).optional(),
    /** Least seconds between the end of a phase's action and the next phase. */
    phase_wait_seconds: z.int().min(1).optional(),
    /** Most failed assets in the whole execution. */
    max_failures: z.int().min(0).optional(),
    /** No phase begins before, at most 14 days ahead. */
    not_before: Timestamp.optional(),
    /** No phase begins after. */
    not_after: Timestamp.optional(),
    /** The time that a read-only task asks about. */
    window: z.strictObject({ from: Timestamp, to: Timestamp.optional() }).readonly().optional(),
    profile: z.enum(['cautious', 'standard']).optional(),
  })
  .readonly();
export type Constraints = z.infer<typeof Constraints>;

/** Layer 1's answer: what is to be done, by which agent, where, with which tools. */
export const TaskSpec = z
  .strictObject({
    task_type: TaskType,
    goal: z.string(),
    agent: AgentName,
    environment: Environment,
    risk_level: RiskLevel,
    selector: Selector,
    constraints: Constraints,
    tools: z.array(z.string()),
    timeout_minutes: z.int().min(1),
    /** What each word of the intent was taken for; absent in tasks from before it was kept. */
    understood: z.array(Span).optional(),
  })
  .readonly();
export type TaskSpec = z.infer<typeof TaskSpec>;
