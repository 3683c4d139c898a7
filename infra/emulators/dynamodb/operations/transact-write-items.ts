import { createHash } from 'node:crypto';
import {
  type CapacityReport,
  doubled,
  readCapacityReport,
  readUnits,
  reportUsages,
  writeUsage,
} from '../consumed-capacity.ts';
import { type Engine, type Operation, readItem } from '../engine.ts';
import {
  type CancellationReason,
  cancellationReason,
  DynamoDbError,
  transactionCanceled,
  validationError,
} from '../errors.ts';
import { constraintError, readFields } from '../request-fields.ts';
import type { ItemChange } from '../storage/change-feed.ts';
import { itemKey } from '../storage/table.ts';
import { itemBytes } from '../values/item-size.ts';
import { readConditionCheck, readTransactDelete } from './delete-item.ts';
import { readTransactPut } from './put-item.ts';
import { readTransactUpdate } from './update-item.ts';
import { checkCollectionMetrics, evaluate, type WriteAction } from './write-action.ts';

const maxTransactItems = 100;
const maxTransactBytes = 4 * 1024 * 1024;

const knownFields = [
  'TransactItems',
  'ClientRequestToken',
  'ReturnConsumedCapacity',
  'ReturnItemCollectionMetrics',
];

const readers = {
  Put: readTransactPut,
  Update: readTransactUpdate,
  Delete: readTransactDelete,
  ConditionCheck: readConditionCheck,
};
const actionNames = Object.keys(readers) as (keyof typeof readers)[];

export const transactWriteItems: Operation = async (engine, { body }) => {
  const fields = readFields(body, 'TransactWriteItems', knownFields);
  const report = readCapacityReport(fields);
  checkCollectionMetrics(fields);
  const rawItems = fields.requiredList('TransactItems');
  assertItemCount(rawItems);
  const token = readToken(fields.text('ClientRequestToken'));
  const attempts = rawItems.map((raw) => attempt(() => readAction(engine, raw)));
  const actions = soundOnes(attempts);
  assertDistinctItems(actions);
  const digest = createHash('sha256').update(JSON.stringify(rawItems)).digest('hex');
  return engine.queue.run(async () => {
    if (token === undefined) return commit(engine, { attempts, report, more: [] });
    const now = engine.clock.now();
    if (engine.tokens.isRepeat(token, digest, now)) return answerRepeat(engine, actions, report);
    const more = engine.tokens.operations(token, digest, now);
    const answer = await commit(engine, { attempts, report, more });
    engine.tokens.remember(token, digest, now);
    return answer;
  });
};

/** An action, or what is wrong with it alone. */
export type Attempt<Action> = Action | DynamoDbError;

/** Keeps what one action is at fault for, so that it becomes a reason to cancel all of them. */
export function attempt<Action>(read: () => Action): Attempt<Action> {
  try {
    return read();
  } catch (error) {
    if (error instanceof DynamoDbError && error.isOfAction) return error;
    throw error;
  }
}

/** What is left of a transaction's actions without those that are at fault. */
export function soundOnes<Action>(attempts: readonly Attempt<Action>[]): readonly Action[] {
  return attempts.flatMap((one) => (one instanceof DynamoDbError ? [] : [one]));
}

/** @throws ValidationException unless the transaction has 1 to 100 actions. */
export function assertItemCount(items: readonly unknown[]): void {
  if (items.length === 0) {
    const constraint = 'Member must have length greater than or equal to 1';
    throw constraintError('TransactItems', '[]', constraint);
  }
  if (items.length > maxTransactItems) {
    const constraint = `Member must have length less than or equal to ${maxTransactItems}`;
    throw constraintError('TransactItems', '[...]', constraint);
  }
}

async function commit(
  engine: Engine,
  work: {
    attempts: readonly Attempt<WriteAction>[];
    report: CapacityReport;
    more: Parameters<Engine['committer']['commit']>[1] & object;
  },
): Promise<object> {
  const changes = evaluateAll(engine, work.attempts);
  const bytes = changes.reduce((sum, { after }) => sum + itemBytes(after ?? {}), 0);
  if (bytes > maxTransactBytes) {
    throw validationError('Transaction request size exceeds the maximum of 4 MB');
  }
  await engine.committer.commit(changes, work.more);
  const usages = () => changes.map((change) => doubled(writeUsage(change)));
  return reportUsages(work.report, usages, 'WriteCapacityUnits');
}

/** A repeat writes nothing; DynamoDB charges it for the reads that it takes to say so. */
function answerRepeat(
  engine: Engine,
  actions: readonly WriteAction[],
  report: CapacityReport,
): object {
  const usages = () =>
    actions.map(({ table, key }) => {
      const units = readUnits(itemBytes(readItem(engine, table, key) ?? {}), true);
      return doubled({ tableName: table.name, table: units, indexes: {} });
    });
  return reportUsages(report, usages, 'ReadCapacityUnits');
}

/** All actions are judged by the items as they were; one that fails stops all of them. */
function evaluateAll(
  engine: Engine,
  attempts: readonly Attempt<WriteAction>[],
): readonly ItemChange[] {
  const changes: ItemChange[] = [];
  const reasons: CancellationReason[] = [];
  for (const action of attempts) {
    try {
      if (action instanceof DynamoDbError) throw action;
      changes.push(evaluate(engine, action));
      reasons.push({ Code: 'None' });
    } catch (error) {
      reasons.push(cancellationReason(error));
    }
  }
  if (changes.length < attempts.length) throw transactionCanceled(reasons);
  return changes;
}

function readAction(engine: Engine, raw: unknown): WriteAction {
  const fields = readFields(raw, 'TransactWriteItem', actionNames);
  const present = actionNames.filter((name) => fields.has(name));
  const [name] = present;
  if (name === undefined || present.length !== 1) {
    throw validationError('TransactItems can only contain one of Check, Put, Update or Delete');
  }
  return readers[name](engine, fields.raw(name));
}

function assertDistinctItems(actions: readonly WriteAction[]): void {
  const keys = new Set(actions.map(({ table, key }) => itemKey(table, key).toString('hex')));
  if (keys.size < actions.length) {
    throw validationError('Transaction request cannot include multiple operations on one item');
  }
}

function readToken(token: string | undefined): string | undefined {
  if (token === undefined || (token.length >= 1 && token.length <= 36)) return token;
  const constraint =
    token === ''
      ? 'Member must have length greater than or equal to 1'
      : 'Member must have length less than or equal to 36';
  throw constraintError('ClientRequestToken', token, constraint);
}
