import * as z from 'zod';

/** A state machine's execution as its end is told of: detail of `Step Functions Execution Status Change`. */
export const EndedMachine = z.object({
  executionArn: z.string(),
  stateMachineArn: z.string(),
  name: z.string(),
  status: z.enum(['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED', 'PENDING_REDRIVE']),
});
export type EndedMachine = Readonly<z.infer<typeof EndedMachine>>;

/** How a machine ends where it did not get to end what it was for. */
export const badEnds = [
  'FAILED',
  'TIMED_OUT',
  'ABORTED',
] as const satisfies readonly EndedMachine['status'][];

export const endedBadly = ({ status }: Pick<EndedMachine, 'status'>): boolean =>
  (badEnds as readonly string[]).includes(status);
