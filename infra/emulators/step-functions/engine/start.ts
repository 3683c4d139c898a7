import { executionAlreadyExists } from './api-error.ts';
import { endExecution, summaryOf } from './end.ts';
import { setTimer } from './guard.ts';
import { takeStep } from './take-step.ts';
import type { Engine } from './engine.ts';
import { enterState } from './enter.ts';
import { rootFrameId, stateOf } from '../execution/execution.ts';
import type { Execution, ExecutionRecord, Frame } from '../execution/execution.ts';
import type { Json } from '../language/json.ts';
import type { RegisteredMachine } from './registered-machine.ts';
import { isExpired, purgeExecution } from './retention.ts';
import { executionKey, keys, readExecution } from '../journal/store.ts';

export interface StartRequest {
  readonly machine: RegisteredMachine;
  readonly name: string;
  readonly input: Json;
  readonly startedBy?: string;
}

const rootFrame = (execution: Execution): Frame => {
  const { graph } = execution.machine;
  const root: Frame = {
    execution,
    id: rootFrameId,
    index: 0,
    parent: undefined,
    graph,
    state: stateOf(graph, graph.startAt),
    phase: { name: 'entered' },
    input: null,
    variables: {},
    previousEventId: 0,
    arrivalEventId: 0,
    enteredEventId: 0,
    enteredMs: 0,
    retries: [],
    children: new Map(),
    results: new Map(),
    turn: 0,
    cancelTimer: undefined,
  };
  execution.frames.set(root.id, root);
  return root;
};

/** Ends the execution when the machine's `TimeoutSeconds` are over. */
export const watchDeadline = (engine: Engine, execution: Execution): void => {
  const { deadlineMs } = execution.record;
  if (deadlineMs === undefined) return;
  execution.cancelDeadline = setTimer(engine, deadlineMs, () => {
    takeStep(engine, execution, (step) =>
      endExecution(step, execution, { status: 'TIMED_OUT', previousEventId: 0 }),
    );
  });
};

const createExecution = (engine: Engine, key: string, request: StartRequest): Execution => {
  const { machine, name, input, startedBy } = request;
  const startMs = engine.now();
  const execution: Execution = {
    key,
    machine,
    frames: new Map(),
    lastEventId: 0,
    openEvents: undefined,
    rest: undefined,
    cancelDeadline: undefined,
    record: {
      arn: `${machine.arn.replace(':stateMachine:', ':execution:')}:${name}`,
      name,
      machineName: machine.name,
      machineArn: machine.arn,
      definitionHash: machine.hash,
      machineRoleArn: machine.roleArn,
      machineUpdatedMs: machine.updatedMs,
      ...(machine.revisionId === undefined ? {} : { machineRevisionId: machine.revisionId }),
      input,
      startMs,
      status: 'RUNNING',
      redriveCount: 0,
      ...(startedBy === undefined ? {} : { startedBy }),
      ...(machine.timeoutSeconds === undefined
        ? {}
        : { deadlineMs: startMs + machine.timeoutSeconds * 1000 }),
    },
  };
  engine.executions.set(key, execution);
  const root = rootFrame(execution);
  takeStep(engine, execution, (step) => {
    const { record } = execution;
    step.tx.put(keys.execution(key), record);
    step.tx.put(keys.started(record), summaryOf(record));
    step.tx.put(keys.listed(record), null);
    step.tx.put(keys.running(key), null);
    step.tx.event('ExecutionStarted', 0, { input, roleArn: record.machineRoleArn });
    enterState(step, root, { state: root.state, input, previousEventId: 0 });
  });
  watchDeadline(engine, execution);
  return execution;
};

const startOrFind = async (
  engine: Engine,
  key: string,
  request: StartRequest,
): Promise<ExecutionRecord> => {
  // Whatever ended a moment ago has to be readable.
  await engine.journal.flush();
  const existing = engine.executions.get(key)?.record ?? (await readExecution(engine.journal, key));
  if (existing !== undefined && isExpired(existing, engine.now())) {
    await purgeExecution(engine.journal, key, existing);
  } else if (existing !== undefined) {
    const sameInput = JSON.stringify(existing.input) === JSON.stringify(request.input);
    const isOwn = request.startedBy !== undefined && request.startedBy === existing.startedBy;
    if (isOwn || (existing.status === 'RUNNING' && sameInput)) return existing;
    throw executionAlreadyExists(existing.arn);
  }
  const { record } = createExecution(engine, key, request);
  await engine.journal.flush();
  return record;
};

/**
 * Starts an execution and resolves once it is in the journal. The same name and input give the
 * running execution again, and the same `startedBy` the one that it started, ended or not.
 * @throws ApiError `ExecutionAlreadyExists`
 */
export const startExecution = async (
  engine: Engine,
  request: StartRequest,
): Promise<ExecutionRecord> => {
  const key = executionKey(request.machine.name, request.name);
  // No other start of this name may come between.
  return engine.serial.run(key, () => startOrFind(engine, key, request));
};
