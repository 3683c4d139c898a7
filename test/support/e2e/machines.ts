import {
  DescribeExecutionCommand,
  ListExecutionsCommand,
  SFNClient,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { awsConfig } from './aws-config.ts';
import { until } from './until.ts';

const arnOf = (kind: 'execution' | 'stateMachine', rest: string): string =>
  `arn:aws:states:us-east-1:000000000000:${kind}:${rest}`;

/** How the state machine of a task ended, by AWS's own client. */
export const endOfMachine = async (url: string, taskId: string): Promise<string> => {
  const client = new SFNClient(awsConfig(url));
  const executionArn = arnOf('execution', `task-lifecycle:${taskId}`);
  try {
    return await until(`the end of the machine of ${taskId}`, async () => {
      const { status } = await client.send(new DescribeExecutionCommand({ executionArn }));
      return status === 'RUNNING' ? undefined : status;
    });
  } finally {
    client.destroy();
  }
};

/**
 * Stops a running machine from outside, which no Catch in it sees.
 * @throws Error when none runs whose name has the id in it.
 */
export const stopMachine = async (
  url: string,
  machine: 'phased-rollout' | 'task-lifecycle',
  id: string,
): Promise<void> => {
  const client = new SFNClient(awsConfig(url));
  const stateMachineArn = arnOf('stateMachine', machine);
  try {
    const { executions = [] } = await client.send(
      new ListExecutionsCommand({ stateMachineArn, statusFilter: 'RUNNING' }),
    );
    const running = executions.find(({ name }) => name?.includes(id));
    if (!running) throw new Error(`No ${machine} runs ${id}`);
    await client.send(new StopExecutionCommand({ executionArn: running.executionArn }));
  } finally {
    client.destroy();
  }
};
