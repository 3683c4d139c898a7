import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { listenFault } from '../settings/check-places.ts';
import type { RawHandler } from './front.ts';

export interface Listening {
  readonly port: number;
  /** Takes no new request, lets those in flight finish for a moment, then drops them. */
  readonly close: () => Promise<void>;
}

const graceMilliseconds = 2_000;

const listen = (server: Server, host: string, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(new Error(listenFault(error, { host, port }) ?? error.message, { cause: error }));
    });
    server.listen(port, host, resolve);
  });

const closeServer = async (server: Server): Promise<void> => {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), graceMilliseconds);
  await closed;
  clearTimeout(timer);
};

/**
 * Listens with bounded times for slow clients.
 * @throws Error that says what to do when the port is taken.
 */
export const startHttpServer = async (
  handle: RawHandler,
  address: { readonly host: string; readonly port: number },
): Promise<Listening> => {
  const server = createServer((request, response) => void handle(request, response));
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  // Longer than clients keep an idle connection: one that is closed under a request has no answer.
  server.keepAliveTimeout = 75_000;
  await listen(server, address.host, address.port);
  return {
    port: (server.address() as AddressInfo).port,
    close: () => closeServer(server),
  };
};
