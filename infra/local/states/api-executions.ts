import { ApiError } from './api-error.ts';
import { redriveRefusal } from './api-control.ts';
import {
  optionalFlag,
  optionalText,
  pageSize,
  positionOf,
  requiredText,
  tokenOf,
} from './api-fields.ts';
import { machineByArn } from './api-machines.ts';
import type { Operation } from './api.ts';
import { summaryOf } from './end.ts';
import type { ExecutionRecord } from './execution.ts';
import { findExecution } from './find-execution.ts';
import { readEvents } from './history-store.ts';
import { wireEvent } from './history.ts';
import { prefixRange } from './journal.ts';
import { isRecord } from './json.ts';
import { RETENTION_MS } from './retention.ts';

export const describeExecution: Operation = async (engine, request) => {
  const { record } = await findExecution(engine, request);
  const refusal = redriveRefusal(record, engine.now());
  return {
    ...summaryOf(record),
    input: JSON.stringify(record.input),
    inputDetails: { included: true },
    ...(record.output === undefined
      ? {}
      : { output: JSON.stringify(record.output), outputDetails: { included: true } }),
    ...failureOf(record),
    redriveStatus: refusal === undefined ? 'REDRIVABLE' : 'NOT_REDRIVABLE',
    ...(refusal === undefined ? {} : { redriveStatusReason: refusal }),
  };
};

function failureOf(record: ExecutionRecord): Record<string, unknown> {
  return {
    ...(record.error === undefined ? {} : { error: record.error }),
    ...(record.cause === undefined ? {} : { cause: record.cause }),
  };
}

export const listExecutions: Operation = async (engine, request) => {
  const machine = machineByArn(engine, requiredText(request, 'stateMachineArn'));
  const status = optionalText(request, 'statusFilter');
  const size = pageSize(request);
  const after = positionOf(request);
  await engine.journal.flush();
  const { gte, lt } = prefixRange(`started/${machine.name}/`);
  const executions: Record<string, unknown>[] = [];
  let last = '';
  for await (const [key, text] of engine.journal.read({
    ...(after === undefined ? { gte } : { gt: after }),
    lt,
  })) {
    const summary = JSON.parse(text) as unknown;
    if (!isRecord(summary) || (status !== undefined && summary['status'] !== status)) continue;
    if (Number(summary['stopDate'] ?? Infinity) * 1000 < engine.now() - RETENTION_MS) continue;
    if (executions.length === size) return { executions, nextToken: tokenOf(last) };
    executions.push(summary);
    last = key;
  }
  return { executions };
};

export const getExecutionHistory: Operation = async (engine, request) => {
  const { key } = await findExecution(engine, request);
  const reverse = optionalFlag(request, 'reverseOrder') ?? false;
  const includeData = optionalFlag(request, 'includeExecutionData') ?? true;
  const size = pageSize(request);
  const after = positionOf(request);
  const beyond = after === undefined ? undefined : eventOf(after, key);
  await engine.journal.flush();
  // Not while it is being packed: a page is found and read in two steps.
  return engine.serial.run(key, async () => {
    const events: Record<string, unknown>[] = [];
    let last = 0;
    const range = { key, reverse, ...(beyond === undefined ? {} : { beyond }) };
    for await (const event of readEvents(engine.journal, range)) {
      if (events.length === size) return { events, nextToken: tokenOf(`${key}/${last}`) };
      events.push(wireEvent(event, includeData));
      last = event.id;
    }
    return { events };
  });
};

/** The event that a page's token stands for. @throws ApiError for the token of another execution */
function eventOf(position: string, key: string): number {
  const id = position.startsWith(`${key}/`) ? Number(position.slice(key.length + 1)) : NaN;
  if (!Number.isInteger(id)) throw new ApiError('InvalidToken', 'Invalid Token');
  return id;
}
