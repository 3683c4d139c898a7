import { awaitChild, startChildExecution } from './child-calls.ts';
import { resourceDetails } from '../decision/decide-call.ts';
import { failureDetails, stopChildExecution } from './end.ts';
import { guard, setTimer, stopByFault } from './guard.ts';
import { takeStep } from './take-step.ts';
import type { Engine } from './engine.ts';
import { changePhase } from '../execution/execution.ts';
import type { Frame, TaskCall } from '../execution/execution.ts';
import { TaskFailure } from '../language/failure.ts';
import type { Failure } from '../language/failure.ts';
import { invokeOutput } from '../decision/invoke-output.ts';
import { jsonBytes, payloadLimitBytes } from '../language/json.ts';
import type { Json, JsonObject } from '../language/json.ts';

type Outcome = { readonly output: Json } | { readonly failure: Failure };

/** A payload or an answer travels as JSON: nothing that either side holds can change the other's. */
const asJson = (value: unknown): Json => JSON.parse(JSON.stringify(value ?? null)) as Json;

/** What Lambda reports of an error that a function throws. */
const functionFailure = (error: unknown): Failure => {
  if (error instanceof TaskFailure) return { error: error.errorName, cause: error.causeText };
  if (!(error instanceof Error)) {
    return { error: 'Lambda.Unknown', cause: `The function failed with ${String(error)}` };
  }
  // Errors of the service itself carry a plain message, those of the function a JSON text.
  if (error.name.startsWith('Lambda.')) return { error: error.name, cause: error.message };
  const trace = error.stack?.split('\n') ?? [];
  const cause = { errorType: error.name, errorMessage: error.message, trace };
  return { error: error.name, cause: JSON.stringify(cause) };
};

const callFunction = async (engine: Engine, frame: Frame, call: TaskCall): Promise<Outcome> => {
  if (call.function === undefined) return { failure: { error: 'States.Runtime' } };
  try {
    const answer = await engine.invoke(call.function.arn, asJson(call.function.payload));
    const payload = asJson(answer);
    const isBare = frame.state.type === 'Task' && frame.state.resource.kind === 'function';
    return { output: isBare ? payload : invokeOutput(payload, engine) };
  } catch (error) {
    return { failure: functionFailure(error) };
  }
};

/** Names one attempt of a task: the event that started it is never another's. */
const attemptOf = (frame: Frame): string =>
  `${frame.execution.key}/${frame.id}/${frame.previousEventId}`;

const callChild = async (
  engine: Engine,
  frame: Frame,
  child: NonNullable<TaskCall['child']>,
): Promise<Outcome> => startChildExecution(engine, { child, startedBy: attemptOf(frame) });

const detailsOf = (frame: Frame): JsonObject =>
  frame.state.type === 'Task' ? resourceDetails(frame.state) : {};

const endCall = (
  engine: Engine,
  frame: Frame,
  end: { readonly type: string; readonly details: JsonObject; readonly failure: Failure },
): void => {
  takeStep(engine, frame.execution, (step) => {
    frame.previousEventId = step.tx.event(end.type, frame.previousEventId, end.details);
    stopChildExecution(step, frame);
    changePhase(frame, { name: 'failed', failure: end.failure });
    step.tx.saveFrame(frame);
    step.awake.add(frame);
  });
};

const eventPrefix = (frame: Frame): 'LambdaFunction' | 'Task' => {
  const isBare = frame.state.type === 'Task' && frame.state.resource.kind === 'function';
  return isBare ? 'LambdaFunction' : 'Task';
};

/** Ends the call with a failure; Retry and Catch come next. */
export const failCall = (engine: Engine, frame: Frame, failure: Failure): void => {
  const details = { ...failureDetails(failure), ...detailsOf(frame) };
  endCall(engine, frame, { type: `${eventPrefix(frame)}Failed`, details, failure });
};

const waitsForMore = (frame: Frame): boolean => {
  if (frame.state.type !== 'Task') return false;
  const { kind } = frame.state.resource;
  return kind === 'invoke.waitForTaskToken' || kind === 'startExecution.sync:2';
};

/** The call that a frame waits for. */
export const currentCall = (frame: Frame): TaskCall | undefined =>
  frame.phase.name === 'task' ? frame.phase.call : undefined;

