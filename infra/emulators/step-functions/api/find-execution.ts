import { checkArn } from './check-arn.ts';
import { executionDoesNotExist } from '../engine/api-error.ts';
import { requiredText } from './request-fields.ts';
import type { Engine } from '../engine/engine.ts';
import type { ExecutionRecord } from '../execution/execution.ts';
import { isExpired } from '../engine/retention.ts';
import { executionKey, readExecution } from '../journal/store.ts';

/** The execution of a request's `executionArn`. @throws ApiError `InvalidArn`, `ExecutionDoesNotExist` */
export const findExecution = async (
  engine: Engine,
  request: Readonly<Record<string, unknown>>,
): Promise<{ readonly key: string; readonly record: ExecutionRecord }> => {
  const arn = requiredText(request, 'executionArn');
  const [machineName = '', name = ''] = checkArn(arn, 'execution');
  const key = executionKey(machineName, name);
  const running = engine.executions.get(key);
  if (running?.record.arn === arn) return { key, record: running.record };
  await engine.journal.flush();
  const record = await readExecution(engine.journal, key);
  if (record?.arn !== arn || isExpired(record, engine.now())) throw executionDoesNotExist(arn);
  return { key, record };
};
