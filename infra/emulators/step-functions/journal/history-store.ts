import { promisify } from 'node:util';
import { brotliCompress, brotliCompressSync, brotliDecompress, constants } from 'node:zlib';
import type { HistoryEvent } from '../execution/history.ts';
import type { Change, Journal } from './journal.ts';
import { prefixRange } from './journal.ts';

/**
 * Events as they are stored. While an execution runs, each key holds the JSON list of the events
 * that were written together. When it has ended they are packed: the key of the first event holds
 * `<id of the last>:<base64 of the brotli-compressed list>` as a JSON string, the others are gone.
 * One key's range is read as one snapshot, so that a reader finds each event in one of the forms.
 */
const compressAside = promisify(brotliCompress);

const decompress = promisify(brotliDecompress);

/** What histories are made of repeats closely: a small window finds it, and takes little memory. */
const brotli = {
  params: { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_LGWIN]: 16 },
};

/** A shorter text is compressed in less time than a thread takes to begin. */
const leastCharactersForAThread = 50_000;

const compress = async (text: string): Promise<Buffer> => {
  const isLong = text.length >= leastCharactersForAThread;
  return isLong ? compressAside(text, brotli) : brotliCompressSync(text, brotli);
};

/** Longer histories become several packs, so that a page of one is read without all of it. */
const mostCharactersOfAPack = 1_000_000;

/** A part of a history to read: events above one id, or below it in reverse order. */
export interface EventRange {
  readonly key: string;
  readonly reverse: boolean;
  /** Where the last page ended. */
  readonly beyond?: number;
}

export const eventKey = (key: string, id: number): string =>
  `event/${key}/${String(id).padStart(6, '0')}`;

/** The key that holds the event of this id. */
const groupOf = async (journal: Journal, key: string, id: number): Promise<string> => {
  const { gte } = prefixRange(`event/${key}/`);
  const range = { gte, lt: eventKey(key, id + 1), reverse: true, limit: 1 };
  for await (const [at] of journal.read(range)) return at;
  return gte;
};

const isPacked = (text: string): boolean => text.startsWith('"');

const parseGroup = async (text: string): Promise<HistoryEvent[]> => {
  if (!isPacked(text)) return JSON.parse(text) as HistoryEvent[];
  const packed = Buffer.from(text.slice(text.indexOf(':') + 1, -1), 'base64');
  return JSON.parse((await decompress(packed)).toString()) as HistoryEvent[];
};

/** The events of an execution, in order. */
export const readEvents = async function* (
  journal: Journal,
  range: EventRange,
): AsyncGenerator<HistoryEvent, void> {
  const { key, reverse, beyond } = range;
  const whole = prefixRange(`event/${key}/`);
  const from =
    reverse || beyond === undefined ? whole.gte : await groupOf(journal, key, beyond + 1);
  const to = reverse && beyond !== undefined ? eventKey(key, beyond) : whole.lt;
  for await (const [, text] of journal.read({ gte: from, lt: to, reverse })) {
    const events = await parseGroup(text);
    for (const event of reverse ? events.reverse() : events) {
      const isBeyond = beyond === undefined || (reverse ? event.id < beyond : event.id > beyond);
      if (isBeyond) yield event;
    }
  }
};

const lastIdOf = (group: string): number => (JSON.parse(group) as HistoryEvent[]).at(-1)?.id ?? 0;

/** The id of the last event of an execution; 0 when there is none. */
export const lastEventId = async (journal: Journal, key: string): Promise<number> => {
  const range = { ...prefixRange(`event/${key}/`), reverse: true, limit: 1 };
  for await (const [, text] of journal.read(range)) {
    return isPacked(text) ? Number.parseInt(text.slice(1), 10) : lastIdOf(text);
  }
  return 0;
};

/** The changes that pack all events of an execution which are not packed yet. */
export const packEvents = async (journal: Journal, key: string): Promise<Change[]> => {
  const changes: Change[] = [];
  let open: { readonly at: string; readonly text: string; readonly last: string } | undefined;
  const close = async (): Promise<void> => {
    if (open === undefined) return;
    const packed = (await compress(`${open.text}]`)).toString('base64');
    changes.push({ type: 'put', key: open.at, value: `${lastIdOf(open.last)}:${packed}` });
    open = undefined;
  };
  for await (const [at, text] of journal.read(prefixRange(`event/${key}/`))) {
    if (isPacked(text)) continue;
    if (open !== undefined && open.text.length + text.length > mostCharactersOfAPack) {
      await close();
    }
    if (open === undefined) open = { at, text: text.slice(0, -1), last: text };
    else {
      open = { at: open.at, text: `${open.text},${text.slice(1, -1)}`, last: text };
      changes.push({ type: 'del', key: at });
    }
  }
  await close();
  return changes;
};
