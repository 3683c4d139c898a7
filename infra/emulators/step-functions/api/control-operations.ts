import { randomUUID } from 'node:crypto';
import { ApiError } from '../engine/api-error.ts';
import {
  checkedName,
  invalid,
  optionalLimitedText,
  optionalText,
  parsePayload,
  requiredText,
} from './request-fields.ts';
import type { Request } from './request-fields.ts';
import { machineByArn } from './machine-operations.ts';
import type { Operation } from './operation.ts';
import { summaryOf } from '../engine/end.ts';
import { takeStep } from '../engine/take-step.ts';
import type { Step } from '../engine/engine.ts';
import type { Execution, ExecutionRecord } from '../execution/execution.ts';
import { findExecution } from './find-execution.ts';
import { readForResume, resumeExecution } from '../engine/resume.ts';
import { isRunning, withExecution } from '../engine/running.ts';
import { startExecution } from '../engine/start.ts';
import { keys, redrivePeriodMs } from '../journal/store.ts';

export const startExecutionByRequest: Operation = async (engine, request) => {
  const machine = machineByArn(engine, requiredText(request, 'stateMachineArn'));
  const name = checkedName(optionalText(request, 'name') ?? randomUUID());
  const text = optionalText(request, 'input') ?? '{}';
  const input = parsePayload(text, 'input', (reason) => {
    const found = text === '' ? 'Invalid execution input.' : reason;
    const message = `Invalid State Machine Execution Input: '${found}'`;
    return new ApiError('InvalidExecutionInput', message);
  });
  const record = await startExecution(engine, { machine, name, input });
  return { executionArn: record.arn, startDate: record.startMs / 1000 };
};

export const stopExecution: Operation = async (engine, request) => {
  const { key, record } = await findExecution(engine, request);
  const error = optionalText(request, 'error');
  const cause = optionalText(request, 'cause');
  const stopped = await withExecution(engine, key, (execution) => {
    if (execution === undefined) return undefined;
    engine.abort(execution, {
      ...(error === undefined ? {} : { error }),
      ...(cause === undefined ? {} : { cause }),
    });
    return execution.record;
  });
  await engine.journal.flush();
  // An execution that has ended stays as it is; AWS answers when that was.
  return { stopDate: ((stopped ?? record).stopMs ?? engine.now()) / 1000 };
};

const readClientToken = (request: Request): string | undefined => {
  const token = optionalLimitedText(request, 'clientToken', { least: 1, most: 64 });
  if (token === undefined || /^[!-~]+$/.test(token)) return token;
  throw invalid('clientToken', 'Member must satisfy regular expression pattern: [!-~]+', token);
};

const clientTokenMs = 15 * 60_000;

/** The answer to the redrive that this token has already brought about, if any. */
const redriveOf = (
  record: ExecutionRecord,
  token: string | undefined,
  nowMs: number,
): { readonly redriveDate: number } | undefined => {
  const known = record.redriveTokens?.find((one) => one.token === token);
  if (known === undefined || nowMs - known.atMs > clientTokenMs) return undefined;
  return { redriveDate: known.atMs / 1000 };
};

/** Why an execution can't be redriven; undefined when it can. */
export const redriveRefusal = (record: ExecutionRecord, nowMs: number): string | undefined => {
  if (record.status === 'RUNNING' || record.status === 'SUCCEEDED') {
    return `Execution is ${record.status} and cannot be redriven`;
  }
  if (nowMs - (record.stopMs ?? 0) > redrivePeriodMs) {
    return 'Execution has exceeded the redrivable period';
  }
  return undefined;
};

/** AWS remembers the last ten client tokens of an execution, each for fifteen minutes. */
const mostClientTokens = 10;

const redrivenRecord = (
  { record, machine }: Execution,
  redriveMs: number,
  token: string | undefined,
): ExecutionRecord => {
  const kept = { ...record };
  delete kept.stopMs;
  delete kept.error;
  delete kept.cause;
  const tokens = [
    ...(record.redriveTokens ?? []).filter((one) => one.token !== token),
    ...(token === undefined ? [] : [{ token, atMs: redriveMs }]),
  ].slice(-mostClientTokens);
  return {
    ...kept,
    status: 'RUNNING',
    redriveCount: record.redriveCount + 1,
    redriveMs,
    ...(tokens.length === 0 ? {} : { redriveTokens: tokens }),
    ...(machine.timeoutSeconds === undefined
      ? {}
      : { deadlineMs: redriveMs + machine.timeoutSeconds * 1000 }),
  };
};

const writeRedrive = (step: Step, execution: Execution, ended: ExecutionRecord): void => {
  const { key, record } = execution;
  const { redriveCount } = record;
  const redriven = step.tx.event('ExecutionRedriven', execution.lastEventId, { redriveCount });
  step.tx.put(keys.execution(key), record);
  step.tx.put(keys.started(record), summaryOf(record));
  step.tx.put(keys.listed(record), null);
  step.tx.put(keys.running(key), null);
  const left = [keys.listed(ended), keys.ended(ended), keys.loose(key), keys.kept(key)];
  for (const path of left) step.tx.delete(path);
  for (const frame of execution.frames.values()) {
    if (frame.phase.name === 'children') continue;
    frame.previousEventId = redriven;
    step.tx.saveFrame(frame);
  }
};

export const redriveExecution: Operation = async (engine, request) => {
  const { key, record } = await findExecution(engine, request);
  const token = readClientToken(request);
  const earlier = redriveOf(record, token, engine.now());
  if (earlier !== undefined) return earlier;
  const refusal = redriveRefusal(record, engine.now());
  if (refusal !== undefined) throw new ApiError('ExecutionNotRedrivable', refusal);
  const execution = await readForResume(engine, key);
  // Another redrive may have come first while this one was reading.
  if (execution === undefined || isRunning(engine, key)) {
    const { record: now } = await findExecution(engine, request);
    const same = redriveOf(now, token, engine.now());
    if (same !== undefined) return same;
    throw new ApiError('ExecutionNotRedrivable', 'Execution is RUNNING and cannot be redriven');
  }
  const redriveMs = engine.now();
  execution.record = redrivenRecord(execution, redriveMs, token);
  engine.executions.set(key, execution);
  takeStep(engine, execution, (step) => writeRedrive(step, execution, record));
  resumeExecution(engine, execution);
  await engine.journal.flush();
  return { redriveDate: redriveMs / 1000 };
};
