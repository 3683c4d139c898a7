import type { Graph, Machine, State } from '../language/definition.ts';
import type { Failure } from '../language/failure.ts';
import type { HistoryEvent } from './history.ts';
import type { Json } from '../language/json.ts';

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

/** What is stored of an execution for as long as it can be described. */
export interface ExecutionRecord {
  readonly arn: string;
  readonly name: string;
  readonly machineName: string;
  readonly machineArn: string;
  /** The definition that it runs to its end, whatever is registered since. */
  readonly definitionHash: string;
  /** The machine's role, and when that or the definition had last been set at the start. */
  readonly machineRoleArn: string;
  readonly machineUpdatedMs: number;
  readonly machineRevisionId?: string;
  readonly input: Json;
  readonly startMs: number;
  readonly status: ExecutionStatus;
  readonly stopMs?: number;
  readonly output?: Json;
  readonly error?: string;
  readonly cause?: string;
  readonly redriveCount: number;
  readonly redriveMs?: number;
  /** The client tokens that it was redriven with last, the newest at the end. */
  readonly redriveTokens?: readonly { readonly token: string; readonly atMs: number }[];
  /** Which attempt of which task started it, so that the attempt finds it again after a crash. */
  readonly startedBy?: string;
  /** When `TimeoutSeconds` of the machine ends it. */
  readonly deadlineMs?: number;
}

/** What a Task waits for. */
export interface TaskCall {
  /** Of a function call: where to and what with. */
  readonly function?: { readonly arn: string; readonly payload: Json };
  /** Of a child execution. */
  readonly child?: { readonly machineArn: string; readonly name: string; readonly input: Json };
  readonly token?: string;
  /** Whether a callback task's function has been called and has answered. */
  readonly submitted: boolean;
  readonly timeoutAtMs?: number;
  readonly heartbeatSeconds?: number;
  readonly heartbeatAtMs?: number;
}

/** What the iterations or branches of a state work on. */
export interface Children {
  readonly items: readonly Json[];
  readonly concurrency: number;
  /** Of a Map that goes on when some of its iterations fail: how many may, and how many did. */
  readonly tolerance?: { readonly most: number; readonly failed: number };
}

/**
 * Where in its current state a frame is. Each phase is stored before anything outside
 * depends on it; recovery goes on from exactly here.
 */
export type Phase =
  /** An iteration whose ItemSelector has not been evaluated yet. */
  | { readonly name: 'selecting' }
  /** The state's entered event is written, its work is not. */
  | { readonly name: 'entered' }
  | { readonly name: 'task'; readonly call: TaskCall }
  | { readonly name: 'waiting'; readonly untilMs: number }
  | { readonly name: 'retrying'; readonly untilMs: number }
  /** Map: the items and the concurrency. Parallel: the branches' common input and no limit. */
  | ({ readonly name: 'children' } & Children)
  | { readonly name: 'result'; readonly result: Json }
  | { readonly name: 'failed'; readonly failure: Failure };

/** What is stored of a frame with each step; its variables are stored when they change. */
export interface FrameRecord {
  readonly id: string;
  readonly index: number;
  readonly state: string;
  readonly phase: Phase;
  readonly input: Json;
  readonly previousEventId: number;
  /** The event before the state was entered: what a failed evaluation at entry follows. */
  readonly arrivalEventId: number;
  readonly enteredEventId: number;
  readonly enteredMs: number;
  /** Attempts used of each retrier of the current state. */
  readonly retries: readonly number[];
}

/** One thread of control: the machine's own, an iteration of a Map, or a branch. */
export interface Frame {
  readonly execution: Execution;
  readonly id: string;
  readonly index: number;
  readonly parent: Frame | undefined;
  readonly graph: Graph;
  state: State;
  phase: Phase;
  input: Json;
  variables: Readonly<Record<string, Json>>;
  previousEventId: number;
  arrivalEventId: number;
  enteredEventId: number;
  enteredMs: number;
  retries: readonly number[];
  /** The iterations or branches that run, by index. */
  readonly children: Map<number, Frame>;
  /** Results of finished iterations or branches, by index. */
  readonly results: Map<number, Json>;
  /** Goes up with every change of phase, so that what was begun earlier can tell that it is late. */
  turn: number;
  cancelTimer: (() => void) | undefined;
}

/** What can move an execution on that has nothing to do. */
export interface Rest {
  /** When the first of its timers is due. */
  readonly wakeAtMs?: number;
  /** The keys of the executions whose end it waits for. */
  readonly awaits: readonly string[];
}

/** An execution in memory: while it has something to do, and little longer. */
export interface Execution {
  record: ExecutionRecord;
  readonly key: string;
  readonly machine: Machine;
  readonly frames: Map<string, Frame>;
  lastEventId: number;
  /** The events that were stored last, to which more are added as long as they are not written. */
  openEvents: { readonly key: string; readonly events: HistoryEvent[] } | undefined;
  /** Set while each of its frames waits for a timer, an answer or another execution. */
  rest: Rest | undefined;
  cancelDeadline: (() => void) | undefined;
}

export const rootFrameId = '0';

/** Ends every pending timer and makes everything that was begun for the frame late. */
export const retireFrame = (frame: Frame): void => {
  frame.turn += 1;
  frame.cancelTimer?.();
  frame.cancelTimer = undefined;
};

/** Moves a frame to its next phase. */
export const changePhase = (frame: Frame, phase: Phase): void => {
  retireFrame(frame);
  frame.phase = phase;
};

/** The record of a frame as it is stored. */
export const frameRecord = (frame: Frame): FrameRecord => ({
  id: frame.id,
  index: frame.index,
  state: frame.state.name,
  phase: frame.phase,
  input: frame.input,
  previousEventId: frame.previousEventId,
  arrivalEventId: frame.arrivalEventId,
  enteredEventId: frame.enteredEventId,
  enteredMs: frame.enteredMs,
  retries: frame.retries,
});

/** The graph whose states run as the child of this index. */
export const childGraph = (state: State, index: number): Graph => {
  const graph =
    state.type === 'Map'
      ? state.processor
      : state.type === 'Parallel'
        ? state.branches[index]
        : undefined;
  if (graph === undefined) throw new Error(`state '${state.name}' has no child ${index}`);
  return graph;
};

/** A state of a graph. @throws Error for a name that loading should have refused. */
export const stateOf = (graph: Graph, name: string): State => {
  const state = graph.states.get(name);
  if (state === undefined) throw new Error(`no state '${name}'`);
  return state;
};
