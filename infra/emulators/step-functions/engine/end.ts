import type { Step } from './engine.ts';
import { changePhase, retireFrame } from '../execution/execution.ts';
import type { Execution, ExecutionRecord, ExecutionStatus, Frame } from '../execution/execution.ts';
import type { Failure } from '../language/failure.ts';
import { historyLimit } from '../execution/history.ts';
import type { Json, JsonObject } from '../language/json.ts';
import { keys } from '../journal/store.ts';

/** How an execution ended, and the event that says so. */
export interface Ending {
  readonly status: Exclude<ExecutionStatus, 'RUNNING'>;
  readonly output?: Json;
  readonly failure?: Failure;
  readonly previousEventId: number;
}

const lastEvent: Readonly<Record<Ending['status'], string>> = {
  SUCCEEDED: 'ExecutionSucceeded',
  FAILED: 'ExecutionFailed',
  TIMED_OUT: 'ExecutionTimedOut',
  ABORTED: 'ExecutionAborted',
};

/** `error` and `cause` of an event, where there are any. */
export const failureDetails = (failure: Failure): JsonObject => ({
  ...(failure.error === undefined ? {} : { error: failure.error }),
  ...(failure.cause === undefined ? {} : { cause: failure.cause }),
});

const lastDetails = (ending: Ending): JsonObject => {
  if (ending.output !== undefined) return { output: ending.output };
  return failureDetails(ending.failure ?? {});
};

/** What a list shows of an execution. */
export const summaryOf = (record: ExecutionRecord): JsonObject => ({
  executionArn: record.arn,
  stateMachineArn: record.machineArn,
  name: record.name,
  status: record.status,
  startDate: record.startMs / 1000,
  ...(record.stopMs === undefined ? {} : { stopDate: record.stopMs / 1000 }),
  redriveCount: record.redriveCount,
  ...(record.redriveMs === undefined ? {} : { redriveDate: record.redriveMs / 1000 }),
});

/** An execution that this frame waits for does not outlive the wait. */
export const stopChildExecution = (step: Step, frame: Frame): void => {
  const { phase, state } = frame;
  if (phase.name !== 'task' || state.type !== 'Task') return;
  if (state.resource.kind !== 'startExecution.sync:2' || phase.call.child === undefined) return;
  const { machineArn, name } = phase.call.child;
  const childKey = `${machineArn.split(':')[6] ?? ''}/${name}`;
  const { engine } = step;
  step.tx.put(keys.aborting(childKey), null);
  step.afterwards.push(() => engine.abortByKey(childKey));
};

/** A redrive enters the states again that had not succeeded, with their attempts uncounted. */
const keepForRedrive = (step: Step, frame: Frame): void => {
  const { name } = frame.phase;
  if (name === 'children' || name === 'selecting') return;
  changePhase(frame, { name: 'entered' });
  frame.retries = [];
  step.tx.saveFrame(frame);
};

/** Ends the execution: the last event, the record, and no working state but what a redrive needs. */
export const endExecution = (step: Step, execution: Execution, ending: Ending): void => {
  const { tx, engine } = step;
  const { key } = execution;
  tx.lastEvent(lastEvent[ending.status], ending.previousEventId, lastDetails(ending));
  const record: ExecutionRecord = {
    ...execution.record,
    status: ending.status,
    stopMs: engine.now(),
    ...(ending.output === undefined ? {} : { output: ending.output }),
    ...(ending.failure?.error === undefined ? {} : { error: ending.failure.error }),
    ...(ending.failure?.cause === undefined ? {} : { cause: ending.failure.cause }),
  };
  tx.delete(keys.listed(execution.record));
  execution.record = record;
  tx.put(keys.execution(key), record);
  tx.put(keys.started(record), summaryOf(record));
  tx.put(keys.listed(record), null);
  tx.delete(keys.running(key));
  tx.put(keys.ended(record), null);
  tx.put(keys.loose(key), null);
  if (record.startedBy !== undefined) tx.delete(keys.aborting(key));
  if (ending.status !== 'SUCCEEDED') tx.put(keys.kept(key), engine.now());
  execution.cancelDeadline?.();
  for (const frame of execution.frames.values()) {
    stopChildExecution(step, frame);
    if (ending.status === 'SUCCEEDED') tx.deleteFrame(frame);
    else keepForRedrive(step, frame);
    retireFrame(frame);
  }
  execution.rest = undefined;
  engine.executions.delete(key);
  step.awake.clear();
  step.afterwards.push(() => {
    const listeners = engine.listeners.get(key);
    engine.listeners.delete(key);
    for (const listener of listeners ?? []) listener(record);
    engine.packLater(key);
  });
};

/** The execution has no room for what it wanted to do next. */
export const endForFullHistory = (step: Step, execution: Execution): void => {
  const cause = `The execution reached the maximum number of history events (${historyLimit}).`;
  endExecution(step, execution, {
    status: 'FAILED',
    failure: { error: 'States.Runtime', cause },
    previousEventId: execution.lastEventId,
  });
};
