import type { Clock } from './clock.ts';
import { decide } from './decide.ts';
import type { Decision } from './decision.ts';
import { endForFullHistory } from './end.ts';
import type { Execution, ExecutionRecord, Frame } from './execution.ts';
import type { Ambient } from './expression-functions.ts';
import type { Failure } from './failure.ts';
import type { Journal } from './journal.ts';
import type { RegisteredMachine } from './machines.ts';
import { beginTransaction, HistoryFull } from './transaction.ts';
import type { Transaction } from './transaction.ts';

/** What every part of the interpreter works with. */
export interface Engine extends Ambient {
  readonly journal: Journal;
  readonly clock: Clock;
  readonly invoke: (functionArn: string, payload: unknown) => Promise<unknown>;
  /** The executions that run, by key. */
  readonly executions: Map<string, Execution>;
  /** Called once when the execution of that key ends. */
  readonly listeners: Map<string, Set<(ended: ExecutionRecord) => void>>;
  /** Starts that are under way, by execution key: two of one name must not overlap. */
  readonly starting: Map<string, Promise<void>>;
  /** The machines that can be started, by name. */
  readonly machines: Map<string, RegisteredMachine>;
  /** `arn:aws:states:<region>:<account>` */
  readonly arnPrefix: string;
  /** Set by `stop`, or by a journal that can not be written: nothing more is done. */
  stopped: boolean;
  /** What it was stopped by, when that was a fault. */
  fault: unknown;
  /** Carries out what was decided for a frame. */
  readonly carryOut: (engine: Engine, frame: Frame, decision: Decision) => void;
  /** Ends a running execution from outside. */
  readonly abort: (execution: Execution, failure: Failure) => void;
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
  step.tx.commit();
  for (const frame of step.awake) drive(engine, frame);
  for (const act of step.afterwards) act();
}

/** Decides and carries out the next step of a frame, unless something else moves it first. */
export function drive(engine: Engine, frame: Frame): void {
  void driveOnce(engine, frame);
}

async function driveOnce(engine: Engine, frame: Frame): Promise<void> {
  const { turn } = frame;
  const decision = await decide(frame, engine);
  if (engine.stopped || frame.turn !== turn) return;
  guard(engine, () => engine.carryOut(engine, frame, decision));
}

/** A timer whose work can not bring the process down. */
export function setTimer(engine: Engine, atMs: number, fire: () => void): () => void {
  return engine.clock.setTimer(atMs, () => guard(engine, fire));
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
