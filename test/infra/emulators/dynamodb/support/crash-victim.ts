import { ClassicLevel } from 'classic-level';
import { createLocalDynamoDb } from '../../../../../infra/emulators/dynamodb/local-dynamodb.ts';

/**
 * Writes transactions of two items each to the directory in its argument, one after another, and
 * prints the number of each once it is acknowledged. It only ends by being killed.
 */
const level = new ClassicLevel(process.argv[2] ?? '');
const database = await createLocalDynamoDb({ level, clock: { now: () => Date.now() } });

const send = async (operation: string, input: unknown): Promise<void> => {
  const text = JSON.stringify(input);
  const { status, body } = await database.answer(`DynamoDB_20120810.${operation}`, text);
  if (status !== 200) throw new Error(body);
};

await send('CreateTable', {
  TableName: 'things',
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: ['pk', 'owner'].map((AttributeName) => ({
    AttributeName,
    AttributeType: 'S',
  })),
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'by_owner',
      KeySchema: [{ AttributeName: 'owner', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'ALL' },
    },
  ],
  StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
});

for (let n = 0; ; n += 1) {
  await send('TransactWriteItems', {
    ClientRequestToken: `token-${n}`,
    TransactItems: ['left', 'right'].map((side) => ({
      Put: {
        TableName: 'things',
        Item: { pk: { S: `${n}-${side}` }, owner: { S: side }, v: { S: 'x'.repeat(500) } },
      },
    })),
  });
  process.stdout.write(`${n}\n`);
}
