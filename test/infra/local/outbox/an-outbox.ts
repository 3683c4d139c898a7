import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClassicLevel } from 'classic-level';
import type { CapturedMessage } from '../../../../infra/local/outbox/captured-message.ts';
import { createMessageLog } from '../../../../infra/local/outbox/message-log.ts';

/** A log in a folder of its own; `reopen` gives the log that the next process would find. */
export const openOutbox = async (now: () => number = Date.now) => {
  const folder = mkdtempSync(join(tmpdir(), 'outbox-'));
  const open = async () => {
    const level = new ClassicLevel<string, CapturedMessage>(folder, { valueEncoding: 'json' });
    await level.open();
    return level;
  };
  let level = await open();
  return {
    log: createMessageLog(level, now),
    reopen: async () => {
      await level.close();
      level = await open();
      return createMessageLog(level, now);
    },
    close: async () => {
      await level.close();
      rmSync(folder, { recursive: true });
    },
  };
};
