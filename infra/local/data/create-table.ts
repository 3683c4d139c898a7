import type { AnswerService } from '../../emulators/aws-json/aws-endpoint.ts';

const keyNames = ['pk', 'sk', 'gsi1pk', 'gsi1sk'] as const;

/** What a stream record shows of an item, as the deployed table's stream does. */
export const streamView = 'NEW_IMAGE';

/** The table as the deployment makes it. */
const definition = (tableName: string) => ({
  TableName: tableName,
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: keyNames.map((name) => ({ AttributeName: name, AttributeType: 'S' })),
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'gsi1',
      KeySchema: [
        { AttributeName: 'gsi1pk', KeyType: 'HASH' },
        { AttributeName: 'gsi1sk', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'ALL' },
    },
  ],
  StreamSpecification: { StreamEnabled: true, StreamViewType: streamView },
  DeletionProtectionEnabled: true,
});

const request = async (answer: AnswerService, operation: string, input: object) => {
  const { status, body } = await answer(`DynamoDB_20120810.${operation}`, JSON.stringify(input));
  return { isDone: status === 200, body };
};

/** Makes the table with its index, stream and time to live, unless it stands already. */
export const ensureTable = async (answer: AnswerService, tableName: string): Promise<void> => {
  const described = await request(answer, 'DescribeTable', { TableName: tableName });
  if (described.isDone) return;
  const created = await request(answer, 'CreateTable', definition(tableName));
  if (!created.isDone) throw new Error(`The table can't be made: ${created.body}`);
  const expiring = await request(answer, 'UpdateTimeToLive', {
    TableName: tableName,
    TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
  });
  if (!expiring.isDone) throw new Error(`The table can't expire items: ${expiring.body}`);
};
