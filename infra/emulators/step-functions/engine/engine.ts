import type { Clock } from './clock.ts';
import type { Decision } from '../decision/decision.ts';
import type { Execution, ExecutionRecord, Frame, Rest } from '../execution/execution.ts';
import type { Ambient } from '../language/expression-functions.ts';
import type { Failure } from '../language/failure.ts';
import type { Journal } from '../journal/journal.ts';
import type { RegisteredMachine } from './registered-machine.ts';
import type { Serial } from './serial.ts';
import type { Transaction } from '../journal/transaction.ts';

/** What every part of the interpreter works with. */
export interface Engine extends Ambient {
  readonly journal: Journal;
  readonly clock: Clock;
  readonly invoke: (functionArn: string, payload: unknown) => Promise<unknown>;
  /** The executions that run and are in memory, by key. */
  readonly executions: Map<string, Execution>;
  /** Those that run and are not, by key. */
  readonly sleeping: Map<string, Sleeper>;
  /** Those in memory that are at rest, the one that has rested longest first. */
  readonly resting: Map<string, Execution>;
  /** How many may rest in memory. */
  readonly mostResting: number;
  /** Called once when the execution of that key ends. */
  readonly listeners: Map<string, Set<(ended: ExecutionRecord) => void>>;
  /** By execution key: starts of one name, and what reads or rewrites a history, must not overlap. */
  readonly serial: Serial;
  /** The machines that can be started, by name. */
  readonly machines: Map<string, RegisteredMachine>;
  /** `arn:aws:states:<region>:<account>` */
  readonly arnPrefix: string;
  /** Set by `stop`, or by a journal that can not be written: nothing more is done. */
  stopped: boolean;
  /** What it was stopped by, when that was a fault. */
  fault: unknown;
  /** What is done in the background, one after the other. */
  chores: Promise<void>;
  cancelSweep: () => void;
  /** Carries out what was decided for a frame. */
  readonly carryOut: (engine: Engine, frame: Frame, decision: Decision) => void;
  /** Ends a running execution from outside. */
  readonly abort: (execution: Execution, failure: Failure) => void;
  /** The same, of an execution that is marked for it and may have ended, or sleep. */
  readonly abortByKey: (key: string) => void;
  /** Packs the history of an execution that has ended, in the background. */
  readonly packLater: (key: string) => void;
  /** Brings a sleeping execution back into memory. */
  readonly wake: (key: string) => Promise<void>;
  /** Takes note of whether an execution is at rest after a step. */
  readonly noteRest: (execution: Execution) => void;
}

/**
 * An execution that runs and is not in memory: what can move it on is all that is known of it.
 * It is woken as after a restart, from what the journal holds.
 */
export interface Sleeper {
  readonly rest: Rest;
  /** Ends its timers and whatever else would wake it. */
  release: () => void;
  waking: Promise<void> | undefined;
}

/** One transaction, the frames that go on after it, and what happens outside once it is in the journal. */
export interface Step {
  readonly engine: Engine;
  readonly tx: Transaction;
  readonly awake: Set<Frame>;
  readonly afterwards: (() => void)[];
}
