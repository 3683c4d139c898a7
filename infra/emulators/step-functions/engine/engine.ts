import type { Clock } from './clock.ts';
import { decide } from '../decision/decide.ts';
import type { Decision } from '../decision/decision.ts';
import { endForFullHistory } from './end.ts';
import type { Execution, ExecutionRecord, Frame, Rest } from '../execution/execution.ts';
import type { Ambient } from '../language/expression-functions.ts';
import type { Failure } from '../language/failure.ts';
import type { Journal } from '../journal/journal.ts';
import type { RegisteredMachine } from './machines.ts';
import { restOf } from './rest.ts';
import type { Serial } from './serial.ts';
import { keys } from '../journal/store.ts';
import { beginTransaction, HistoryFull } from '../journal/transaction.ts';
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

/** Makes one change to an execution, atomically, and lets the frames that it woke go on. */
export function takeStep(engine: Engine, execution: Execution, change: (step: Step) => void): void {
  if (engine.stopped) return;
  const begin = (): Step => ({
    engine,
    tx: beginTransaction(engine.journal, execution, engine.now()),
    awake: new Set(),
    afterwards: [],
  });
  let step = begin();
  try {
    change(step);
  } catch (error) {
    if (!(error instanceof HistoryFull)) throw error;
    step = begin();
    endForFullHistory(step, execution);
  }
  if (execution.record.status === 'RUNNING') storeRest(step, execution);
  step.tx.commit();
  engine.noteRest(execution);
  for (const frame of step.awake) drive(engine, frame);
  for (const act of step.afterwards) act();
}

/** Stores with the step what will wake the execution, should it now be at rest. */
function storeRest({ tx, awake }: Step, execution: Execution): void {
  const before = execution.rest;
  execution.rest = awake.size > 0 ? undefined : restOf(execution);
  if (before === undefined && execution.rest === undefined) return;
  tx.put(keys.running(execution.key), execution.rest ?? null);
}

/** Decides and carries out the next step of a frame, unless something else moves it first. */
export function drive(engine: Engine, frame: Frame): void {
  void driveOnce(engine, frame);
}

async function driveOnce(engine: Engine, frame: Frame): Promise<void> {
  const { turn } = frame;
  const room = engine.journal.room();
  if (room !== undefined) await room;
  const decision = await decide(frame, engine);
  if (engine.stopped || frame.turn !== turn) return;
  guard(engine, () => engine.carryOut(engine, frame, decision));
}

/** A timer whose work can not bring the process down. What is due already needs no clock. */
export function setTimer(engine: Engine, atMs: number, fire: () => void): () => void {
  if (atMs > engine.now()) return engine.clock.setTimer(atMs, () => guard(engine, fire));
  let isWanted = true;
  queueMicrotask(() => {
    if (isWanted) guard(engine, fire);
  });
  return () => {
    isWanted = false;
  };
}

/**
 * Does what nobody waits for. Going on after a fault, such as a journal that can not be
 * written, would act on what is not stored: everything stops, and every later answer says why.
 */
export function guard(engine: Engine, act: () => void): void {
  try {
    act();
  } catch (error) {
    stopByFault(engine, error);
  }
}

export function stopByFault(engine: Engine, fault: unknown): void {
  engine.fault ??= fault;
  engine.stopped = true;
}
