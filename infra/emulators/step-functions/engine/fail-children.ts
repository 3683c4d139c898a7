import { childDone, removeFrame } from './children.ts';
import { stopChildExecution } from './end.ts';
import type { Step } from './engine.ts';
import { changePhase, retireFrame } from '../execution/execution.ts';
import type { Frame } from '../execution/execution.ts';
import { errorOutput } from '../language/failure.ts';
import type { Failure } from '../language/failure.ts';

/** States that were doing something when they were cut off. */
const abortable: ReadonlySet<string> = new Set(['Task', 'Wait', 'Map', 'Parallel']);

const reportAbort = (step: Step, frame: Frame, previous: number): void => {
  if (frame.phase.name === 'selecting') return;
  if (abortable.has(frame.state.type)) {
    step.tx.event(`${frame.state.type}StateAborted`, previous);
  }
  for (const child of frame.children.values()) {
    if (frame.state.type === 'Map') {
      const details = { name: frame.state.name, index: child.index };
      step.tx.event('MapIterationAborted', previous, details);
    }
    reportAbort(step, child, previous);
  }
};

/** Writes that a child failed and the others are given up, each after the event of the failure. */
export const reportChildFailure = (step: Step, parent: Frame, failed: Frame): void => {
  const previous = failed.previousEventId;
  const isMap = parent.state.type === 'Map';
  const { name } = parent.state;
  if (isMap) step.tx.event('MapIterationFailed', previous, { name, index: failed.index });
  // A Map or Parallel has said by itself that it failed.
  if (failed.state.type === 'Task') step.tx.event('TaskStateAborted', previous);
  for (const sibling of parent.children.values()) {
    if (sibling === failed) continue;
    if (isMap) step.tx.event('MapIterationAborted', previous, { name, index: sibling.index });
    reportAbort(step, sibling, previous);
  }
};

const discard = (step: Step, frame: Frame): void => {
  for (const child of [...frame.children.values()]) discard(step, child);
  stopChildExecution(step, frame);
  retireFrame(frame);
  removeFrame(step, frame);
};

/** Fails a Map or Parallel whose own Retry or Catch, or one further out, will act on it. */
export const failIteration = (
  step: Step,
  parent: Frame,
  cause: { readonly child: Frame; readonly failure: Failure },
): void => {
  reportChildFailure(step, parent, cause.child);
  parent.previousEventId = cause.child.previousEventId;
  for (const child of [...parent.children.values()]) discard(step, child);
  step.tx.deleteResults(parent);
  changePhase(parent, { name: 'failed', failure: cause.failure });
  step.tx.saveFrame(parent);
  step.awake.add(parent);
};

/**
 * Takes the failure of an iteration as its result, as long as its Map allows for another one.
 * Returns whether it did.
 */
export const tolerate = (
  step: Step,
  parent: Frame,
  cause: { readonly child: Frame; readonly failure: Failure },
): boolean => {
  const { phase } = parent;
  if (phase.name !== 'children' || phase.tolerance === undefined) return false;
  const { most, failed } = phase.tolerance;
  if (failed >= most) return false;
  const { child, failure } = cause;
  discard(step, child);
  parent.phase = { ...phase, tolerance: { most, failed: failed + 1 } };
  step.tx.saveFrame(parent);
  childDone(step, parent, { frame: child, output: errorOutput(failure), hasFailed: true });
  return true;
};

/** What a Map fails with when an iteration has failed that it does not tolerate. */
export const failureOfMap = (parent: Frame, failure: Failure): Failure => {
  const { phase } = parent;
  if (phase.name !== 'children' || phase.tolerance === undefined) return failure;
  const cause = 'The specified tolerated failure threshold was exceeded';
  return { error: 'States.ExceedToleratedFailureThreshold', cause };
};
