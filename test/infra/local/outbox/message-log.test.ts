import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClassicLevel } from 'classic-level';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CapturedMessage } from '../../../../infra/local/outbox/captured-message.ts';
import { createMessageLog } from '../../../../infra/local/outbox/message-log.ts';

describe('the log of captured messages', () => {
  let folder: string;
  let level: ClassicLevel<string, CapturedMessage>;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'message-log-'));
    level = new ClassicLevel<string, CapturedMessage>(folder, { valueEncoding: 'json' });
    await level.open();
  });

  afterEach(async () => {
    await level.close();
    rmSync(folder, { recursive: true });
  });

  it('lets the oldest messages go and keeps the newest', async () => {
    const log = createMessageLog(level, () => 1_700_000_000_000, { kept: 3, between: 2 });

    for (const subject of ['one', 'two', 'three', 'four', 'five', 'six']) {
      await log.add({ channel: 'email', to: 'a@example.com', subject, text: subject, html: null });
    }

    const kept = await log.newest(10);
    expect(kept.map((message) => message.subject)).toEqual(['six', 'five', 'four']);
  });
});
