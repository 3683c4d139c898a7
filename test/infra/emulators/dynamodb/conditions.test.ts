import { DeleteItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLocalDatabase } from './support/local-database.ts';
import type { LocalDatabase } from './support/local-database.ts';
import { aKey, aTable, createTable, failure, put, read } from './support/tables.ts';

let local: LocalDatabase;

const item = { ...aKey('c', '1'), n: { N: '10' } };

beforeAll(async () => {
  local = await openLocalDatabase();
  await createTable(local.client, aTable({ TableName: 'things' }));
  await put(local.client, 'things', item);
});

afterAll(() => local.dispose());

const conditionalPut = (expression: string): Promise<unknown> =>
  local.client.send(
    new PutItemCommand({
      TableName: 'things',
      Item: item,
      ConditionExpression: expression,
      ExpressionAttributeValues: { ':n2': { N: '2' } },
    }),
  );

describe('an expression is refused', () => {
  it('when it is longer than 4 KB', async () => {
    const expression = Array.from({ length: 400 }, () => 'n = :n2').join(' OR ');

    const error = await failure(conditionalPut(expression));

    expect(error.message).toBe(
      'Invalid ConditionExpression: Expression size has exceeded the maximum allowed size; expression size: 4396',
    );
  });

  it('when it is nested without end', async () => {
    const error = await failure(conditionalPut(`${'NOT '.repeat(1000)}n = :n2`));

    expect(error.message).toBe('Invalid ConditionExpression: The expression is nested too deeply;');
  });
});

describe('a write whose condition fails', () => {
  it('changes nothing and carries the item only where asked for', async () => {
    const withItem = await local.client
      .send(
        new PutItemCommand({
          TableName: 'things',
          Item: { ...aKey('c', '1'), n: { N: '11' } },
          ConditionExpression: 'attribute_not_exists(pk)',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      )
      .catch((error: unknown) => error);
    const withoutItem = await local.client
      .send(
        new DeleteItemCommand({
          TableName: 'things',
          Key: aKey('c', '1'),
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      )
      .catch((error: unknown) => error);

    expect(withItem).toMatchObject({
      name: 'ConditionalCheckFailedException',
      message: 'The conditional request failed',
      Item: { n: { N: '10' } },
    });
    expect(withoutItem).toMatchObject({ name: 'ConditionalCheckFailedException' });
    expect(withoutItem).not.toHaveProperty('Item.n');
    expect(await read(local.client, 'things', aKey('c', '1'))).toEqual(item);
  });

  it('is judged against nothing where no item is', async () => {
    const update = (ConditionExpression: string) =>
      local.client.send(
        new UpdateItemCommand({
          TableName: 'things',
          Key: aKey('none', '1'),
          ConditionExpression,
        }),
      );

    const error = await failure(update('attribute_exists(pk)'));
    await update('attribute_not_exists(pk)');

    expect(error.name).toBe('ConditionalCheckFailedException');
    expect(await read(local.client, 'things', aKey('none', '1'))).toEqual(aKey('none', '1'));
  });
});
