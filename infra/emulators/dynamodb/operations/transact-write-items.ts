import { createHash } from 'node:crypto';
import type { Engine, Operation } from '../engine.ts';
import {
  cancellationReason,
  DynamoDbError,
  transactionCanceled,
  validationError,
} from '../errors.ts';
import type { CancellationReason } from '../errors.ts';
import { constraintError, readFields } from '../request-fields.ts';
import type { ItemChange } from '../storage/change-feed.ts';
import type { StoreOperation } from '../storage/store.ts';
import { itemKey } from '../storage/table.ts';
import { itemBytes } from '../values/item-size.ts';
import { readConditionCheck, readTransactDelete } from './delete-item.ts';
import { readTransactPut } from './put-item.ts';
import { readTransactUpdate } from './update-item.ts';
import { evaluate } from './write-action.ts';
import type { WriteAction } from './write-action.ts';

const maxTransactItems = 100;

const maxTransactBytes = 4 * 1024 * 1024;

const knownFields = ['TransactItems', 'ClientRequestToken'];

const readers = {
  Put: readTransactPut,
  Update: readTransactUpdate,
  Delete: readTransactDelete,
  ConditionCheck: readConditionCheck,
};

const actionNames = Object.keys(readers) as (keyof typeof readers)[];

/** @throws ValidationException unless the transaction has 1 to 100 actions. */
const assertItemCount = (items: readonly unknown[]): void => {
  if (items.length === 0) {
    const constraint = 'Member must have length greater than or equal to 1';
    throw constraintError('TransactItems', '[]', constraint);
  }
  if (items.length > maxTransactItems) {
    const constraint = `Member must have length less than or equal to ${maxTransactItems}`;
    throw constraintError('TransactItems', '[...]', constraint);
  }
};

const readToken = (token: string | undefined): string | undefined => {
  if (token === undefined || (token.length >= 1 && token.length <= 36)) return token;
  const constraint =
    token === ''
      ? 'Member must have length greater than or equal to 1'
      : 'Member must have length less than or equal to 36';
  throw constraintError('ClientRequestToken', token, constraint);
};

/** An action, or what is wrong with it alone. */
type Attempt<Action> = Action | DynamoDbError;

/** Keeps what one action is at fault for, so that it becomes a reason to cancel all of them. */
const attempt = <Action>(read: () => Action): Attempt<Action> => {
  try {
    return read();
  } catch (error) {
    if (error instanceof DynamoDbError && error.isOfAction) return error;
    throw error;
  }
};

const readAction = (engine: Engine, raw: unknown): WriteAction => {
  const fields = readFields(raw, 'TransactWriteItem', actionNames);
  const present = actionNames.filter((name) => fields.has(name));
  const [name] = present;
  if (name === undefined || present.length !== 1) {
    throw validationError('TransactItems can only contain one of Check, Put, Update or Delete');
  }
  return readers[name](engine, fields.raw(name));
};

const assertDistinctItems = (actions: readonly WriteAction[]): void => {
  const keys = new Set(actions.map(({ table, key }) => itemKey(table, key).toString('hex')));
  if (keys.size < actions.length) {
    throw validationError('Transaction request cannot include multiple operations on one item');
  }
};

/** What is left of a transaction's actions without those that are at fault. */
const soundOnes = <Action>(attempts: readonly Attempt<Action>[]): readonly Action[] =>
  attempts.flatMap((one) => (one instanceof DynamoDbError ? [] : [one]));

/** All actions are judged by the items as they were; one that fails stops all of them. */
const evaluateAll = (
  engine: Engine,
  attempts: readonly Attempt<WriteAction>[],
): readonly ItemChange[] => {
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
};

const commit = async (
  engine: Engine,
  attempts: readonly Attempt<WriteAction>[],
  more: readonly StoreOperation[],
): Promise<void> => {
  const changes = evaluateAll(engine, attempts);
  const bytes = changes.reduce((sum, { after }) => sum + itemBytes(after ?? {}), 0);
  if (bytes > maxTransactBytes) {
    throw validationError('Transaction request size exceeds the maximum of 4 MB');
  }
  await engine.committer.commit(changes, more);
};

export const transactWriteItems: Operation = async (engine, body) => {
  const fields = readFields(body, 'TransactWriteItems', knownFields);
  const rawItems = fields.requiredList('TransactItems');
  assertItemCount(rawItems);
  const token = readToken(fields.text('ClientRequestToken'));
  const attempts = rawItems.map((raw) => attempt(() => readAction(engine, raw)));
  assertDistinctItems(soundOnes(attempts));
  const digest = createHash('sha256').update(JSON.stringify(rawItems)).digest('hex');
  return engine.queue.run(async () => {
    if (token === undefined) {
      await commit(engine, attempts, []);
      return {};
    }
    const now = engine.clock.now();
    if (engine.tokens.isRepeat(token, digest, now)) return {};
    await commit(engine, attempts, engine.tokens.operations(token, digest, now));
    engine.tokens.remember(token, digest, now);
    return {};
  });
};
