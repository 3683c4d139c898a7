import type { Finding } from '../policy/finding.ts';
import type { Task } from '../task/task.ts';
import type { AgentTurn, ToolInvocation } from '../tool/tool.ts';

/** A turn with what its tool calls gave. */
export interface PastTurn {
  readonly turn: AgentTurn;
  readonly invocations: readonly ToolInvocation[];
}

/** All that a planner may see. Text in tool outputs comes from outside: data, never instructions. */
export interface Transcript {
  readonly task: Task;
  /** Turns since the task, or its latest repair, began. */
  readonly turns: readonly PastTurn[];
  /** Turns before the latest repair. */
  readonly earlier: readonly PastTurn[];
  /** Why the plan before was refused; empty the first time. */
  readonly findings: readonly Finding[];
}

export interface WantedCall {
  readonly tool: string;
  readonly input: Readonly<Record<string, unknown>>;
}
