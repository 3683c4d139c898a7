import { ApiError } from './api-error.ts';
import { describeExecution, getExecutionHistory, listExecutions } from './api-executions.ts';
import {
  createStateMachine,
  deleteStateMachine,
  describeStateMachine,
  describeStateMachineForExecution,
  listStateMachines,
  updateStateMachine,
} from './api-machines.ts';
import { redriveExecution, startExecutionByRequest, stopExecution } from './api-control.ts';
import { sendTaskFailure, sendTaskHeartbeat, sendTaskSuccess } from './api-tasks.ts';
import type { Engine } from './engine.ts';
import { DefinitionRefused } from './failure.ts';
import { isRecord } from './json.ts';

/** An answer of the API: an HTTP status and the body, an object for JSON. */
export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

export type Operation = (
  engine: Engine,
  request: Readonly<Record<string, unknown>>,
) => Promise<Readonly<Record<string, unknown>>>;

const OPERATIONS: Readonly<Record<string, Operation>> = {
  CreateStateMachine: createStateMachine,
  DeleteStateMachine: deleteStateMachine,
  UpdateStateMachine: updateStateMachine,
  DescribeStateMachine: describeStateMachine,
  DescribeStateMachineForExecution: describeStateMachineForExecution,
  ListStateMachines: listStateMachines,
  StartExecution: startExecutionByRequest,
  StopExecution: stopExecution,
  RedriveExecution: redriveExecution,
  DescribeExecution: describeExecution,
  ListExecutions: listExecutions,
  GetExecutionHistory: getExecutionHistory,
  SendTaskSuccess: sendTaskSuccess,
  SendTaskFailure: sendTaskFailure,
  SendTaskHeartbeat: sendTaskHeartbeat,
};

/**
 * Answers one request of the AWS JSON 1.0 protocol. What it answers with success is in the journal.
 *
 * @param target the header `x-amz-target`, `AWSStepFunctions.<Operation>`
 * @param body the JSON text, or what it parses to
 */
export async function answerRequest(
  engine: Engine,
  target: string,
  body: unknown,
): Promise<Answer> {
  try {
    const name = /^AWSStepFunctions\.(\w+)$/.exec(target)?.[1] ?? '';
    const operation = Object.hasOwn(OPERATIONS, name) ? OPERATIONS[name] : undefined;
    if (operation === undefined) {
      throw new ApiError('UnknownOperationException', `The operation '${target}' is not supported`);
    }
    if (engine.stopped) throw stoppedError(engine.fault);
    return { status: 200, body: await operation(engine, parseBody(body)) };
  } catch (error) {
    return errorAnswer(error);
  }
}

function parseBody(body: unknown): Record<string, unknown> {
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
}

function stoppedError(fault: unknown): Error {
  const reason = fault instanceof Error ? `: ${fault.message}` : '';
  return new Error(`the state machines are stopped${reason}`, { cause: fault });
}

function errorAnswer(error: unknown): Answer {
  if (error instanceof ApiError) {
    return { status: 400, body: { __type: error.code, message: error.message } };
  }
  if (error instanceof DefinitionRefused) {
    return { status: 400, body: { __type: 'InvalidDefinition', message: error.message } };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { status: 500, body: { __type: 'InternalFailure', message } };
}
