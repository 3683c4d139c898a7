import type { Decision, Departure } from './decision.ts';
import type {
  ChoiceState,
  FailState,
  MapState,
  ParallelState,
  WaitState,
} from '../language/definition.ts';
import { decideCall } from './decide-call.ts';
import { decideOnFailure } from './decide-on-failure.ts';
import { leave, refuseTooLarge } from './departure.ts';
import type { Flow } from './departure.ts';
import type { Frame } from '../execution/execution.ts';
import type { Ambient } from '../language/expression-functions.ts';
import type { Scope } from '../language/expression.ts';
import { StateFault } from '../language/failure.ts';
import type { Failure } from '../language/failure.ts';
import { optionalInteger, requireInteger } from '../language/field-values.ts';
import { isJsonArray } from '../language/json.ts';
import type { Json } from '../language/json.ts';
import { isPercentage, secondsBounds, toleratedCount } from '../language/load-fields.ts';
import { scopeOf } from './scope.ts';
import { evaluateTemplate, evaluationFault, wrongTypeFault } from '../language/template.ts';
import type { Template } from '../language/template.ts';
import { parseTimestamp } from '../language/timestamp.ts';

/** The inline Map's limit for iterations at a time, also when MaxConcurrency is 0. */
const mostIterationsAtATime = 40;

const selectItem = async (frame: Frame, ambient: Ambient): Promise<Json> => {
  const { parent, index } = frame;
  if (parent?.phase.name !== 'children') throw new Error('an iteration without its Map');
  const value = parent.phase.items[index] ?? null;
  if (parent.state.type !== 'Map' || parent.state.itemSelector === undefined) return value;
  const scope = scopeOf(parent, ambient, { item: { index, value } });
  return evaluateTemplate(parent.state.itemSelector, scope);
};

const flowOf = (frame: Frame): Omit<Flow, 'otherwise'> => {
  const { state } = frame;
  if (state.type === 'Fail') throw new Error(`state '${state.name}' has no way out`);
  return state;
};

const choose = async (frame: Frame, state: ChoiceState, scope: Scope): Promise<Departure> => {
  for (const rule of state.choices) {
    const holds = await evaluateTemplate(rule.condition, scope);
    if (typeof holds !== 'boolean') throw wrongTypeFault(rule.condition, 'boolean', holds);
    if (holds) return leave(frame, scope, { ...rule, otherwise: frame.input });
  }
  if (state.default === undefined) {
    const cause = `Failed to choose the next state of '${state.name}': no rule matched and there is no Default.`;
    throw new StateFault({ error: 'States.NoChoiceMatched', cause });
  }
  return leave(frame, scope, { ...state, next: state.default, otherwise: frame.input });
};

const waitUntil = async (state: WaitState, scope: Scope): Promise<number> => {
  const { unit, value: template } = state.until;
  const value = await evaluateTemplate(template, scope);
  if (unit === 'Seconds') {
    return scope.now() + requireInteger(template, value, secondsBounds) * 1000;
  }
  if (typeof value !== 'string') throw wrongTypeFault(template, 'string', value);
  const atMs = parseTimestamp(value);
  if (atMs !== undefined) return atMs;
  const fault = evaluationFault(
    `The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: ${value}`,
  );
  throw new StateFault(fault.failure, { location: 'Timestamp', afterEntry: true });
};

const raisedFailure = async (state: FailState, scope: Scope): Promise<Failure> => {
  const read = async (template: Template | undefined): Promise<string | undefined> => {
    if (template === undefined) return undefined;
    const value = await evaluateTemplate(template, scope);
    if (typeof value !== 'string') throw wrongTypeFault(template, 'string', value);
    return value;
  };
  const error = await read(state.error);
  const cause = await read(state.cause);
  return { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) };
};

