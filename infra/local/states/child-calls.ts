import { ApiError, machineDoesNotExist } from './api-error.ts';
import type { Engine } from './engine.ts';
import type { ExecutionRecord, TaskCall } from './execution.ts';
import type { Failure } from './failure.ts';
import { startOutput } from './invoke-output.ts';
import type { Json } from './json.ts';
import { startExecution } from './start.ts';
import { executionKey, readExecution } from './store.ts';

type Outcome = { readonly output: Json } | { readonly failure: Failure };
type Child = NonNullable<TaskCall['child']>;

/** Starts a child execution, or finds the one that this attempt has started before. */
export async function startChildExecution(
  engine: Engine,
  request: { readonly child: Child; readonly startedBy: string },
): Promise<Outcome> {
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
}

/** What a child execution ended with, however long ago. */
export async function awaitChild(engine: Engine, child: Child): Promise<Outcome> {
  const key = executionKey(machineNameOf(child), child.name);
  if (engine.executions.has(key)) return outcomeOf(await nextEnding(engine, key));
  await engine.journal.flush();
  const record = await readExecution(engine.journal, key);
  if (record === undefined) {
    return { failure: { error: 'States.TaskFailed', cause: `Execution Does Not Exist: '${key}'` } };
  }
  // It may have been redriven while its record was read.
  if (engine.executions.has(key)) return outcomeOf(await nextEnding(engine, key));
  return outcomeOf(record);
}

function nextEnding(engine: Engine, key: string): Promise<ExecutionRecord> {
  return new Promise((resolve) => {
    const listeners = engine.listeners.get(key) ?? new Set();
    listeners.add(resolve);
    engine.listeners.set(key, listeners);
  });
}

function machineNameOf(child: Child): string {
  return child.machineArn.split(':')[6] ?? '';
}

/** In the shape of `startExecution.sync:2`: input and output as JSON; a failure holds them as text. */
function outcomeOf(record: ExecutionRecord): Outcome {
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
}
