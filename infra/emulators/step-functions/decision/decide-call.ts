import { randomBytes } from 'node:crypto';
import type { TaskState } from '../language/definition.ts';
import type { Decision } from './decision.ts';
import { refuseTooLarge } from './departure.ts';
import { optionalInteger } from '../language/field-values.ts';
import { randomUuid } from '../language/expression-functions.ts';
import type { Ambient } from '../language/expression-functions.ts';
import type { Frame, TaskCall } from '../execution/execution.ts';
import { StateFault } from '../language/failure.ts';
import { isRecord } from '../language/json.ts';
import type { Json, JsonObject } from '../language/json.ts';
import { secondsBounds } from '../language/load-fields.ts';
import { scopeOf } from './scope.ts';
import { evaluateTemplate } from '../language/template.ts';
import { formatToken } from './token.ts';

/** Tokens must not be guessed: whoever holds one may resume the machine. */
const newToken = (frame: Frame): string => {
  const nonce = randomBytes(24).toString('base64url');
  return formatToken({ executionKey: frame.execution.key, frameId: frame.id, nonce });
};

const requireText = (state: TaskState, fields: JsonObject, field: string): string => {
  const value = fields[field];
  if (typeof value === 'string' && value !== '') return value;
  const cause = `The Arguments of state '${state.name}' have no string field '${field}'.`;
  throw new StateFault({ error: 'States.Runtime', cause });
};

/** AWS takes a function's bare name too. */
const functionArn = (frame: Frame, name: string): string => {
  if (name.startsWith('arn:')) return name;
  const [, partition = '', , region = '', account = ''] = frame.execution.record.arn.split(':');
  return `arn:${partition}:lambda:${region}:${account}:function:${name}`;
};

const target = (
  frame: Frame,
  state: TaskState,
  given: { readonly parameters: Json; readonly ambient: Ambient },
): Pick<TaskCall, 'function' | 'child'> => {
  const { resource } = state;
  const { parameters, ambient } = given;
  if (resource.kind === 'function') return { function: { arn: resource.arn, payload: parameters } };
  const fields = isRecord(parameters) ? parameters : {};
  if (resource.kind === 'invoke' || resource.kind === 'invoke.waitForTaskToken') {
    const name = requireText(state, fields, 'FunctionName');
    return { function: { arn: functionArn(frame, name), payload: fields['Payload'] ?? {} } };
  }
  return {
    child: {
      machineArn: requireText(state, fields, 'StateMachineArn'),
      name:
        typeof fields['Name'] === 'string' ? fields['Name'] : randomUuid(() => ambient.random()),
      input: fields['Input'] ?? {},
    },
  };
};

/** `resource` and `resourceType` of a service integration's events; nothing for a bare function. */
export const resourceDetails = (state: TaskState): JsonObject => {
  const { kind } = state.resource;
  if (kind === 'function') return {};
  return { resource: kind, resourceType: kind.startsWith('invoke') ? 'lambda' : 'states' };
};

/** The details of LambdaFunctionScheduled or TaskScheduled, without the time limits. */
const scheduledDetails = (frame: Frame, state: TaskState, parameters: Json): JsonObject => {
  const { resource } = state;
  if (resource.kind === 'function') return { resource: resource.arn, input: parameters };
  const region = frame.execution.record.arn.split(':')[3] ?? '';
  return { ...resourceDetails(state), region, parameters };
};

/** Evaluates what a Task calls, with what, and until when. */
export const decideCall = async (
  frame: Frame,
  state: TaskState,
  ambient: Ambient,
): Promise<Decision> => {
  const token = state.resource.kind === 'invoke.waitForTaskToken' ? newToken(frame) : undefined;
  const scope = scopeOf(frame, ambient, token === undefined ? {} : { token });
  const parameters =
    state.arguments === undefined ? frame.input : await evaluateTemplate(state.arguments, scope);
  refuseTooLarge(state.name, parameters);
  const seconds = { least: 1, most: secondsBounds.most };
  const timeout = await optionalInteger(state.timeoutSeconds, scope, seconds);
  const heartbeat = await optionalInteger(state.heartbeatSeconds, scope, seconds);
  const now = ambient.now();
  const call: TaskCall = {
    ...target(frame, state, { parameters, ambient }),
    ...(token === undefined ? {} : { token }),
    ...(timeout === undefined ? {} : { timeoutAtMs: now + timeout * 1000 }),
    ...(heartbeat === undefined
      ? {}
      : { heartbeatSeconds: heartbeat, heartbeatAtMs: now + heartbeat * 1000 }),
    submitted: false,
  };
  const limits = {
    ...(timeout === undefined ? {} : { timeoutInSeconds: timeout }),
    ...(heartbeat === undefined ? {} : { heartbeatInSeconds: heartbeat }),
  };
  return {
    kind: 'call',
    call,
    scheduled: { ...scheduledDetails(frame, state, parameters), ...limits },
  };
};
