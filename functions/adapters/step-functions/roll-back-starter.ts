import { ExecutionAlreadyExists, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { SFNClient } from '@aws-sdk/client-sfn';
import type { RollBackStarter } from '../../application/execution/execution-ports.ts';
import { TransientFailure } from '../../domain/shared/errors.ts';

/** The roll-back machine, started by itself. */
export const makeRollBackStarter = (client: SFNClient, rollBackArn: string): RollBackStarter => ({
  start: async ({ name, ...input }) => {
    try {
      await client.send(
        new StartExecutionCommand({
          stateMachineArn: rollBackArn,
          name,
          input: JSON.stringify(input),
        }),
      );
    } catch (error) {
      if (error instanceof ExecutionAlreadyExists) return;
      throw new TransientFailure('The roll-back does not start', { cause: error });
    }
  },
});
