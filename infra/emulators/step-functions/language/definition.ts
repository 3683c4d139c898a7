import type { Template } from './template.ts';

/** A compiled state machine. */
export interface Machine {
  readonly name: string;
  readonly arn: string;
  /** The definition's JSON text and the hash that executions remember it by. */
  readonly definition: string;
  readonly hash: string;
  readonly graph: Graph;
  readonly timeoutSeconds: number | undefined;
}

/** States that share a scope: of the machine, of a Map's iteration, of a branch. */
export interface Graph {
  readonly startAt: string;
  readonly states: ReadonlyMap<string, State>;
}

export interface Retrier {
  readonly errorEquals: readonly string[];
  readonly intervalSeconds: number;
  readonly maxAttempts: number;
  readonly backoffRate: number;
  readonly maxDelaySeconds: number | undefined;
  readonly fullJitter: boolean;
}

export interface Catcher {
  readonly errorEquals: readonly string[];
  readonly next: string;
  readonly assign: Assignments | undefined;
  readonly output: Template | undefined;
}

export type Assignments = readonly (readonly [name: string, template: Template])[];

interface Transition {
  readonly name: string;
  /** The next state; undefined at an end. */
  readonly next: string | undefined;
  readonly assign: Assignments | undefined;
  readonly output: Template | undefined;
}

interface Guarded extends Transition {
  readonly retry: readonly Retrier[];
  readonly catch: readonly Catcher[];
}

export type Resource =
  | { readonly kind: 'function'; readonly arn: string }
  | { readonly kind: 'invoke' }
  | { readonly kind: 'invoke.waitForTaskToken' }
  | { readonly kind: 'startExecution' }
  | { readonly kind: 'startExecution.sync:2' };

export interface TaskState extends Guarded {
  readonly type: 'Task';
  readonly resource: Resource;
  readonly arguments: Template | undefined;
  readonly timeoutSeconds: Template | undefined;
  readonly heartbeatSeconds: Template | undefined;
}

export interface MapState extends Guarded {
  readonly type: 'Map';
  readonly items: Template | undefined;
  readonly itemSelector: Template | undefined;
  readonly maxConcurrency: Template | undefined;
  readonly toleratedFailureCount: Template | undefined;
  readonly toleratedFailurePercentage: Template | undefined;
  readonly processor: Graph;
}

export interface ParallelState extends Guarded {
  readonly type: 'Parallel';
  readonly arguments: Template | undefined;
  readonly branches: readonly Graph[];
}

export interface ChoiceRule {
  readonly condition: Template;
  readonly next: string;
  readonly assign: Assignments | undefined;
  readonly output: Template | undefined;
}

export interface ChoiceState extends Transition {
  readonly type: 'Choice';
  readonly choices: readonly ChoiceRule[];
  readonly default: string | undefined;
}

export interface WaitState extends Transition {
  readonly type: 'Wait';
  readonly until: { readonly unit: 'Seconds' | 'Timestamp'; readonly value: Template };
}

export interface PassState extends Transition {
  readonly type: 'Pass';
}

export interface SucceedState extends Transition {
  readonly type: 'Succeed';
}

export interface FailState {
  readonly type: 'Fail';
  readonly name: string;
  readonly error: Template | undefined;
  readonly cause: Template | undefined;
}

export type State =
  | TaskState
  | MapState
  | ParallelState
  | ChoiceState
  | WaitState
  | PassState
  | SucceedState
  | FailState;

/** A state that may have Retry and Catch. */
export type GuardedState = TaskState | MapState | ParallelState;

export const isGuarded = (state: State): state is GuardedState =>
  state.type === 'Task' || state.type === 'Map' || state.type === 'Parallel';
