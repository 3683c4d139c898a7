import { ApiError } from './api-error.ts';
import { invalid, optionalText, parseJsonText, requiredText } from './api-fields.ts';
import type { Operation } from './api.ts';
import { beat, currentCall, failCall, succeedCall } from './calls.ts';
import type { Engine } from './engine.ts';
import type { Frame, TaskCall } from './execution.ts';
import { readExecution } from './store.ts';
import { parseToken } from './token.ts';

export const sendTaskSuccess: Operation = async (engine, request) => {
  const token = requiredText(request, 'taskToken');
  const output = parseJsonText(requiredText(request, 'output'), 'InvalidOutput', 'output');
  const { frame } = await findTask(engine, token);
  succeedCall(engine, frame, output);
  await engine.journal.flush();
  return {};
};

export const sendTaskFailure: Operation = async (engine, request) => {
  const token = requiredText(request, 'taskToken');
  const error = optionalText(request, 'error');
  const cause = optionalText(request, 'cause');
  if (error !== undefined && error.length > 256)
    throw invalid('error', 'Member must have length less than or equal to 256');
  if (cause !== undefined && cause.length > 32_768)
    throw invalid('cause', 'Member must have length less than or equal to 32768');
  const { frame } = await findTask(engine, token);
  failCall(engine, frame, {
    ...(error === undefined ? {} : { error }),
    ...(cause === undefined ? {} : { cause }),
  });
  await engine.journal.flush();
  return {};
};

export const sendTaskHeartbeat: Operation = async (engine, request) => {
  const { frame, call } = await findTask(engine, requiredText(request, 'taskToken'));
  beat(engine, frame, call);
  await engine.journal.flush();
  return {};
};

/**
 * The task that waits for this token. Resolves without a pause when there is one, so that
 * of two answers to one token exactly one is taken.
 * @throws ApiError `InvalidToken`, `TaskDoesNotExist`, `TaskTimedOut`
 */
async function findTask(
  engine: Engine,
  token: string,
): Promise<{ readonly frame: Frame; readonly call: TaskCall }> {
  const parts = parseToken(token);
  if (parts === undefined) throw new ApiError('InvalidToken', `Invalid Token: 'Invalid token'`);
  const frame = engine.executions.get(parts.executionKey)?.frames.get(parts.frameId);
  const call = frame === undefined ? undefined : currentCall(frame);
  if (frame !== undefined && call?.token === token) return { frame, call };
  await engine.journal.flush();
  if ((await readExecution(engine.journal, parts.executionKey)) === undefined) {
    throw new ApiError('TaskDoesNotExist', `Task Does Not Exist: 'Provided task does not exist'`);
  }
  throw new ApiError('TaskTimedOut', `Task Timed Out: 'Provided task does not exist anymore'`);
}
