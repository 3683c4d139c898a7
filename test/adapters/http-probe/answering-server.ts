import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';

export interface Answer {
  readonly status: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly delayMilliseconds?: number;
}

/** A loopback server that gives every request the same answer; returns its origin. */
export const serveAnswer = async (answer: Answer): Promise<string> => {
  const server = createServer((_request, response) => {
    void sleep(answer.delayMilliseconds ?? 0, undefined, { ref: false }).then(() => {
      response.writeHead(answer.status, answer.headers);
      response.end(answer.body ?? '');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};
