import type { IncomingMessage, ServerResponse } from 'node:http';
import { problemResponse } from '../../../functions/runtime/problem.ts';
import { readBody } from '../../emulators/aws-json/read-body.ts';
import { splitTarget } from '../server/gateway-event.ts';
import { outboxPath, postReaderAt } from './captured-channels.ts';
import type { MessageLog } from './message-log.ts';
import { outboxPageHeaders, renderOutboxPage } from './outbox-page.ts';

/** Messages of one answer: of the page, and of its JSON. */
const shown = { page: 50, json: 500 } as const;
const maxBodyBytes = 1024 * 1024;

const send = (
  response: ServerResponse,
  status: number,
  content: { headers: Readonly<Record<string, string>>; text: string },
): void => {
  response.writeHead(status, {
    ...content.headers,
    'content-length': Buffer.byteLength(content.text),
  });
  response.end(content.text);
};

const plain = (text: string) => ({ headers: { 'content-type': 'text/plain' }, text });
const json = (body: unknown) => ({
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  text: JSON.stringify(body),
});

const wantsJson = (request: IncomingMessage): boolean =>
  /\bapplication\/json\b/i.test(request.headers.accept ?? '');

const show = async (log: MessageLog, request: IncomingMessage, response: ServerResponse) => {
  const before = new URLSearchParams(splitTarget(request.url ?? '').query).get('before');
  if (wantsJson(request)) {
    send(response, 200, json({ messages: await log.newest(shown.json, before ?? undefined) }));
    return;
  }
  const found = await log.newest(shown.page + 1, before ?? undefined);
  const messages = found.slice(0, shown.page);
  const olderThan = found.length > shown.page ? (messages.at(-1)?.id ?? null) : null;
  const text = renderOutboxPage({ messages, isContinued: before !== null, olderThan });
  send(response, 200, { headers: outboxPageHeaders, text });
};

const readJson = async (request: IncomingMessage): Promise<unknown> => {
  const body = await readBody(request, maxBodyBytes);
  try {
    return body === undefined ? null : JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
};

/**
 * `/_local/outbox`: the page or its JSON on GET; below it, each channel that posts
 * has a path of its name, which keeps what the product posts to it.
 */
export const serveOutbox =
  (log: MessageLog) =>
  async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { path } = splitTarget(request.url ?? '/');
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (path === outboxPath && isRead) {
      await show(log, request, response);
      return;
    }
    const read = postReaderAt(path);
    if (read === null || request.method !== 'POST') {
      const missing = { code: 'not-found', detail: 'No such path below /_local/outbox.' } as const;
      const { body } = problemResponse(missing, { instance: path, requestId: '' });
      send(response, 404, {
        headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
        text: body ?? '',
      });
      return;
    }
    const draft = read(await readJson(request), path);
    if (draft === null) {
      send(response, 400, plain('invalid_payload'));
      return;
    }
    await log.add(draft);
    send(response, 200, plain('ok'));
  };
