import * as z from 'zod';
import { TaskId, Timestamp } from '../shared/ids.ts';
import { AgentName } from '../agent/agent-name.ts';
import { JsonObject } from '../shared/json-object.ts';

export const RiskClass = z.enum([
  'read_only',
  'plan_only',
  'state_change_nonprod',
  'state_change_prod',
]);
export type RiskClass = z.infer<typeof RiskClass>;

/** A tool call that an agent asked for in a turn. */
export const ToolCall = z
  .strictObject({ call_id: z.string(), tool: z.string(), input: JsonObject })
  .readonly();
export type ToolCall = z.infer<typeof ToolCall>;

/** A tool call as it happened. `output` is for the agent; people see `output_summary`. */
export const ToolInvocation = z
  .strictObject({
    call_id: z.string(),
    task_id: TaskId,
    agent: AgentName,
    turn: z.int().min(1),
    tool: z.string(),
    risk_class: RiskClass,
    input: JsonObject,
    result: z.enum(['ok', 'error', 'denied']),
    output: z.unknown(),
    output_summary: z.string(),
    error: z.string().nullable(),
    /** Set where the call was denied because the policy engine gave no answer: the task ends by it. */
    policy_failure: z.string().optional(),
    started_at: Timestamp,
    duration_ms: z.number().min(0),
  })
  .readonly();
export type ToolInvocation = z.infer<typeof ToolInvocation>;

/** One turn of the agent loop: what the model (or the rules) asked for. */
export const AgentTurn = z
  .strictObject({
    turn: z.int().min(1),
    planner: z.enum(['deterministic', 'claude', 'bedrock']),
    calls: z.array(ToolCall),
    /** Set in the last turn: the proposal that the agent submits. */
    proposal: JsonObject.nullable(),
    input_tokens: z.int().min(0),
    output_tokens: z.int().min(0),
    at: Timestamp,
  })
  .readonly();
export type AgentTurn = z.infer<typeof AgentTurn>;
