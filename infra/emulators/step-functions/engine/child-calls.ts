import { ApiError, machineDoesNotExist } from './api-error.ts';
import { stopByFault } from './guard.ts';
import type { Engine } from './engine.ts';
import type { ExecutionRecord, TaskCall } from '../execution/execution.ts';
import type { Failure } from '../language/failure.ts';
import { startOutput } from '../decision/invoke-output.ts';
import type { Json } from '../language/json.ts';
import { isRunning, listen } from './running.ts';
import { startExecution } from './start.ts';
import { executionKey, readExecution } from '../journal/store.ts';

type Outcome = { readonly output: Json } | { readonly failure: Failure };

type Child = NonNullable<TaskCall['child']>;

const machineNameOf = (child: Child): string => child.machineArn.split(':')[6] ?? '';

/** Starts a child execution, or finds the one that this attempt has started before. */
export const startChildExecution = async (
  engine: Engine,
  request: { readonly child: Child; readonly startedBy: string },
): Promise<Outcome> => {
  const { child, startedBy } = request;
  try {
    const machine = engine.machines.get(machineNameOf(child));
    if (machine?.arn !== child.machineArn) throw machineDoesNotExist(child.machineArn);
    const { name, input } = child;
    const record = await startExecution(engine, { machine, name, input, startedBy });
    return { output: startOutput(record, engine) };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const cause = `${error.message} (Service: AWSStepFunctions; Status Code: 400; Error Code: ${error.code}; Proxy: null)`;
    return { failure: { error: `StepFunctions.${error.code}Exception`, cause } };
  }
};

/** In the shape of `startExecution.sync:2`: input and output as JSON; a failure holds them as text. */
const outcomeOf = (record: ExecutionRecord): Outcome => {
  const common = {
    ExecutionArn: record.arn,
    InputDetails: { Included: true },
    Name: record.name,
    StartDate: record.startMs,
    StateMachineArn: record.machineArn,
    Status: record.status,
    StopDate: record.stopMs ?? 0,
  };
  if (record.status === 'SUCCEEDED') {
    const output = {
      ...common,
      Input: record.input,
      Output: record.output ?? null,
      OutputDetails: { Included: true },
    };
    return { output };
  }
  const cause = {
    ...(record.cause === undefined ? {} : { Cause: record.cause }),
    ...(record.error === undefined ? {} : { Error: record.error }),
    ...common,
    Input: JSON.stringify(record.input),
  };
  return { failure: { error: 'States.TaskFailed', cause: JSON.stringify(cause) } };
};

const readEnded = async (engine: Engine, key: string): Promise<ExecutionRecord | undefined> => {
  await engine.journal.flush();
  return readExecution(engine.journal, key);
};

/**
 * Tells what a child execution ended with, once, however long ago that was. Returns what ends
 * the wait: nothing of a parent is held that has gone on, or to sleep.
 */
export const awaitChild = (
  engine: Engine,
  child: Child,
  tell: (outcome: Outcome) => void,
): (() => void) => {
  const key = executionKey(machineNameOf(child), child.name);
  const tellEnding = (record: ExecutionRecord): void => tell(outcomeOf(record));
  if (isRunning(engine, key)) return listen(engine, key, tellEnding);
  let isWanted = true;
  let stopListening = (): void => undefined;
  readEnded(engine, key).then(
    (record) => {
      if (!isWanted) return;
      // It may have been redriven while its record was read.
      if (isRunning(engine, key)) stopListening = listen(engine, key, tellEnding);
      else if (record !== undefined) tellEnding(record);
      else
        tell({
          failure: { error: 'States.TaskFailed', cause: `Execution Does Not Exist: '${key}'` },
        });
    },
    (error: unknown) => stopByFault(engine, error),
  );
  return () => {
    isWanted = false;
    stopListening();
  };
};
