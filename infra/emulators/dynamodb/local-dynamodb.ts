import { createAnswer } from './answer.ts';
import type { AnswerRequest } from './answer.ts';
import type { Clock, Engine } from './engine.ts';
import { createRequestHandler } from '../aws-json/in-process-handler.ts';
import type { InProcessRequestHandler } from '../aws-json/in-process-handler.ts';
import { openCatalog } from './storage/catalog.ts';
import { openChangeFeed } from './storage/change-feed.ts';
import type { ChangeRecord } from './storage/change-feed.ts';
import { createCommitter } from './storage/committer.ts';
import type { ChangeListener } from './storage/committer.ts';
import { createStatistics } from './storage/statistics.ts';
import { createStore } from './storage/store.ts';
import type { OrderedLevel } from './storage/store.ts';
import type { StreamView } from './storage/table.ts';
import { openTokenLedger } from './storage/token-ledger.ts';
import { createWriteQueue } from './storage/write-queue.ts';
import { sweepExpired } from './sweep-expired.ts';

interface LocalDynamoDbOptions {
  /** A `classic-level` database or a sublevel of one; it stays its owner's to close. */
  readonly level: OrderedLevel;
  readonly clock: Clock;
  /** In the ARNs. @default us-east-1 */
  readonly region?: string;
  /** In the ARNs. @default 000000000000 */
  readonly accountId?: string;
  /** Told of faults of this program, a listener's too. @default a warning of the process */
  readonly onDefect?: (error: unknown) => void;
}

export interface LocalDynamoDb {
  /** The protocol itself: the `x-amz-target` header and a JSON text in, status and JSON text out. */
  readonly answer: AnswerRequest;
  /** For `new DynamoDBClient({ requestHandler })`. */
  readonly requestHandler: InProcessRequestHandler;
  /**
   * Calls the listener after each commit, record by record in commit order. It is a wake-up: what
   * must survive a crash reads the feed from its own checkpoint.
   */
  readonly onChange: (listener: ChangeListener) => void;
  /**
   * The change records after a sequence number (`'0'` for the beginning), oldest first. A record is
   * on disk exactly when its write is.
   */
  readonly readChanges: (afterSequence: string, limit: number) => Promise<readonly ChangeRecord[]>;
  /** Forgets the records up to and including a sequence number. */
  readonly trimChanges: (upTo: string) => Promise<void>;
  /**
   * From now on the table's change records show this of an item; those that are written stay as
   * they are. @throws ResourceNotFoundException
   */
  readonly setStreamView: (tableName: string, view: StreamView) => Promise<void>;
  /** Deletes items whose time to live has passed; returns how many. */
  readonly sweepExpired: () => Promise<number>;
  /** Waits for the writes under way; the level stays open. */
  readonly close: () => Promise<void>;
}

const warn = (error: unknown): void => {
  process.emitWarning(error instanceof Error ? error : String(error));
};

/**
 * Opens a DynamoDB on the given level: tables, items, indexes, change feed and client tokens as they
 * were at the last commit. One level serves one instance at a time.
 */
export const createLocalDynamoDb = async (
  options: LocalDynamoDbOptions,
): Promise<LocalDynamoDb> => {
  const { level, clock, region = 'us-east-1', accountId = '000000000000' } = options;
  await level.open();
  const onDefect = options.onDefect ?? warn;
  const store = createStore(level);
  const arnOf = (table: { readonly name: string }): string =>
    `arn:aws:dynamodb:${region}:${accountId}:table/${table.name}`;
  const nowSeconds = (): number => Math.floor(clock.now() / 1000);
  const feed = await openChangeFeed({ store, nowSeconds, arnOf, region });
  const statistics = createStatistics(store);
  const committer = createCommitter({ store, feed, statistics, onDefect });
  const queue = createWriteQueue();
  const catalog = await openCatalog(store);
  const tokens = await openTokenLedger(store);
  const engine: Engine = { catalog, store, committer, queue, statistics, tokens, clock, arnOf };
  const answer = createAnswer(engine, onDefect);
  return {
    answer,
    requestHandler: createRequestHandler(answer),
    onChange: (listener) => committer.onChange(listener),
    readChanges: (afterSequence, limit) => feed.read(afterSequence, limit),
    trimChanges: (upTo) => queue.run(() => feed.trim(upTo)),
    setStreamView: (tableName, view) =>
      queue.run(async () => {
        const table = catalog.get(tableName);
        if (table.streamView !== view) await catalog.replace({ ...table, streamView: view }, []);
      }),
    sweepExpired: () => sweepExpired(engine),
    close: () => queue.idle(),
  };
};
