import { ApiError } from '../engine/api-error.ts';
import { invalid, optionalText, parsePayload, requiredText } from './request-fields.ts';
import type { Operation } from './operation.ts';
import { beat, currentCall, failCall, succeedCall } from '../engine/calls.ts';
import type { Engine } from '../engine/engine.ts';
import type { Frame, TaskCall } from '../execution/execution.ts';
import { isExpired } from '../engine/retention.ts';
import { withExecution } from '../engine/running.ts';
import { readExecution } from '../journal/store.ts';
import { parseToken } from '../decision/token.ts';

/**
 * Answers for the task that waits for this token, and resolves once that is in the journal.
 * Nothing comes between finding the task and answering for it, so that of several answers to
 * one token exactly one is taken.
 * @throws ApiError `InvalidToken`, `TaskDoesNotExist`, `TaskTimedOut`
 */
const answerTask = async (
  engine: Engine,
  token: string,
  answer: (frame: Frame, call: TaskCall) => void,
): Promise<Record<string, never>> => {
  const parts = parseToken(token);
  if (parts === undefined) throw new ApiError('InvalidToken', "Invalid Token: 'Invalid token'");
  const wasWaiting = await withExecution(engine, parts.executionKey, (execution) => {
    const frame = execution?.frames.get(parts.frameId);
    const call = frame === undefined ? undefined : currentCall(frame);
    const isWaiting = frame !== undefined && call?.token === token;
    if (isWaiting) answer(frame, call);
    return isWaiting;
  });
  await engine.journal.flush();
  if (wasWaiting) return {};
  const record = await readExecution(engine.journal, parts.executionKey);
  if (record === undefined || isExpired(record, engine.now())) {
    throw new ApiError('TaskDoesNotExist', "Task Does Not Exist: 'Provided task does not exist'");
  }
  throw new ApiError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");
};

export const sendTaskSuccess: Operation = async (engine, request) => {
  const token = requiredText(request, 'taskToken');
  const output = parsePayload(
    requiredText(request, 'output'),
    'output',
    (reason) => new ApiError('InvalidOutput', `Invalid Output: '${reason}'`),
  );
  return answerTask(engine, token, (frame) => succeedCall(engine, frame, output));
};

export const sendTaskFailure: Operation = async (engine, request) => {
  const token = requiredText(request, 'taskToken');
  const error = optionalText(request, 'error');
  const cause = optionalText(request, 'cause');
  if (error !== undefined && error.length > 256)
    throw invalid('error', 'Member must have length less than or equal to 256');
  if (cause !== undefined && cause.length > 32_768)
    throw invalid('cause', 'Member must have length less than or equal to 32768');
  const failure = {
    ...(error === undefined ? {} : { error }),
    ...(cause === undefined ? {} : { cause }),
  };
  return answerTask(engine, token, (frame) => failCall(engine, frame, failure));
};

export const sendTaskHeartbeat: Operation = async (engine, request) =>
  answerTask(engine, requiredText(request, 'taskToken'), (frame, call) =>
    beat(engine, frame, call),
  );
