import * as z from 'zod';
import { specialistNamed, toolNamed } from '../../specialists/catalogue.ts';
import type { Tool } from '../../specialists/define-tool.ts';
import { ToolRefusal } from '../../specialists/ports.ts';
import type { ToolPolicyInput } from '../../domain/policy/policy-input.ts';
import { policyFailureIn, policyUnavailable } from '../../domain/policy/policy-verdict.ts';
import { notFound, TransientFailure } from '../../domain/shared/errors.ts';
import { toTimestamp } from '../../domain/shared/ids.ts';
import type { OrgId } from '../../domain/shared/ids.ts';
import { cleanText } from '../../domain/task/clean-text.ts';
import type { Task } from '../../domain/task/task.ts';
import { summarizeOutput } from '../../domain/tool/summarize-output.ts';
import type { ToolCall, ToolInvocation } from '../../domain/tool/tool.ts';
import type { Deadline, PolicyEngine, TranscriptStore } from './planning-ports.ts';
import type { Clock } from '../shared/ports.ts';
import type { FleetInventory } from '../execution/fleet-ports.ts';
import type { TaskStore } from '../task/task-ports.ts';
import { loadTask } from '../shared/load-task.ts';
import type { TaskRef } from '../../domain/shared/refs.ts';
import type { CounterIncrement } from '../../domain/shared/changes.ts';

export interface RunToolDeps {
  readonly clock: Clock;
  readonly tasks: Pick<TaskStore, 'get'>;
  readonly transcripts: Pick<TranscriptStore, 'turns' | 'invocation' | 'putInvocation'>;
  readonly policy: PolicyEngine;
  readonly fleet: FleetInventory;
  readonly deadline: Deadline;
}

export interface RunToolInput extends TaskRef {
  readonly turn: number;
  readonly call_id: string;
}

type Outcome = Pick<ToolInvocation, 'result' | 'output' | 'error' | 'policy_failure'>;

const findCall = async ({ transcripts }: RunToolDeps, input: RunToolInput): Promise<ToolCall> => {
  const turns = await transcripts.turns(input);
  const call = turns
    .find((turn) => turn.turn === input.turn)
    ?.calls.find((candidate) => candidate.call_id === input.call_id);
  if (call === undefined) throw notFound('tool call');
  return call;
};

interface WantedCall {
  readonly task: Task;
  readonly call: ToolCall;
  readonly tool: Tool | null;
}

type Denial = Pick<ToolInvocation, 'policy_failure'> & { readonly error: string };

const reasonToDeny = async (
  { policy }: RunToolDeps,
  { task, call, tool }: WantedCall,
): Promise<Denial | null> => {
  const { agent } = specialistNamed(task.task_spec.agent);
  if (tool === null) return { error: `There is no tool ${cleanText(call.tool, 64)}.` };
  if (!agent.tools.includes(tool.name))
    return { error: `${agent.name} may not call ${tool.name}.` };
  const input: ToolPolicyInput = {
    agent: agent.name,
    tool: tool.name,
    risk_class: tool.risk_class,
    environment: task.environment,
    phase: task.status,
  };
  const verdict = await policy.evaluate('tool_authorization', input);
  if (verdict.allowed) return null;
  const unanswered = policyFailureIn(verdict.findings);
  if (unanswered !== null)
    return { error: policyUnavailable(unanswered), policy_failure: unanswered.failure };
  const said = verdict.findings.map((finding) => finding.message).join(' ');
  return { error: said || 'Policy denies the call.' };
};

const failed = (error: string): Outcome => ({
  result: 'error',
  output: null,
  error: cleanText(error, 500),
});

const faultsOf = (error: z.ZodError): string =>
  error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');

const run = async (
  { fleet, deadline }: RunToolDeps,
  { task, call, tool }: WantedCall & { readonly tool: Tool },
): Promise<Outcome> => {
  if (tool.run === null) return failed(`${tool.name} is not available yet.`);
  try {
    const work = tool.run(call.input, { fleet, task });
    const finished = await deadline(work, tool.timeout_seconds);
    if (finished.late) return failed(`${tool.name} took longer than ${tool.timeout_seconds} s.`);
    const output = tool.output.safeParse(finished.value);
    if (!output.success) return failed(`${tool.name} gave an answer of another shape.`);
    return { result: 'ok', output: output.data, error: null };
  } catch (error) {
    if (error instanceof TransientFailure) throw error;
    if (error instanceof ToolRefusal) return failed(error.message);
    if (error instanceof z.ZodError) return failed(`Invalid input: ${faultsOf(error)}`);
    return failed(`${tool.name} failed.`);
  }
};

const answer = async (deps: RunToolDeps, wanted: WantedCall): Promise<Outcome> => {
  const denial = await reasonToDeny(deps, wanted);
  if (denial !== null || wanted.tool === null)
    return { result: 'denied', output: null, ...(denial ?? { error: 'Denied.' }) };
  return run(deps, { ...wanted, tool: wanted.tool });
};

/** A tool that nobody knows is counted under one name, so that a model can't grow the metric. */
const toolCall = (
  org_id: OrgId,
  call: { readonly tool: Tool | null; readonly result: ToolInvocation['result'] },
): CounterIncrement => ({
  org_id,
  name: 'orchestrator_tool_calls_total',
  labels: { tool: call.tool?.name ?? 'unknown', result: call.result },
  by: 1,
});

/**
 * Makes one tool call that a turn asked for, if policy and catalogue let its agent. A refused or
 * failed call is an answer for the agent; the first one stored stands.
 * @throws Rejection `not-found` for a call that no turn asked for.
 * @throws TransientFailure when inventory can't answer now; nothing is stored then.
 */
export const makeRunTool =
  (deps: RunToolDeps) =>
  async (input: RunToolInput): Promise<{ result: ToolInvocation['result'] }> => {
    const { org_id, task_id, call_id } = input;
    const before = await deps.transcripts.invocation(input, call_id);
    if (before !== null) return { result: before.result };
    const task = await loadTask(deps.tasks, input);
    const call = await findCall(deps, input);
    const tool = toolNamed(call.tool);
    const started = deps.clock.now();
    const outcome = await answer(deps, { task, call, tool });
    const wanted: ToolInvocation = {
      ...outcome,
      call_id,
      task_id,
      agent: task.task_spec.agent,
      turn: input.turn,
      tool: cleanText(call.tool, 64),
      risk_class: tool?.risk_class ?? 'state_change_prod',
      input: { ...call.input },
      output_summary: outcome.error ?? summarizeOutput(outcome.output),
      started_at: toTimestamp(started),
      duration_ms: Math.max(0, deps.clock.now() - started),
    };
    const counted = [toolCall(org_id, { tool, result: wanted.result })];
    const standing = await deps.transcripts.putInvocation(org_id, wanted, counted);
    return { result: standing.result };
  };
