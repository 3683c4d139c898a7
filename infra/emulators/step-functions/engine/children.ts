import type { Step } from './engine.ts';
import { enterState } from './enter.ts';
import { changePhase, childGraph, stateOf } from '../execution/execution.ts';
import type { Children, Frame } from '../execution/execution.ts';
import type { Json } from '../language/json.ts';

const startChild = (
  step: Step,
  parent: Frame,
  start: { readonly index: number; readonly previousEventId: number },
): void => {
  const { index } = start;
  const graph = childGraph(parent.state, index);
  const child: Frame = {
    execution: parent.execution,
    id: `${parent.id}.${index}`,
    index,
    parent,
    graph,
    state: stateOf(graph, graph.startAt),
    phase: { name: 'selecting' },
    input: null,
    variables: {},
    previousEventId: start.previousEventId,
    arrivalEventId: start.previousEventId,
    enteredEventId: 0,
    enteredMs: step.engine.now(),
    retries: [],
    children: new Map(),
    results: new Map(),
    turn: 0,
    cancelTimer: undefined,
  };
  parent.children.set(index, child);
  parent.execution.frames.set(child.id, child);
  if (parent.state.type === 'Map') {
    const details = { name: parent.state.name, index };
    child.previousEventId = step.tx.event('MapIterationStarted', start.previousEventId, details);
    step.tx.saveFrame(child);
    step.awake.add(child);
  } else {
    const input = parent.phase.name === 'children' ? (parent.phase.items[index] ?? null) : null;
    enterState(step, child, { state: child.state, input, previousEventId: start.previousEventId });
  }
};

const finishContainer = (step: Step, parent: Frame, result: readonly Json[]): void => {
  // The exit follows what this event follows, as in AWS's histories.
  step.tx.event(`${parent.state.type}StateSucceeded`, parent.previousEventId);
  step.tx.deleteResults(parent);
  changePhase(parent, { name: 'result', result });
  step.tx.saveFrame(parent);
  step.awake.add(parent);
};

/** Starts a Map's first iterations, or all branches of a Parallel. */
export const startChildren = (
  step: Step,
  parent: Frame,
  { items, concurrency, tolerance }: Children,
): void => {
  const isMap = parent.state.type === 'Map';
  parent.previousEventId = isMap
    ? step.tx.event('MapStateStarted', parent.previousEventId, { length: items.length })
    : step.tx.event('ParallelStateStarted', parent.previousEventId);
  changePhase(parent, {
    name: 'children',
    items,
    concurrency,
    ...(tolerance === undefined ? {} : { tolerance }),
  });
  const first = Math.min(items.length, concurrency);
  for (let index = 0; index < first; index += 1) {
    startChild(step, parent, { index, previousEventId: parent.previousEventId });
  }
  if (items.length === 0) finishContainer(step, parent, []);
  else step.tx.saveFrame(parent);
};

/** Takes a frame out of its execution. */
export const removeFrame = (step: Step, frame: Frame): void => {
  step.tx.deleteFrame(frame);
  frame.execution.frames.delete(frame.id);
  frame.parent?.children.delete(frame.index);
  step.awake.delete(frame);
};

/** An iteration or branch has reached its end: the next one starts, or the state has its result. */
export const childDone = (
  step: Step,
  parent: Frame,
  done: { readonly frame: Frame; readonly output: Json; readonly hasFailed?: boolean },
): void => {
  const { frame, output, hasFailed = false } = done;
  if (parent.phase.name !== 'children') throw new Error('a child of a state that has none');
  const { items, concurrency } = parent.phase;
  removeFrame(step, frame);
  step.tx.saveResult(parent, frame.index, output);
  let last = frame.previousEventId;
  if (parent.state.type === 'Map') {
    const details = { name: parent.state.name, index: frame.index };
    const type = hasFailed ? 'MapIterationFailed' : 'MapIterationSucceeded';
    last = step.tx.event(type, frame.previousEventId, details);
  }
  const started = parent.results.size + parent.children.size;
  if (started < items.length && parent.children.size < concurrency) {
    const next = { index: started, previousEventId: frame.previousEventId };
    startChild(step, parent, next);
  } else if (parent.results.size === items.length) {
    parent.previousEventId = last;
    finishContainer(
      step,
      parent,
      items.map((_, index) => parent.results.get(index) ?? null),
    );
  }
};
