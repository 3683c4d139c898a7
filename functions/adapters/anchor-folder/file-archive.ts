import { open, readFile } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { AnchorArchive } from '../../application/audit/anchor-ports.ts';
import type { Anchor } from '../../domain/audit/anchor.ts';

const Line = z.object({ org_id: z.string(), seq: z.int() });

const readable = (line: string) => {
  try {
    return Line.parse(JSON.parse(line));
  } catch {
    return null;
  }
};

/** The newest number of each org in the file; a line that a crash cut off holds none. */
const newestIn = (text: string): Map<string, number> => {
  const newest = new Map<string, number>();
  for (const line of text.split('\n')) {
    const parsed = readable(line);
    if (parsed) newest.set(parsed.org_id, Math.max(parsed.seq, newest.get(parsed.org_id) ?? 0));
  }
  return newest;
};

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

/**
 * A file that is only ever appended to, `anchors.jsonl` in the folder: an anchor a line, on disk
 * before it counts as published. One process writes it, the one that has the data folder.
 */
export const makeFileArchive = (folder: string): AnchorArchive => {
  const path = join(folder, 'anchors.jsonl');
  let newest: Map<string, number> | undefined;
  let lastWrite: Promise<unknown> = Promise.resolve();

  const load = async (file: FileHandle): Promise<Map<string, number>> => {
    const text = await readFile(path, 'utf8').catch((error: unknown) => {
      if (isMissing(error)) return '';
      throw error;
    });
    if (text !== '' && !text.endsWith('\n')) await file.appendFile('\n');
    return newestIn(text);
  };

  const append = async (anchor: Anchor): Promise<void> => {
    if (anchor.seq <= (newest?.get(anchor.org_id) ?? 0)) return;
    const file = await open(path, 'a', 0o600);
    try {
      newest ??= await load(file);
      if (anchor.seq <= (newest.get(anchor.org_id) ?? 0)) return;
      await file.appendFile(`${JSON.stringify(anchor)}\n`);
      await file.datasync();
      newest.set(anchor.org_id, anchor.seq);
    } catch (error) {
      // What the file holds now is not known: it is read again.
      newest = undefined;
      throw error;
    } finally {
      await file.close();
    }
  };

  return {
    publish: (anchor) => {
      const write = lastWrite.catch(() => undefined).then(() => append(anchor));
      lastWrite = write;
      return write;
    },
  };
};
