import {
  ExecutionAlreadyExists,
  InvalidToken,
  SendTaskSuccessCommand,
  StartExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import type { SFNClient } from '@aws-sdk/client-sfn';
import type { Workflow } from '../../application/shared/ports.ts';
import { TransientFailure } from '../../domain/shared/errors.ts';

const isGone = (error: unknown): boolean =>
  error instanceof TaskTimedOut ||
  error instanceof TaskDoesNotExist ||
  error instanceof InvalidToken;

/** The task-lifecycle machine and the tokens of waiting states, over the Step Functions API. */
export const makeWorkflow = (client: SFNClient, taskLifecycleArn: string): Workflow => ({
  startLifecycle: async ({ org_id, task_id }) => {
    try {
      await client.send(
        new StartExecutionCommand({
          stateMachineArn: taskLifecycleArn,
          name: task_id,
          input: JSON.stringify({ org_id, task_id }),
        }),
      );
    } catch (error) {
      if (error instanceof ExecutionAlreadyExists) return;
      throw new TransientFailure('The workflow does not start', { cause: error });
    }
  },
  resume: async (token, output) => {
    try {
      await client.send(
        new SendTaskSuccessCommand({ taskToken: token, output: JSON.stringify(output) }),
      );
      return 'resumed';
    } catch (error) {
      if (isGone(error)) return 'gone';
      throw new TransientFailure('The workflow does not resume', { cause: error });
    }
  },
});
