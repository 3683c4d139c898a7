import { errorOutput } from '../language/failure.ts';
import type { Failure } from '../language/failure.ts';
import type { Ambient } from '../language/expression-functions.ts';
import type { Scope, StatesVariable } from '../language/expression.ts';
import type { Frame } from '../execution/execution.ts';
import type { Json } from '../language/json.ts';

/** What is at hand at one point of a state. */
export interface ScopeParts {
  readonly result?: Json;
  readonly failure?: Failure;
  readonly token?: string;
  /** The iteration that an ItemSelector is evaluated for. */
  readonly item?: { readonly index: number; readonly value: Json };
}

/** The item of the nearest Map that the frame runs in. */
const itemAround = (frame: Frame): { index: number; value: Json } | undefined => {
  for (let at = frame; at.parent !== undefined; at = at.parent) {
    const { phase, state } = at.parent;
    if (state.type === 'Map' && phase.name === 'children') {
      return { index: at.index, value: phase.items[at.index] ?? null };
    }
  }
  return undefined;
};

const isoTime = (atMs: number): string => new Date(atMs).toISOString();

/** The context object, `$states.context`. */
const contextObject = (frame: Frame, parts: ScopeParts): Json => {
  const { record } = frame.execution;
  const item = parts.item ?? itemAround(frame);
  return {
    Execution: {
      Id: record.arn,
      Input: record.input,
      Name: record.name,
      RoleArn: record.machineRoleArn,
      StartTime: isoTime(record.startMs),
      RedriveCount: record.redriveCount,
      ...(record.redriveMs === undefined ? {} : { RedriveTime: isoTime(record.redriveMs) }),
    },
    StateMachine: { Id: record.machineArn, Name: record.machineName },
    State: {
      Name: frame.state.name,
      EnteredTime: isoTime(frame.enteredMs),
      RetryCount: frame.retries.reduce((sum, count) => sum + count, 0),
    },
    ...(parts.token === undefined ? {} : { Task: { Token: parts.token } }),
    ...(item === undefined ? {} : { Map: { Item: { Index: item.index, Value: item.value } } }),
  };
};

/** A variable of the frame's scope or of the nearest one around it. */
const readVariable = (frame: Frame, name: string): Json | undefined => {
  for (let at: Frame | undefined = frame; at !== undefined; at = at.parent) {
    if (Object.hasOwn(at.variables, name)) return at.variables[name];
  }
  return undefined;
};

/** The scope that the expressions of a frame's current state are evaluated in. */
export const scopeOf = (frame: Frame, ambient: Ambient, parts: ScopeParts = {}): Scope => {
  let context: Json | undefined;
  const states: StatesVariable = {
    input: frame.input,
    ...(parts.result === undefined ? {} : { result: parts.result }),
    ...(parts.failure === undefined ? {} : { errorOutput: errorOutput(parts.failure) }),
    get context() {
      return (context ??= contextObject(frame, parts));
    },
  };
  return {
    now: () => ambient.now(),
    random: () => ambient.random(),
    states,
    variable: (name) => readVariable(frame, name),
  };
};