/** Watches TimeoutSeconds and HeartbeatSeconds of a call. */
export const watchLimits = (engine: Engine, frame: Frame, call: TaskCall): void => {
  const { timeoutAtMs = Infinity, heartbeatAtMs = Infinity } = call;
  const first = Math.min(timeoutAtMs, heartbeatAtMs);
  if (first === Infinity) return;
  frame.cancelTimer = setTimer(engine, first, () => {
    // AWS reports a missed heartbeat as States.Timeout; ErrorEquals may also name it as what it is.
    const failure: Failure =
      heartbeatAtMs < timeoutAtMs
        ? { error: 'States.Timeout', alias: 'States.HeartbeatTimeout' }
        : { error: 'States.Timeout' };
    const details = { error: 'States.Timeout', ...detailsOf(frame) };
    endCall(engine, frame, { type: `${eventPrefix(frame)}TimedOut`, details, failure });
  });
};

/** Ends the call with a result. */
export const succeedCall = (engine: Engine, frame: Frame, output: Json): void => {
  if (jsonBytes(output) > payloadLimitBytes) {
    const cause = `The state/task '${frame.state.name}' returned a result with a size exceeding the maximum number of bytes service limit.`;
    failCall(engine, frame, { error: 'States.DataLimitExceeded', cause });
    return;
  }
  takeStep(engine, frame.execution, (step) => {
    const details = { ...detailsOf(frame), output };
    const type = eventPrefix(frame) + 'Succeeded';
    frame.previousEventId = step.tx.event(type, frame.previousEventId, details);
    changePhase(frame, { name: 'result', result: output });
    step.tx.saveFrame(frame);
    step.awake.add(frame);
  });
};

/** Goes on waiting for a callback or a child execution. */
export const resumeSubmitted = (engine: Engine, frame: Frame, call: TaskCall): void => {
  watchLimits(engine, frame, call);
  if (call.child === undefined) return;
  const { cancelTimer } = frame;
  const stopWaiting = awaitChild(engine, call.child, (outcome) => {
    if (engine.stopped) return;
    guard(engine, () => {
      if ('failure' in outcome) failCall(engine, frame, outcome.failure);
      else succeedCall(engine, frame, outcome.output);
    });
  });
  frame.cancelTimer = () => {
    cancelTimer?.();
    stopWaiting();
  };
};

const submitCall = (
  engine: Engine,
  frame: Frame,
  submitted: { readonly call: TaskCall; readonly output: Json },
): void => {
  const call = currentCall(frame) ?? submitted.call;
  takeStep(engine, frame.execution, (step) => {
    const details = { ...detailsOf(frame), output: submitted.output };
    frame.previousEventId = step.tx.event('TaskSubmitted', frame.previousEventId, details);
    const next = { ...call, submitted: true };
    changePhase(frame, { name: 'task', call: next });
    step.tx.saveFrame(frame);
    resumeSubmitted(engine, frame, next);
  });
};

/**
 * Makes the call that a Task stands for, once it is in the journal: a token must not be out
 * in the world before it is known here. After a crash the call is made again, as Lambda may.
 */
export const launch = (engine: Engine, frame: Frame, call: TaskCall): void => {
  const { turn } = frame;
  const isLate = (): boolean => engine.stopped || frame.turn !== turn;
  const run = async (): Promise<void> => {
    await engine.journal.flush();
    if (isLate()) return;
    const outcome = await (call.child === undefined
      ? callFunction(engine, frame, call)
      : callChild(engine, frame, call.child));
    if (isLate()) return;
    if ('failure' in outcome) failCall(engine, frame, outcome.failure);
    else if (waitsForMore(frame)) submitCall(engine, frame, { call, output: outcome.output });
    else succeedCall(engine, frame, outcome.output);
  };
  run().catch((error: unknown) => stopByFault(engine, error));
};

/** A sign of life: the next heartbeat is due a whole interval from now. */
export const beat = (engine: Engine, frame: Frame, call: TaskCall): void => {
  if (call.heartbeatSeconds === undefined) return;
  const next = { ...call, heartbeatAtMs: engine.now() + call.heartbeatSeconds * 1000 };
  takeStep(engine, frame.execution, (step) => {
    // The turn stays: the function that is being called is still the one that was.
    frame.cancelTimer?.();
    frame.phase = { name: 'task', call: next };
    step.tx.saveFrame(frame);
    watchLimits(engine, frame, next);
  });
};
