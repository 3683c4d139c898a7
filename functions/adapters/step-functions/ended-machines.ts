import { ListExecutionsCommand } from '@aws-sdk/client-sfn';
import type { ExecutionListItem, ExecutionStatus, SFNClient } from '@aws-sdk/client-sfn';
import type { EndedMachines } from '../../application/execution/execution-ports.ts';
import { badEnds, EndedMachine } from '../../domain/execution/ended-machine.ts';
import { TransientFailure } from '../../domain/shared/errors.ts';

/**
 * Lists come by their start, newest first. A lifecycle lives for the wait at its gate and a rollout,
 * 31 days each at most: what began longer before a time than this has not ended after it.
 */
const longestLifeMilliseconds = 63 * 86_400_000;

interface Wanted {
  readonly stateMachineArn: string;
  readonly statusFilter: ExecutionStatus;
  readonly fromMilliseconds: number;
}

const listEnded = async (client: SFNClient, wanted: Wanted): Promise<ExecutionListItem[]> => {
  const { fromMilliseconds, ...filter } = wanted;
  const found: ExecutionListItem[] = [];
  let nextToken: string | undefined;
  do {
    const page = await client.send(
      new ListExecutionsCommand({ ...filter, maxResults: 100, nextToken }),
    );
    const executions = page.executions ?? [];
    found.push(
      ...executions.filter(({ stopDate }) => (stopDate?.getTime() ?? 0) >= fromMilliseconds),
    );
    const oldest = executions.at(-1)?.startDate?.getTime() ?? 0;
    nextToken = oldest < fromMilliseconds - longestLifeMilliseconds ? undefined : page.nextToken;
  } while (nextToken !== undefined);
  return found;
};

/** Machines that ended badly, as Step Functions lists them. */
export const makeEndedMachines = (
  client: SFNClient,
  stateMachineArns: readonly string[],
): EndedMachines => ({
  endedBadlySince: async (from) => {
    const fromMilliseconds = Date.parse(from);
    try {
      const lists = await Promise.all(
        stateMachineArns.flatMap((stateMachineArn) =>
          badEnds.map((statusFilter) =>
            listEnded(client, { stateMachineArn, statusFilter, fromMilliseconds }),
          ),
        ),
      );
      return lists.flat().map((item) => EndedMachine.parse(item));
    } catch (error) {
      throw new TransientFailure('The ended machines are not listed', { cause: error });
    }
  },
});
