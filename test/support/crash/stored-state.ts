import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { ListExecutionsCommand, ListStateMachinesCommand, SFNClient } from '@aws-sdk/client-sfn';
import { unmarshall } from '@aws-sdk/util-dynamodb';

export type StoredItem = Readonly<Record<string, unknown>> & {
  readonly pk: string;
  readonly sk: string;
};

/** What is stored, as AWS's own clients see it. */
export interface StoredState {
  readonly items: readonly StoredItem[];
  /** Each execution of each state machine, such as `task-lifecycle/task-…`, with its status. */
  readonly machines: ReadonlyMap<string, string>;
}

const clientConfig = (origin: string) => ({
  endpoint: `${origin}/_local/aws`,
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});

const readItems = async (client: DynamoDBClient): Promise<readonly StoredItem[]> => {
  const items: StoredItem[] = [];
  let start: Record<string, AttributeValue> | undefined;
  do {
    const page = await client.send(
      new ScanCommand({ TableName: 'ai-orchestrator', ExclusiveStartKey: start }),
    );
    items.push(...(page.Items ?? []).map((item) => unmarshall(item) as StoredItem));
    start = page.LastEvaluatedKey;
  } while (start);
  return items;
};

const readMachines = async (client: SFNClient): Promise<ReadonlyMap<string, string>> => {
  const { stateMachines = [] } = await client.send(new ListStateMachinesCommand({}));
  const found = new Map<string, string>();
  for (const { stateMachineArn, name } of stateMachines) {
    let nextToken: string | undefined;
    do {
      const page = await client.send(
        new ListExecutionsCommand({ stateMachineArn, maxResults: 1_000, nextToken }),
      );
      for (const execution of page.executions ?? []) {
        found.set(`${name ?? ''}/${execution.name ?? ''}`, execution.status ?? '');
      }
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
  }
  return found;
};

export const readStoredState = async (origin: string): Promise<StoredState> => {
  const dynamodb = new DynamoDBClient(clientConfig(origin));
  const sfn = new SFNClient(clientConfig(origin));
  try {
    return { items: await readItems(dynamodb), machines: await readMachines(sfn) };
  } finally {
    dynamodb.destroy();
    sfn.destroy();
  }
};
