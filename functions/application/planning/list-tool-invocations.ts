import { notFound } from '../../domain/shared/errors.ts';
import type { TaskRef } from '../../domain/shared/refs.ts';
import type { ToolCallsView, ToolCallView } from '../../domain/task/tool-calls-view.ts';
import type { TaskStore } from '../task/task-ports.ts';
import type { TranscriptStore } from './planning-ports.ts';

/** Every tool call of a task, in order: what was asked and what came of it. @throws Rejection `not-found`. */
export const makeListToolInvocations =
  (deps: { tasks: Pick<TaskStore, 'get'>; transcripts: Pick<TranscriptStore, 'invocations'> }) =>
  async (ref: TaskRef): Promise<ToolCallsView> => {
    if (!(await deps.tasks.get(ref))) throw notFound('task');
    const invocations = await deps.transcripts.invocations(ref);
    return {
      invocations: invocations.map((invocation): ToolCallView => ({
        call_id: invocation.call_id,
        agent: invocation.agent,
        turn: invocation.turn,
        name: invocation.tool,
        risk_class: invocation.risk_class,
        input: invocation.input,
        output_summary: invocation.output_summary,
        result: invocation.result,
        error: invocation.error,
        started_at: invocation.started_at,
        duration_ms: invocation.duration_ms,
      })),
    };
  };
