import type { MessageDraft } from './captured-message.ts';

/** What a post says; whose it is follows from the path that it came by. */
export type ReadPost = Omit<MessageDraft, 'channel'>;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : null;

/** Text of Block Kit blocks, wherever it stands, in reading order. */
const blockTexts = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap(blockTexts);
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    (name === 'text' || name === 'url') && typeof member === 'string'
      ? [member]
      : blockTexts(member),
  );
};

const firstLine = (text: string): string => text.split('\n', 1)[0] ?? '';

/** A message to a Slack incoming webhook; null when it has no text, which Slack refuses as well. */
export const readSlackPost = (body: unknown): ReadPost | null => {
  if (!isRecord(body)) return null;
  const lead = textOf(body['text']);
  const text = [...new Set([...(lead === null ? [] : [lead]), ...blockTexts(body['blocks'])])].join(
    '\n',
  );
  if (text === '') return null;
  const to = textOf(body['channel']) ?? 'incoming webhook';
  return { to, subject: firstLine(text), text, html: null };
};

/** A post of any other shape: the whole document is the text. */
export const readJsonPost = (body: unknown, to: string): ReadPost | null => {
  if (!isRecord(body)) return null;
  const subject = textOf(body['type']) ?? textOf(body['event']) ?? 'webhook';
  return { to, subject, text: JSON.stringify(body, null, 2), html: null };
};
