import type { Departure } from './decision.ts';
import type { Assignments } from '../language/definition.ts';
import type { Frame } from '../execution/execution.ts';
import type { Scope } from '../language/expression.ts';
import { StateFault } from '../language/failure.ts';
import { jsonBytes, payloadLimitBytes } from '../language/json.ts';
import type { Json, JsonObject } from '../language/json.ts';
import { evaluateTemplate } from '../language/template.ts';
import type { Template } from '../language/template.ts';

const mostBytesOfVariables = 10 * 1024 * 1024;

/** What a way out of a state evaluates, and what it gives when it has no Output. */
export interface Flow {
  readonly next: string | undefined;
  readonly assign: Assignments | undefined;
  readonly output: Template | undefined;
  readonly otherwise: Json;
}

/** @throws StateFault `States.DataLimitExceeded` for a value above AWS's payload limit. */
export const refuseTooLarge = (stateName: string, value: Json): void => {
  if (jsonBytes(value) <= payloadLimitBytes) return;
  const cause = `The state/task '${stateName}' returned a result with a size exceeding the maximum number of bytes service limit.`;
  throw new StateFault({ error: 'States.DataLimitExceeded', cause });
};

const evaluateAssign = async (
  frame: Frame,
  scope: Scope,
  assign: Assignments | undefined,
): Promise<JsonObject | undefined> => {
  // AWS says nothing of variables where none is assigned.
  if (assign === undefined || assign.length === 0) return undefined;
  const assigned: Record<string, Json> = {};
  for (const [name, template] of assign) assigned[name] = await evaluateTemplate(template, scope);
  refuseTooLarge(frame.state.name, assigned);
  if (jsonBytes({ ...frame.variables, ...assigned }) > mostBytesOfVariables) {
    const cause = `The variables of state '${frame.state.name}' exceed the maximum number of bytes service limit.`;
    throw new StateFault({ error: 'States.DataLimitExceeded', cause });
  }
  return assigned;
};

/** Evaluates Assign and Output, both over the variables as they were at entry. */
export const leave = async (frame: Frame, scope: Scope, flow: Flow): Promise<Departure> => {
  const assigned = await evaluateAssign(frame, scope, flow.assign);
  const output =
    flow.output === undefined ? flow.otherwise : await evaluateTemplate(flow.output, scope);
  refuseTooLarge(frame.state.name, output);
  return { kind: 'leave', next: flow.next, output, assigned };
};
