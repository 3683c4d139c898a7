import type { AgentTurn } from '../tool/tool.ts';

/** What an agent may spend on one task, repairs included. */
const agentBudget = {
  turns: 12,
  tool_calls: 40,
  input_tokens: 200_000,
  output_tokens: 16_000,
  wall_seconds: 600,
} as const;

export interface Spending {
  readonly turns: readonly AgentTurn[];
  /** Since the loop, or its latest repair, began. */
  readonly elapsedSeconds: number;
}

/** Which budget is used up, in words, or null while the agent may take another turn. */
export const exhaustedBudget = ({ turns, elapsedSeconds }: Spending): string | null => {
  const sum = (count: (turn: AgentTurn) => number) =>
    turns.reduce((total, turn) => total + count(turn), 0);
  if (turns.length >= agentBudget.turns) return `${agentBudget.turns} turns`;
  if (sum((turn) => turn.calls.length) >= agentBudget.tool_calls)
    return `${agentBudget.tool_calls} tool calls`;
  if (sum((turn) => turn.input_tokens) >= agentBudget.input_tokens)
    return `${agentBudget.input_tokens} input tokens`;
  if (sum((turn) => turn.output_tokens) >= agentBudget.output_tokens)
    return `${agentBudget.output_tokens} output tokens`;
  if (elapsedSeconds >= agentBudget.wall_seconds) return `${agentBudget.wall_seconds} seconds`;
  return null;
};

/** Whether a turn's wanted calls are more than what is left of the budget. */
export const exceedsCallBudget = (turns: readonly AgentTurn[], wanted: number): boolean =>
  turns.reduce((total, turn) => total + turn.calls.length, wanted) > agentBudget.tool_calls;

/** The number that a turn is stored under: loops after a repair count on after the ones before. */
export const storedTurnNumber = (repair: number, turn: number): number =>
  repair * agentBudget.turns + turn;

/** The number of the first turn of a loop. */
export const firstTurnOf = (repair: number): number => storedTurnNumber(repair, 1);

export const callIdOf = (turn: number, index: number): string =>
  `call-${String(turn).padStart(4, '0')}-${String(index + 1).padStart(2, '0')}`;
