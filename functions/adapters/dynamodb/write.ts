import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';

/** One item of the transaction and what its failed condition means. */
export interface Write {
  readonly item: TransactWriteItem;
  /** Names the document whose version was not the expected one; null where sending again helps. */
  readonly conflictsOn: string | null;
}