/** How many iterations may fail: what both limits allow. */
const mostFailures = async (
  state: MapState,
  scope: Scope,
  length: number,
): Promise<number | undefined> => {
  const { toleratedFailureCount, toleratedFailurePercentage: share } = state;
  const count = await optionalInteger(toleratedFailureCount, scope, toleratedCount);
  if (share === undefined) return count;
  const percentage = await evaluateTemplate(share, scope);
  if (typeof percentage !== 'number') throw wrongTypeFault(share, 'number', percentage);
  if (!isPercentage(percentage)) {
    const location = share.kind === 'expression' ? share.location : undefined;
    throw evaluationFault(`Expected a number of 0 to 100, but was: ${percentage}`, location);
  }
  return Math.min(count ?? Infinity, Math.floor((length * percentage) / 100));
};

const iterate = async (frame: Frame, state: MapState, scope: Scope): Promise<Decision> => {
  const items =
    state.items === undefined ? frame.input : await evaluateTemplate(state.items, scope);
  if (!isJsonArray(items)) {
    if (state.items !== undefined) throw wrongTypeFault(state.items, 'array', items);
    throw evaluationFault(`Map state input must be an array but was: ${JSON.stringify(items)}`);
  }
  const asked = await optionalInteger(state.maxConcurrency, scope, { least: 0, most: 1000 });
  const concurrency = Math.min(
    asked === undefined || asked === 0 ? Infinity : asked,
    mostIterationsAtATime,
  );
  const most = await mostFailures(state, scope, items.length);
  const tolerance = most === undefined ? {} : { tolerance: { most, failed: 0 } };
  return { kind: 'children', items, concurrency, ...tolerance };
};

const branch = async (frame: Frame, state: ParallelState, scope: Scope): Promise<Decision> => {
  const input =
    state.arguments === undefined ? frame.input : await evaluateTemplate(state.arguments, scope);
  refuseTooLarge(state.name, input);
  return {
    kind: 'children',
    items: state.branches.map(() => input),
    concurrency: state.branches.length,
  };
};

const decideOnEntry = async (frame: Frame, ambient: Ambient): Promise<Decision> => {
  const { state } = frame;
  const scope = scopeOf(frame, ambient);
  switch (state.type) {
    case 'Pass':
    case 'Succeed':
      return leave(frame, scope, { ...flowOf(frame), otherwise: frame.input });
    case 'Choice':
      return choose(frame, state, scope);
    case 'Wait':
      return { kind: 'wait', untilMs: await waitUntil(state, scope) };
    case 'Fail':
      return { kind: 'propagate', failure: await raisedFailure(state, scope) };
    case 'Task':
      return decideCall(frame, state, ambient);
    case 'Map':
      return iterate(frame, state, scope);
    case 'Parallel':
      return branch(frame, state, scope);
  }
};

const decideByPhase = async (frame: Frame, ambient: Ambient): Promise<Decision> => {
  const { phase } = frame;
  switch (phase.name) {
    case 'selecting':
      return { kind: 'enter', input: await selectItem(frame, ambient) };
    case 'failed':
      return decideOnFailure(frame, phase.failure, ambient);
    case 'result': {
      const scope = scopeOf(frame, ambient, { result: phase.result });
      return leave(frame, scope, { ...flowOf(frame), otherwise: phase.result });
    }
    case 'waiting':
      return leave(frame, scopeOf(frame, ambient), { ...flowOf(frame), otherwise: frame.input });
    default:
      return decideOnEntry(frame, ambient);
  }
};

/** Decides the next step of a frame that has something to do; never rejects. */
export const decide = async (frame: Frame, ambient: Ambient): Promise<Decision> => {
  try {
    return await decideByPhase(frame, ambient);
  } catch (error) {
    if (error instanceof StateFault) {
      const evaluation = error.evaluation === undefined ? {} : { evaluation: error.evaluation };
      return { kind: 'fail', failure: error.failure, ...evaluation };
    }
    const cause = error instanceof Error ? error.message : String(error);
    return { kind: 'fail', failure: { error: 'States.Runtime', cause } };
  }
};
