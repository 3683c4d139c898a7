import { ApiError } from '../engine/api-error.ts';
import { redriveRefusal } from './control-operations.ts';
import { checkIncludedData } from './check-configuration.ts';
import {
  optionalChoice,
  optionalFlag,
  pageSize,
  positionOf,
  requiredText,
  tokenOf,
} from './request-fields.ts';
import { machineByArn } from './machine-operations.ts';
import type { Operation } from './operation.ts';
import { summaryOf } from '../engine/end.ts';
import type { Engine } from '../engine/engine.ts';
import type { ExecutionRecord } from '../execution/execution.ts';
import { findExecution } from './find-execution.ts';
import { readEvents } from '../journal/history-store.ts';
import { wireEvent } from '../execution/history.ts';
import { prefixRange } from '../journal/journal.ts';
import { isRecord } from '../language/json.ts';
import { retentionMs } from '../engine/retention.ts';

const failureOf = (record: ExecutionRecord): Record<string, unknown> => ({
  ...(record.error === undefined ? {} : { error: record.error }),
  ...(record.cause === undefined ? {} : { cause: record.cause }),
});

export const describeExecution: Operation = async (engine, request) => {
  const { record } = await findExecution(engine, request);
  checkIncludedData(request);
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

/** In AWS's order; nothing here is ever pending a redrive, as only the children of a Map run are. */
const statuses = [
  'SUCCEEDED',
  'TIMED_OUT',
  'PENDING_REDRIVE',
  'ABORTED',
  'FAILED',
  'RUNNING',
] as const;

const mostCharactersOfListToken = 3096;

const invalidToken = (): ApiError => new ApiError('InvalidToken', 'Invalid Token');

/** What a list shows of an execution; nothing once AWS would have forgotten it. */
const readSummary = async (
  engine: Engine,
  key: string,
  text: string,
): Promise<Record<string, unknown> | undefined> => {
  // The list of one status holds no summaries of its own.
  const found = text === 'null' ? await engine.journal.get(key) : text;
  const summary = found === undefined ? undefined : (JSON.parse(found) as unknown);
  if (!isRecord(summary)) return undefined;
  const stoppedMs = Number(summary['stopDate'] ?? Infinity) * 1000;
  return stoppedMs < engine.now() - retentionMs ? undefined : summary;
};

export const listExecutions: Operation = async (engine, request) => {
  const machine = machineByArn(engine, requiredText(request, 'stateMachineArn'));
  const status = optionalChoice(request, 'statusFilter', statuses);
  const size = pageSize(request);
  const after = positionOf(request, mostCharactersOfListToken);
  await engine.journal.flush();
  const all = `started/${machine.name}/`;
  const prefix = status === undefined ? all : `listed/${machine.name}/${status}/`;
  if (after !== undefined && !after.startsWith(prefix)) throw invalidToken();
  const { gte, lt } = prefixRange(prefix);
  const executions: Record<string, unknown>[] = [];
  let last = '';
  for await (const [key, text] of engine.journal.read({
    ...(after === undefined ? { gte } : { gt: after }),
    lt,
  })) {
    const summary = await readSummary(engine, key.replace(prefix, all), text);
    if (summary === undefined || (status ?? summary['status']) !== summary['status']) continue;
    if (executions.length === size) return { executions, nextToken: tokenOf(last) };
    executions.push(summary);
    last = key;
  }
  return { executions };
};

/** The event that a page's token stands for. @throws ApiError for the token of another execution */
const eventOf = (position: string, key: string): number => {
  const id = position.startsWith(`${key}/`) ? Number(position.slice(key.length + 1)) : NaN;
  if (!Number.isInteger(id)) throw invalidToken();
  return id;
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
