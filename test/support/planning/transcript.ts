import type { Transcript } from '../../../functions/domain/agent/transcript.ts';
import type { Task } from '../../../functions/domain/task/task.ts';
import type { ToolInvocation } from '../../../functions/domain/tool/tool.ts';
import { aTask } from '../builders/a-task.ts';

/** An answer of a tool as the transcript keeps it. */
export const answered = (
  tool: string,
  output: unknown,
  changes: Partial<ToolInvocation> = {},
): ToolInvocation => ({
  call_id: `call-of-${tool}`,
  task_id: aTask().task_id,
  agent: 'drift_agent',
  turn: 1,
  tool,
  risk_class: 'read_only',
  input: {},
  result: 'ok',
  output,
  output_summary: '',
  error: null,
  started_at: '2026-03-02T12:00:00.000Z',
  duration_ms: 1,
  ...changes,
});

/** What was said so far: one turn for each list of answers. */
export const aTranscript = (
  turns: readonly (readonly ToolInvocation[])[],
  task: Task = aTask(),
): Transcript => ({
  task,
  turns: turns.map((invocations, index) => ({
    turn: {
      turn: index + 1,
      planner: 'deterministic',
      calls: [],
      proposal: null,
      input_tokens: 0,
      output_tokens: 0,
      at: '2026-03-02T12:00:00.000Z',
    },
    invocations,
  })),
  earlier: [],
  findings: [],
});
