import * as z from 'zod';
import { Timestamp } from '../shared/ids.ts';
import { JsonObject } from '../shared/json-object.ts';
import type { View } from '../shared/view.ts';
import { RiskClass } from '../tool/tool.ts';
import { AgentName } from '../agent/agent-name.ts';

const ToolCallView = z.strictObject({
  call_id: z.string(),
  agent: AgentName,
  turn: z.int(),
  name: z.string(),
  risk_class: RiskClass,
  input: JsonObject,
  output_summary: z.string(),
  result: z.enum(['ok', 'error', 'denied']),
  error: z.string().nullable(),
  started_at: Timestamp,
  duration_ms: z.number(),
});
export type ToolCallView = View<typeof ToolCallView>;

/** Every tool call of a task, in order: what was asked and what came of it. */
export const ToolCallsView = z.strictObject({ invocations: z.array(ToolCallView) });
export type ToolCallsView = View<typeof ToolCallsView>;
