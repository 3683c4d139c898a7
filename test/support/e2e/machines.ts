import { DescribeExecutionCommand, SFNClient } from '@aws-sdk/client-sfn';
import { until } from './until.ts';

/** How the state machine of a task ended, by AWS's own client. */
export const endOfMachine = async (url: string, taskId: string): Promise<string> => {
  const client = new SFNClient({
    endpoint: `${url}/_local/aws`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const executionArn = `arn:aws:states:us-east-1:000000000000:execution:task-lifecycle:${taskId}`;
  try {
    return await until(`the end of the machine of ${taskId}`, async () => {
      const { status } = await client.send(new DescribeExecutionCommand({ executionArn }));
      return status === 'RUNNING' ? undefined : status;
    });
  } finally {
    client.destroy();
  }
};
