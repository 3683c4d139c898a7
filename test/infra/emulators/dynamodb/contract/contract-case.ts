import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Item } from '../support/tables.ts';

/** What every implementation must do alike, on a table `things` with the index `by_owner`. */
export interface ContractCase {
  readonly name: string;
  /** Stored before. Each case has a partition of its own. */
  readonly items: readonly Item[];
  /** Resolves to what the case is about. */
  readonly run: (client: DynamoDBClient) => Promise<unknown>;
  /** What `run` resolves to, or `{ error, message }` for what it rejects with. */
  readonly expected: unknown;
}

/** The outcome of an answer that is no DynamoDB answer at all: the implementation broke down. */
export const brokenDown = { error: 'BrokenDown', message: 'HTTP 500' };

/** The SDK hangs the raw answer on the error with which it failed to read it. */
const statusOf = (error: { $response?: { statusCode?: number } } & Error): number | undefined =>
  error.$response?.statusCode;

/** The outcome of a case, in the form of `expected`. */
export const outcomeOf = async (run: Promise<unknown>): Promise<unknown> => {
  try {
    return await run;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (error instanceof SyntaxError && statusOf(error) === 500) return brokenDown;
    return { error: error.name, message: error.message };
  }
};

export const refused = (message: string): { error: string; message: string } => ({
  error: 'ValidationException',
  message,
});

export const conditionFailed = {
  error: 'ConditionalCheckFailedException',
  message: 'The conditional request failed',
};
