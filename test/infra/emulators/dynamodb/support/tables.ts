import { CreateTableCommand, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type {
  AttributeValue,
  CreateTableCommandInput,
  DynamoDBClient,
} from '@aws-sdk/client-dynamodb';

export type Item = Record<string, AttributeValue>;

/** A table with text keys `pk` and `sk` and, where asked for, an index `by_owner`. */
export const aTable = (
  overrides: Partial<CreateTableCommandInput> & { TableName: string },
): CreateTableCommandInput => ({
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'sk', AttributeType: 'S' },
  ],
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  ...overrides,
});

/** The same with an index over `owner` and `rank` of the given projection. */
export const aTableWithIndex = (
  name: string,
  projection: { ProjectionType: 'ALL' | 'KEYS_ONLY' | 'INCLUDE'; NonKeyAttributes?: string[] },
): CreateTableCommandInput =>
  aTable({
    TableName: name,
    AttributeDefinitions: ['pk', 'sk', 'owner', 'rank'].map((AttributeName) => ({
      AttributeName,
      AttributeType: 'S',
    })),
    GlobalSecondaryIndexes: [
      {
        IndexName: 'by_owner',
        KeySchema: [
          { AttributeName: 'owner', KeyType: 'HASH' },
          { AttributeName: 'rank', KeyType: 'RANGE' },
        ],
        Projection: projection,
      },
    ],
  });

export const createTable = async (
  client: DynamoDBClient,
  input: CreateTableCommandInput,
): Promise<void> => {
  await client.send(new CreateTableCommand(input));
};

export const put = async (client: DynamoDBClient, table: string, item: Item): Promise<void> => {
  await client.send(new PutItemCommand({ TableName: table, Item: item }));
};

export const read = async (
  client: DynamoDBClient,
  table: string,
  key: Item,
): Promise<Item | undefined> => {
  const answer = await client.send(
    new GetItemCommand({ TableName: table, Key: key, ConsistentRead: true }),
  );
  return answer.Item;
};

export const aKey = (pk: string, sk: string): Item => ({ pk: { S: pk }, sk: { S: sk } });

/** The error that the promise rejects with, by name and message. */
export const failure = async (
  promise: Promise<unknown>,
): Promise<{ name: string; message: string }> => {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error) return { name: error.name, message: error.message };
    throw error;
  }
  throw new Error('Expected the request to fail.');
};
