import { configurationFields } from './check-configuration.ts';
import { ApiError, unsupportedHere } from '../engine/api-error.ts';
import { describeExecution, getExecutionHistory, listExecutions } from './execution-operations.ts';
import {
  createStateMachine,
  deleteStateMachine,
  describeStateMachine,
  describeStateMachineForExecution,
  listStateMachines,
  updateStateMachine,
} from './machine-operations.ts';
import { redriveExecution, startExecutionByRequest, stopExecution } from './control-operations.ts';
import { refuseUnknown } from './request-fields.ts';
import type { Operation } from './operation.ts';
import type { Request } from './request-fields.ts';
import { sendTaskFailure, sendTaskHeartbeat, sendTaskSuccess } from './task-operations.ts';
import type { Engine } from '../engine/engine.ts';
import { DefinitionRefused } from '../language/failure.ts';
import { isRecord } from '../language/json.ts';

/** An answer of the API: an HTTP status and the body, an object for JSON. */
export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

const pageFields = ['maxResults', 'nextToken'];

/** What an operation does, and the fields that do something in it; every other one is refused by name. */
const operations: Readonly<
  Record<string, { readonly run: Operation; readonly fields: readonly string[] }>
> = {
  CreateStateMachine: {
    run: createStateMachine,
    fields: [
      ...['name', 'definition', 'roleArn', 'type', 'tags', 'publish', 'versionDescription'],
      ...configurationFields,
    ],
  },
  DeleteStateMachine: { run: deleteStateMachine, fields: ['stateMachineArn'] },
  UpdateStateMachine: {
    run: updateStateMachine,
    fields: [
      ...['stateMachineArn', 'definition', 'roleArn', 'publish', 'versionDescription'],
      ...configurationFields,
    ],
  },
  DescribeStateMachine: { run: describeStateMachine, fields: ['stateMachineArn', 'includedData'] },
  DescribeStateMachineForExecution: {
    run: describeStateMachineForExecution,
    fields: ['executionArn', 'includedData'],
  },
  ListStateMachines: { run: listStateMachines, fields: pageFields },
  StartExecution: {
    run: startExecutionByRequest,
    fields: ['stateMachineArn', 'name', 'input'],
  },
  StopExecution: { run: stopExecution, fields: ['executionArn', 'error', 'cause'] },
  RedriveExecution: { run: redriveExecution, fields: ['executionArn', 'clientToken'] },
  DescribeExecution: { run: describeExecution, fields: ['executionArn', 'includedData'] },
  ListExecutions: {
    run: listExecutions,
    fields: ['stateMachineArn', 'statusFilter', ...pageFields],
  },
  GetExecutionHistory: {
    run: getExecutionHistory,
    fields: ['executionArn', 'reverseOrder', 'includeExecutionData', ...pageFields],
  },
  SendTaskSuccess: { run: sendTaskSuccess, fields: ['taskToken', 'output'] },
  SendTaskFailure: { run: sendTaskFailure, fields: ['taskToken', 'error', 'cause'] },
  SendTaskHeartbeat: { run: sendTaskHeartbeat, fields: ['taskToken'] },
};

const stoppedError = (fault: unknown): Error => {
  const reason = fault instanceof Error ? `: ${fault.message}` : '';
  return new Error(`the state machines are stopped${reason}`, { cause: fault });
};

const parseBody = (body: unknown): Request => {
  let value = body;
  if (typeof body === 'string') {
    try {
      value = JSON.parse(body === '' ? '{}' : body) as unknown;
    } catch {
      throw new ApiError('SerializationException', 'The body is not JSON');
    }
  }
  if (!isRecord(value)) throw new ApiError('SerializationException', 'The body is not an object');
  return value;
};

const errorAnswer = (error: unknown): Answer => {
  if (error instanceof ApiError) {
    return { status: 400, body: { __type: error.code, message: error.message } };
  }
  if (error instanceof DefinitionRefused) {
    return { status: 400, body: { __type: 'InvalidDefinition', message: error.message } };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { status: 500, body: { __type: 'InternalFailure', message } };
};

/**
 * Answers one request of the AWS JSON 1.0 protocol. What it answers with success is in the journal.
 *
 * @param target the header `x-amz-target`, `AWSStepFunctions.<Operation>`
 * @param body the JSON text, or what it parses to
 */
export const answerRequest = async (
  engine: Engine,
  target: string,
  body: unknown,
): Promise<Answer> => {
  try {
    const name = /^AWSStepFunctions\.(\w+)$/.exec(target)?.[1] ?? '';
    const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
    if (operation === undefined) {
      throw new ApiError(
        'UnknownOperationException',
        `The operation '${target}' ${unsupportedHere}`,
      );
    }
    if (engine.stopped) throw stoppedError(engine.fault);
    const request = parseBody(body);
    refuseUnknown(request, operation.fields, name);
    return { status: 200, body: await operation.run(engine, request) };
  } catch (error) {
    return errorAnswer(error);
  }
};
