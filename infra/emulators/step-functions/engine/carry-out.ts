import { launch, watchLimits } from './calls.ts';
import { childDone, startChildren } from './children.ts';
import { resourceDetails } from '../decision/decide-call.ts';
import { handles } from '../decision/decide-on-failure.ts';
import type { Decision, Departure } from '../decision/decision.ts';
import { endExecution, failureDetails } from './end.ts';
import { setTimer } from './guard.ts';
import { drive, takeStep } from './take-step.ts';
import type { Engine, Step } from './engine.ts';
import { enterState } from './enter.ts';
import { changePhase, stateOf } from '../execution/execution.ts';
import type { Frame } from '../execution/execution.ts';
import type { EvaluationPlace, Failure } from '../language/failure.ts';
import { failIteration, failureOfMap, reportChildFailure, tolerate } from './fail-children.ts';

/** A Map or Parallel says that it failed once no retry takes the failure. */
const reportContainerFailure = (step: Step, frame: Frame): void => {
  const { type } = frame.state;
  if (frame.phase.name !== 'failed' || (type !== 'Map' && type !== 'Parallel')) return;
  frame.previousEventId = step.tx.event(`${type}StateFailed`, frame.previousEventId);
};

const leaveState = (step: Step, frame: Frame, departure: Departure): void => {
  const { state } = frame;
  reportContainerFailure(step, frame);
  const exited = step.tx.event(`${state.type}StateExited`, frame.previousEventId, {
    name: state.name,
    output: departure.output,
    ...(departure.assigned === undefined ? {} : { assignedVariables: departure.assigned }),
  });
  frame.previousEventId = exited;
  if (departure.assigned !== undefined) {
    frame.variables = { ...frame.variables, ...departure.assigned };
    step.tx.saveVariables(frame);
  }
  if (departure.next !== undefined) {
    enterState(step, frame, {
      state: stateOf(frame.graph, departure.next),
      input: departure.output,
      previousEventId: exited,
    });
  } else if (frame.parent === undefined) {
    const ending = { status: 'SUCCEEDED', output: departure.output } as const;
    endExecution(step, frame.execution, { ...ending, previousEventId: exited });
  } else {
    childDone(step, frame.parent, { frame, output: departure.output });
  }
};

/** The end of a Wait. A time that has come already needs no timer. */
export const armWait = (engine: Engine, frame: Frame, untilMs: number): void => {
  frame.cancelTimer = setTimer(engine, untilMs, () => drive(engine, frame));
};

const scheduleCall = (
  step: Step,
  frame: Frame,
  decision: Extract<Decision, { kind: 'call' }>,
): void => {
  const { state } = frame;
  if (state.type !== 'Task') throw new Error(`state '${state.name}' calls nothing`);
  const prefix = state.resource.kind === 'function' ? 'LambdaFunction' : 'Task';
  const details = resourceDetails(state);
  const scheduled = step.tx.event(`${prefix}Scheduled`, frame.previousEventId, decision.scheduled);
  frame.previousEventId = step.tx.event(
    `${prefix}Started`,
    scheduled,
    prefix === 'Task' ? details : undefined,
  );
  changePhase(frame, { name: 'task', call: decision.call });
  step.tx.saveFrame(frame);
  watchLimits(step.engine, frame, decision.call);
  step.afterwards.push(() => launch(step.engine, frame, decision.call));
};

const isHandledAbove = (frame: Frame, failure: Failure): boolean => {
  for (let at = frame.parent; at !== undefined; at = at.parent) {
    if (handles(at, failure)) return true;
  }
  return false;
};

/** Hands a failure that the state does not handle to the states around it, up to the execution. */
const propagate = (step: Step, frame: Frame, raised: Failure): void => {
  reportContainerFailure(step, frame);
  let failed = frame;
  let failure = raised;
  while (failed.parent !== undefined) {
    const { parent } = failed;
    if (tolerate(step, parent, { child: failed, failure })) return;
    failure = failureOfMap(parent, failure);
    if (isHandledAbove(failed, failure)) {
      failIteration(step, parent, { child: failed, failure });
      return;
    }
    reportChildFailure(step, parent, failed);
    parent.previousEventId = step.tx.event(
      `${parent.state.type}StateFailed`,
      failed.previousEventId,
    );
    failed = parent;
  }
  const { previousEventId } = failed;
  endExecution(step, frame.execution, { status: 'FAILED', failure, previousEventId });
};

const failState = (
  step: Step,
  frame: Frame,
  fault: { readonly failure: Failure; readonly evaluation?: EvaluationPlace },
): void => {
  const { state, enteredEventId } = frame;
  let { failure } = fault;
  if (fault.evaluation !== undefined) {
    const where = `An error occurred while executing the state '${state.name}' (entered at the event id #${enteredEventId}).`;
    failure = { ...failure, cause: `${where} ${failure.cause ?? ''}` };
    const { location, afterEntry } = fault.evaluation;
    const atEntry = frame.previousEventId === enteredEventId && afterEntry !== true;
    frame.previousEventId = step.tx.event(
      'EvaluationFailed',
      atEntry ? frame.arrivalEventId : frame.previousEventId,
      {
        ...failureDetails(failure),
        ...(location === undefined ? {} : { location }),
        state: state.name,
      },
    );
  }
  // What fails while a failure is handled is not handled again by the same state.
  const final = frame.phase.name === 'failed' || !handles(frame, failure);
  changePhase(frame, { name: 'failed', failure });
  if (final) {
    propagate(step, frame, failure);
    return;
  }
  step.tx.saveFrame(frame);
  step.awake.add(frame);
};

/** The next attempt of a state that failed. */
export const armRetry = (engine: Engine, frame: Frame, untilMs: number): void => {
  frame.cancelTimer = setTimer(engine, untilMs, () => {
    // Not stored: a retry whose time has come is the same to a recovery.
    changePhase(frame, { name: 'entered' });
    drive(engine, frame);
  });
};

const applyDecision = (step: Step, frame: Frame, decision: Decision): void => {
  switch (decision.kind) {
    case 'enter':
      enterState(step, frame, {
        state: stateOf(frame.graph, frame.graph.startAt),
        input: decision.input,
        previousEventId: frame.previousEventId,
      });
      break;
    case 'leave':
      leaveState(step, frame, decision);
      break;
    case 'wait':
      changePhase(frame, { name: 'waiting', untilMs: decision.untilMs });
      step.tx.saveFrame(frame);
      armWait(step.engine, frame, decision.untilMs);
      break;
    case 'call':
      scheduleCall(step, frame, decision);
      break;
    case 'children':
      startChildren(step, frame, decision);
      break;
    case 'fail':
      failState(step, frame, decision);
      break;
    case 'retry':
      frame.retries = decision.retries;
      changePhase(frame, { name: 'retrying', untilMs: decision.untilMs });
      step.tx.saveFrame(frame);
      armRetry(step.engine, frame, decision.untilMs);
      break;
    case 'propagate':
      propagate(step, frame, decision.failure);
      break;
  }
};

/** Carries out a decision: one transaction, then the timers and calls that it stands for. */
export const carryOut = (engine: Engine, frame: Frame, decision: Decision): void => {
  takeStep(engine, frame.execution, (step) => applyDecision(step, frame, decision));
};
