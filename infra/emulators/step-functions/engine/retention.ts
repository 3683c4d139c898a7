import type { Engine } from './engine.ts';
import { setTimer, stopByFault } from './guard.ts';
import type { ExecutionRecord } from '../execution/execution.ts';
import { packEvents } from '../journal/history-store.ts';
import type { Change, Journal } from '../journal/journal.ts';
import { prefixRange } from '../journal/journal.ts';
import { isRunning } from './running.ts';
import {
  dropExpiredState,
  endedBefore,
  keys,
  readExecution,
  workingState,
} from '../journal/store.ts';

/** AWS keeps what has ended for ninety days. */
export const retentionMs = 90 * 86_400_000;

const sweepIntervalMs = 86_400_000;

/** Whether AWS would know nothing of this execution any more. */
export const isExpired = (record: ExecutionRecord, nowMs: number): boolean =>
  record.stopMs !== undefined && nowMs - record.stopMs > retentionMs;

/** Removes everything that is stored of an execution. Under the lock of its key. */
export const purgeExecution = async (
  journal: Journal,
  key: string,
  record: ExecutionRecord,
): Promise<void> => {
  const removed: Change[] = [
    keys.execution(key),
    keys.started(record),
    keys.listed(record),
    keys.ended(record),
    keys.loose(key),
    keys.kept(key),
  ].map((path) => ({ type: 'del', key: path }));
  for await (const [path] of journal.read(prefixRange(`event/${key}/`))) {
    removed.push({ type: 'del', key: path });
  }
  journal.append([...removed, ...(await workingState(journal, key))]);
};

const sweep = async (engine: Engine): Promise<void> => {
  const { journal } = engine;
  const now = engine.now();
  await dropExpiredState(journal, now);
  const range = { gte: 'ended/', lt: endedBefore(now - retentionMs) };
  for await (const [path] of journal.read(range)) {
    const key = path.split('/').slice(2).join('/');
    await engine.serial.run(key, async () => {
      const record = await readExecution(journal, key);
      if (record !== undefined && isExpired(record, now) && !isRunning(engine, key)) {
        await purgeExecution(journal, key, record);
      }
    });
    if (engine.stopped) return;
  }
};

/** Chores are done one after the other, behind everything else. */
const doChore = (engine: Engine, chore: () => Promise<void>): void => {
  engine.chores = engine.chores
    .then(() => (engine.stopped ? undefined : chore()))
    .catch((error: unknown) => stopByFault(engine, error));
};

/** Removes what is kept no longer, now and once a day. */
export const sweepDaily = async (engine: Engine): Promise<void> => {
  await sweep(engine);
  if (engine.stopped) return;
  engine.cancelSweep = setTimer(engine, engine.now() + sweepIntervalMs, () =>
    doChore(engine, () => sweepDaily(engine)),
  );
};

const pack = async (engine: Engine, key: string): Promise<void> => {
  const { journal } = engine;
  // What is redriven meanwhile is packed when it ends again.
  const isOver = (): boolean => engine.stopped || isRunning(engine, key);
  await journal.flush();
  if (isOver()) return;
  const changes = await packEvents(journal, key);
  if (isOver()) return;
  journal.append([...changes, { type: 'del', key: keys.loose(key) }]);
};

/** Packs the history of an execution that has ended, in the background. */
export const packLater = (engine: Engine, key: string): void => {
  doChore(engine, () => engine.serial.run(key, () => pack(engine, key)));
};

/** Packs what had ended when the process did, before it was packed. */
export const packLoose = async (engine: Engine): Promise<void> => {
  for await (const [path] of engine.journal.read(prefixRange('loose/'))) {
    packLater(engine, path.slice('loose/'.length));
  }
};
