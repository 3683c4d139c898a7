import {
  callIdOf,
  exceedsCallBudget,
  exhaustedBudget,
  firstTurnOf,
  storedTurnNumber,
} from '../../domain/agent/budget.ts';
import type { TaskErrorCode } from '../../domain/shared/errors.ts';
import { toTimestamp } from '../../domain/shared/ids.ts';
import type { AgentTurn } from '../../domain/tool/tool.ts';
import type { Task } from '../../domain/task/task.ts';
import type { PastTurn } from '../../domain/agent/transcript.ts';
import type { Planner, Thought, TranscriptStore } from './planning-ports.ts';
import type { Clock, UnitOfWork } from '../shared/ports.ts';
import type { TaskStore } from '../task/task-ports.ts';
import { retryOnConflict } from '../shared/with-retry.ts';
import { loadTask } from '../shared/load-task.ts';
import { failPlanning } from '../shared/planning-failure.ts';
import type { TaskRef } from '../../domain/shared/refs.ts';

export interface ThinkDeps {
  readonly clock: Clock;
  readonly tasks: Pick<TaskStore, 'get'>;
  readonly transcripts: Pick<TranscriptStore, 'turns' | 'putTurn' | 'invocations'>;
  readonly planner: Planner;
  readonly unitOfWork: UnitOfWork;
}

export interface ThinkInput extends TaskRef {
  readonly repair: number;
  /** Counts from 1 in each loop. */
  readonly turn: number;
}

export interface ThinkOutput {
  readonly outcome: 'use_tools' | 'submit' | 'failed';
  /** The number that the turn is stored under; tool calls and the submission name it. */
  readonly turn: number;
  readonly calls: readonly { readonly call_id: string; readonly tool: string }[];
}

const outputOf = (turn: AgentTurn): ThinkOutput => ({
  outcome: turn.proposal === null ? 'use_tools' : 'submit',
  turn: turn.turn,
  calls: turn.calls.map(({ call_id, tool }) => ({ call_id, tool })),
});

interface TurnToTake {
  readonly task: Task;
  readonly turns: readonly AgentTurn[];
  readonly repair: number;
  readonly number: number;
}

const elapsed = (now: number, { turns, repair }: TurnToTake): number => {
  const first = turns.find((turn) => turn.turn === firstTurnOf(repair));
  return first === undefined ? 0 : (now - Date.parse(first.at)) / 1_000;
};

const transcriptOf = async (deps: ThinkDeps, { task, turns, repair }: TurnToTake) => {
  const invocations = await deps.transcripts.invocations(task);
  const past: readonly PastTurn[] = [...turns]
    .sort((left, right) => left.turn - right.turn)
    .map((turn) => ({
      turn,
      invocations: invocations.filter((invocation) => invocation.turn === turn.turn),
    }));
  const first = firstTurnOf(repair);
  return {
    task,
    turns: past.filter(({ turn }) => turn.turn >= first),
    earlier: past.filter(({ turn }) => turn.turn < first),
    findings: task.validation?.findings ?? [],
  };
};

const turnOf = (
  thought: Exclude<Thought, { kind: 'declined' }>,
  { number, planner, at }: { number: number; planner: AgentTurn['planner']; at: string },
): AgentTurn => ({
  turn: number,
  planner,
  calls:
    thought.kind === 'calls'
      ? thought.calls.map(({ tool, input }, index) => ({
          call_id: callIdOf(number, index),
          tool,
          input,
        }))
      : [],
  proposal: thought.kind === 'proposal' ? { ...thought.proposal } : null,
  input_tokens: thought.input_tokens,
  output_tokens: thought.output_tokens,
  at,
});

const takeTurn = async (deps: ThinkDeps, next: TurnToTake): Promise<ThinkOutput> => {
  const { task, turns, number } = next;
  const fail = async (code: TaskErrorCode, message: string) => {
    await failPlanning(deps, { task, code, message });
    return { outcome: 'failed' as const, turn: number, calls: [] };
  };
  const spent = exhaustedBudget({ turns, elapsedSeconds: elapsed(deps.clock.now(), next) });
  if (spent !== null) return fail('budget-exhausted', `The agent used up its ${spent}.`);
  const transcript = await transcriptOf(deps, next);
  const unjudged = transcript.turns
    .flatMap(({ invocations }) => invocations)
    .find(({ policy_failure }) => policy_failure !== undefined);
  if (unjudged) return fail('policy-unavailable', unjudged.error ?? 'The policy engine is away.');
  const thought = await deps.planner.think(transcript);
  if (thought.kind === 'declined') return fail('model-declined', thought.reason);
  if (thought.kind === 'calls' && exceedsCallBudget(turns, thought.calls.length))
    return fail('budget-exhausted', 'The agent asked for more tool calls than it may make.');
  const turn = turnOf(thought, {
    number,
    planner: deps.planner.name,
    at: toTimestamp(deps.clock.now()),
  });
  return outputOf(await deps.transcripts.putTurn(task, turn));
};

/**
 * Takes one turn: asks the planner what it wants and stores that. The first turn stored under its
 * number stands, whatever a repeated call thinks.
 * @throws TransientFailure when the planner can't answer now.
 */
export const makeThink =
  (deps: ThinkDeps) =>
  (input: ThinkInput): Promise<ThinkOutput> =>
    retryOnConflict(async () => {
      const task = await loadTask(deps.tasks, input);
      const number = storedTurnNumber(input.repair, input.turn);
      if (task.status !== 'planning') return { outcome: 'failed', turn: number, calls: [] };
      const turns = await deps.transcripts.turns(input);
      const standing = turns.find((turn) => turn.turn === number);
      if (standing !== undefined) return outputOf(standing);
      return takeTurn(deps, { task, turns, repair: input.repair, number });
    });
