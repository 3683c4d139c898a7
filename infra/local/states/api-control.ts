import { randomUUID } from 'node:crypto';
import { ApiError } from './api-error.ts';
import { checkedName, optionalText, parseJsonText, requiredText } from './api-fields.ts';
import { machineByArn } from './api-machines.ts';
import type { Operation } from './api.ts';
import { summaryOf } from './end.ts';
import { takeStep } from './engine.ts';
import type { Execution, ExecutionRecord } from './execution.ts';
import { findExecution } from './find-execution.ts';
import { readForResume, resumeExecution } from './resume.ts';
import { isRunning, withExecution } from './running.ts';
import { startExecution } from './start.ts';
import { keys, REDRIVE_PERIOD_MS } from './store.ts';

export const startExecutionByRequest: Operation = async (engine, request) => {
  const machine = machineByArn(engine, requiredText(request, 'stateMachineArn'));
  const name = checkedName(optionalText(request, 'name') ?? randomUUID());
  const text = optionalText(request, 'input') ?? '{}';
  const input = parseJsonText(text, 'InvalidExecutionInput', 'input');
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

export const redriveExecution: Operation = async (engine, request) => {
  const { key, record } = await findExecution(engine, request);
  const refusal = redriveRefusal(record, engine.now());
  if (refusal !== undefined) throw new ApiError('ExecutionNotRedrivable', refusal);
  const execution = await readForResume(engine, key);
  // Another redrive may have come first while this one was reading.
  if (execution === undefined || isRunning(engine, key)) {
    throw new ApiError('ExecutionNotRedrivable', 'Execution is RUNNING and cannot be redriven');
  }
  const redriveMs = engine.now();
  execution.record = redrivenRecord(execution, redriveMs);
  engine.executions.set(key, execution);
  takeStep(engine, execution, (step) => {
    const { redriveCount } = execution.record;
    const redriven = step.tx.event('ExecutionRedriven', execution.lastEventId, { redriveCount });
    step.tx.put(keys.execution(key), execution.record);
    step.tx.put(keys.started(execution.record), summaryOf(execution.record));
    step.tx.put(keys.listed(execution.record), null);
    step.tx.put(keys.running(key), null);
    const left = [keys.listed(record), keys.ended(record), keys.loose(key), keys.kept(key)];
    for (const path of left) step.tx.delete(path);
    for (const frame of execution.frames.values()) {
      if (frame.phase.name === 'children') continue;
      frame.previousEventId = redriven;
      step.tx.saveFrame(frame);
    }
  });
  resumeExecution(engine, execution);
  await engine.journal.flush();
  return { redriveDate: redriveMs / 1000 };
};

/** Why an execution can't be redriven; undefined when it can. */
export function redriveRefusal(record: ExecutionRecord, nowMs: number): string | undefined {
  if (record.status === 'RUNNING' || record.status === 'SUCCEEDED') {
    return `Execution is ${record.status} and cannot be redriven`;
  }
  if (nowMs - (record.stopMs ?? 0) > REDRIVE_PERIOD_MS) {
    return 'Execution has exceeded the redrivable period';
  }
  return undefined;
}

function redrivenRecord(execution: Execution, redriveMs: number): ExecutionRecord {
  const { record, machine } = execution;
  const kept = { ...record };
  delete kept.stopMs;
  delete kept.error;
  delete kept.cause;
  return {
    ...kept,
    status: 'RUNNING',
    redriveCount: record.redriveCount + 1,
    redriveMs,
    ...(machine.timeoutSeconds === undefined
      ? {}
      : { deadlineMs: redriveMs + machine.timeoutSeconds * 1000 }),
  };
}
