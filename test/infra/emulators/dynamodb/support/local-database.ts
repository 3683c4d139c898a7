import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ClassicLevel } from 'classic-level';
import { createLocalDynamoDb } from '../../../../../infra/emulators/dynamodb/local-dynamodb.ts';
import type { LocalDynamoDb } from '../../../../../infra/emulators/dynamodb/local-dynamodb.ts';
import type { OrderedLevel } from '../../../../../infra/emulators/dynamodb/storage/store.ts';
import { withFaults } from '../../../../support/emulators/dynamodb-faults.ts';
import type { FaultInjector } from '../../../../support/emulators/dynamodb-faults.ts';

/** Saturday, 14 November 2026, 12:00:00 UTC. */
export const startOfTest = 1_794_657_600_000;

/** A database in a directory of its own, an SDK client on it, and a clock in the test's hands. */
export interface LocalDatabase {
  readonly client: DynamoDBClient;
  readonly clock: { time: number };
  readonly directory: string;
  /** What the database told of as faults of its own. */
  readonly defects: unknown[];
  readonly database: () => LocalDynamoDb;
  /** Sets what goes wrong from now on. */
  readonly inject: (faults: FaultInjector | undefined) => void;
  /** Closes the files and opens the same directory again, as a restart does. */
  readonly reopen: () => Promise<void>;
  /** The same, with work on the files in between. */
  readonly whileClosed: (work: (directory: string) => Promise<void>) => Promise<void>;
  readonly dispose: () => Promise<void>;
}

const open = async (
  directory: string,
  parts: {
    now: () => number;
    faults: FaultInjector;
    defects: unknown[];
    over: (level: OrderedLevel) => OrderedLevel;
  },
) => {
  const level = new ClassicLevel(directory);
  const sound = await createLocalDynamoDb({
    level: parts.over(level),
    clock: { now: parts.now },
    onDefect: (error) => parts.defects.push(error),
  });
  const database = withFaults(sound, parts.faults);
  const close = async (): Promise<void> => {
    await database.close();
    await level.close();
  };
  return { database, close };
};

/** A client whose requests go to the database of the moment. */
const createClient = (current: () => LocalDynamoDb): DynamoDBClient => {
  type SdkRequest = Parameters<LocalDynamoDb['requestHandler']['handle']>[0];
  return new DynamoDBClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
    requestHandler: { handle: (request: SdkRequest) => current().requestHandler.handle(request) },
  });
};

/**
 * `over` may stand between the database and its files, to see or to delay what is asked of them;
 * `now` is the database's time where the test has a clock already.
 */
export const openLocalDatabase = async (
  over: (level: OrderedLevel) => OrderedLevel = (level) => level,
  now?: () => number,
): Promise<LocalDatabase> => {
  const directory = await mkdtemp(join(tmpdir(), 'local-dynamodb-'));
  const clock = { time: startOfTest };
  const defects: unknown[] = [];
  let injected: FaultInjector | undefined;
  const faults: FaultInjector = (request) => injected?.(request);
  const reopened = () => open(directory, { now: now ?? (() => clock.time), faults, defects, over });
  let opened = await reopened();
  const client = createClient(() => opened.database);
  return {
    client,
    clock,
    directory,
    defects,
    database: () => opened.database,
    inject: (faults) => {
      injected = faults;
    },
    reopen: async () => {
      await opened.close();
      opened = await reopened();
    },
    whileClosed: async (work) => {
      await opened.close();
      await work(directory);
      opened = await reopened();
    },
    dispose: async () => {
      client.destroy();
      await opened.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
};
