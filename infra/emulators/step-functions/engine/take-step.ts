import { decide } from '../decision/decide.ts';
import { endForFullHistory } from './end.ts';
import type { Engine, Step } from './engine.ts';
import type { Execution, Frame } from '../execution/execution.ts';
import { guard } from './guard.ts';
import { restOf } from './rest.ts';
import { keys } from '../journal/store.ts';
import { beginTransaction, HistoryFull } from '../journal/transaction.ts';

/** Stores with the step what will wake the execution, should it now be at rest. */
const storeRest = ({ tx, awake }: Step, execution: Execution): void => {
  const before = execution.rest;
  execution.rest = awake.size > 0 ? undefined : restOf(execution);
  if (before === undefined && execution.rest === undefined) return;
  tx.put(keys.running(execution.key), execution.rest ?? null);
};

const driveOnce = async (engine: Engine, frame: Frame): Promise<void> => {
  const { turn } = frame;
  const room = engine.journal.room();
  if (room !== undefined) await room;
  const decision = await decide(frame, engine);
  if (engine.stopped || frame.turn !== turn) return;
  guard(engine, () => engine.carryOut(engine, frame, decision));
};

/** Decides and carries out the next step of a frame, unless something else moves it first. */
export const drive = (engine: Engine, frame: Frame): void => {
  void driveOnce(engine, frame);
};

/** Makes one change to an execution, atomically, and lets the frames that it woke go on. */
export const takeStep = (
  engine: Engine,
  execution: Execution,
  change: (step: Step) => void,
): void => {
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
};
