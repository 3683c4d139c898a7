import type { Departure } from './decision.ts';
import type { Assignments } from '../language/definition.ts';
import type { Frame } from '../execution/execution.ts';
import type { Scope } from '../language/expression.ts';
import { StateFault } from '../language/failure.ts';
import { jsonBytes, PAYLOAD_LIMIT_BYTES } from '../language/json.ts';
import type { Json, JsonObject } from '../language/json.ts';
import { evaluateTemplate } from '../language/template.ts';
import type { Template } from '../language/template.ts';

const MOST_BYTES_OF_VARIABLES = 10 * 1024 * 1024;

/** What a way out of a state evaluates, and what it gives when it has no Output. */
export interface Flow {
  readonly next: string | undefined;
  readonly assign: Assignments | undefined;
  readonly output: Template | undefined;
  readonly otherwise: Json;
}

/** Evaluates Assign and Output, both over the variables as they were at entry. */
export async function leave(frame: Frame, scope: Scope, flow: Flow): Promise<Departure> {
  const assigned = await evaluateAssign(frame, scope, flow.assign);
  const output =
    flow.output === undefined ? flow.otherwise : await evaluateTemplate(flow.output, scope);
  refuseTooLarge(frame.state.name, output);
  return { kind: 'leave', next: flow.next, output, assigned };
}

/** @throws StateFault `States.DataLimitExceeded` for a value above AWS's payload limit. */
export function refuseTooLarge(stateName: string, value: Json): void {
  if (jsonBytes(value) <= PAYLOAD_LIMIT_BYTES) return;
  const cause = `The state/task '${stateName}' returned a result with a size exceeding the maximum number of bytes service limit.`;
  throw new StateFault({ error: 'States.DataLimitExceeded', cause });
}

async function evaluateAssign(
  frame: Frame,
  scope: Scope,
  assign: Assignments | undefined,
): Promise<JsonObject | undefined> {
  // AWS says nothing of variables where none is assigned.
  if (assign === undefined || assign.length === 0) return undefined;
  const assigned: Record<string, Json> = {};
  for (const [name, template] of assign) assigned[name] = await evaluateTemplate(template, scope);
  refuseTooLarge(frame.state.name, assigned);
  if (jsonBytes({ ...frame.variables, ...assigned }) > MOST_BYTES_OF_VARIABLES) {
    const cause = `The variables of state '${frame.state.name}' exceed the maximum number of bytes service limit.`;
    throw new StateFault({ error: 'States.DataLimitExceeded', cause });
  }
  return assigned;
}
