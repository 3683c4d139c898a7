import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { ClassicLevel } from 'classic-level';
import * as z from 'zod';

const Row = z.tuple([z.base64(), z.string()]);

/**
 * Data folders as releases of the past left them, key by key: `data-version-1` by the release
 * before, with an ended task, one that waits at its gate, and one whose rollout was killed while it
 * ran; the others by older releases.
 */
export type KeptData =
  'data-version-1' | 'data-version-0-without-roles' | 'data-version-0-without-lists';

/** When the data of the release before was left. */
export const keptAt = '2026-11-27T14:16:00.000Z';

/** Makes the data folder anew from what is kept of it. */
export const unpackData = async (name: KeptData, folder: string): Promise<void> => {
  mkdirSync(folder, { recursive: true });
  const file = join(import.meta.dirname, `${name}.jsonl.gz`);
  const lines = gunzipSync(readFileSync(file)).toString('utf8').split('\n');
  const database = new ClassicLevel<Uint8Array, string>(join(folder, 'db'), {
    keyEncoding: 'buffer',
    valueEncoding: 'utf8',
  });
  await database.open();
  await database.batch(
    lines.map((line) => {
      const [key, value] = Row.parse(JSON.parse(line));
      return { type: 'put' as const, key: Buffer.from(key, 'base64'), value };
    }),
  );
  await database.close();
};
