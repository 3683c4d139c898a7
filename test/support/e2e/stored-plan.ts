import { DynamoDBClient, QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { awsConfig } from './aws-config.ts';
import type { TaskView } from './client.ts';

/** Overwrites a stored plan behind the product's back: every chunk of its text with another text. */
export const overwritePlan = async (
  url: string,
  task: TaskView,
  change: (text: string) => string,
): Promise<void> => {
  const client = new DynamoDBClient(awsConfig(url));
  const TableName = 'ai-orchestrator';
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :plan)',
      ExpressionAttributeValues: {
        ':pk': { S: `org#${task.org_id}#task#${task.task_id}` },
        ':plan': { S: 'plan#' },
      },
    }),
  );
  const chunks = Items.filter((item) => item['text']?.S !== undefined);
  if (chunks.length === 0) throw new Error('No plan is stored');
  for (const { pk, sk, text } of chunks) {
    if (!pk || !sk) throw new Error('An item without its key');
    await client.send(
      new UpdateItemCommand({
        TableName,
        Key: { pk, sk },
        UpdateExpression: 'SET #text = :text',
        ExpressionAttributeNames: { '#text': 'text' },
        ExpressionAttributeValues: { ':text': { S: change(text?.S ?? '') } },
      }),
    );
  }
  client.destroy();
};
