import * as z from 'zod';
import { Environment, RiskLevel } from '../shared/environment.ts';
import { AgentName, TaskType } from './task-type.ts';
import { Severity } from '../shared/severity.ts';

/**
 * Which assets a task is about: each list narrows, an empty or absent list does not.
 * Values are lower-case words that code resolved from the intent, never free text.
 */
export const Selector = z
  .strictObject({
    environment: Environment,
    roles: z.array(z.string()).optional(),
    services: z.array(z.string()).optional(),
    platforms: z.array(z.enum(['linux', 'windows'])).optional(),
    regions: z.array(z.string()).optional(),
    asset_ids: z.array(z.string()).optional(),
  })
  .readonly();
export type Selector = z.infer<typeof Selector>;

/** What the requester asked to hold, as far as the deterministic engine understood it. */
export const Constraints = z
  .strictObject({
    max_assets: z.int().min(1).optional(),
    cve_ids: z.array(z.string()).optional(),
    min_severity: Severity.optional(),
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
  })
  .readonly();
export type TaskSpec = z.infer<typeof TaskSpec>;
