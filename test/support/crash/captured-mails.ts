import { ClassicLevel } from 'classic-level';
import { databasePath } from '../../../infra/local/data/data-folder.ts';
import type { CapturedMessage } from '../../../infra/local/outbox/captured-message.ts';

/** Every message that was ever captured, from the data of a stopped product; its page shows the newest only. */
export const capturedMessages = async (dataDir: string): Promise<readonly CapturedMessage[]> => {
  const database = new ClassicLevel(databasePath(dataDir));
  try {
    const log = database.sublevel<string, CapturedMessage>('outbox', { valueEncoding: 'json' });
    return await log.values().all();
  } finally {
    await database.close();
  }
};
