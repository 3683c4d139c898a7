import { randomUUID } from 'node:crypto';
import type { AnswerService } from '../../emulators/aws-json/aws-endpoint.ts';
import { stateMachineArn } from '../machine-definitions.ts';
import type { CheckpointLevel } from './stream-subscriptions.ts';

interface ListedExecution {
  readonly executionArn: string;
  readonly stateMachineArn: string;
  readonly name: string;
  readonly status: string;
}

const send = async (
  answer: AnswerService,
  operation: string,
  input: object,
): Promise<Record<string, unknown>> => {
  const { status, body } = await answer(`AWSStepFunctions.${operation}`, JSON.stringify(input));
  if (status !== 200) throw new Error(`${operation} answered ${status}: ${body}`);
  return JSON.parse(body) as Record<string, unknown>;
};

/** The event of EventBridge's rule on `Step Functions Execution Status Change`. */
const statusChangeEvent = (execution: ListedExecution, details: Record<string, unknown>) => ({
  version: '0',
  id: randomUUID(),
  'detail-type': 'Step Functions Execution Status Change',
  source: 'aws.states',
  account: '000000000000',
  time: new Date().toISOString(),
  region: 'us-east-1',
  resources: [execution.executionArn],
  detail: {
    executionArn: execution.executionArn,
    stateMachineArn: execution.stateMachineArn,
    name: execution.name,
    status: execution.status,
    input: details['input'] ?? null,
    output: details['output'] ?? null,
    error: details['error'] ?? null,
    cause: details['cause'] ?? null,
  },
});

/**
 * Looks once for executions of a machine that ended badly and were not told yet, and calls the
 * function with each. Told ones are kept, so that each is told at least once over restarts.
 */
export const tellStatusChanges = async (options: {
  readonly machine: string;
  readonly statuses: readonly string[];
  readonly answer: AnswerService;
  readonly told: CheckpointLevel;
  readonly tell: (event: unknown) => Promise<unknown>;
}): Promise<void> => {
  for (const statusFilter of options.statuses) {
    let nextToken: unknown;
    do {
      const page = await send(options.answer, 'ListExecutions', {
        stateMachineArn: stateMachineArn(options.machine),
        statusFilter,
        maxResults: 100,
        ...(nextToken !== undefined && { nextToken }),
      });
      for (const execution of page['executions'] as readonly ListedExecution[]) {
        const { executionArn } = execution;
        if ((await options.told.get(executionArn)) !== undefined) continue;
        const details = await send(options.answer, 'DescribeExecution', { executionArn });
        await options.tell(statusChangeEvent(execution, details));
        await options.told.put(executionArn, execution.status);
      }
      nextToken = page['nextToken'] ?? undefined;
    } while (nextToken !== undefined);
  }
};
