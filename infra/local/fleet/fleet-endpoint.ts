import { randomUUID } from 'node:crypto';
import type { RawHandler } from '../server/front.ts';
import { startHttpServer } from '../server/http-server.ts';

export interface FleetEndpoint {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/**
 * An address of the simulated fleet for the functions alone: it is there behind an issuer too, where
 * `/_local` is off, and it outlives the front when the product stops. Its path can't be guessed.
 */
export const startFleetEndpoint = async (
  handle: RawHandler,
  base: string,
): Promise<FleetEndpoint> => {
  const secret = `/${randomUUID()}`;
  const server = await startHttpServer(
    async (request, response) => {
      const path = request.url ?? '';
      if (!path.startsWith(`${secret}${base}/`)) {
        response.writeHead(404).end();
        return;
      }
      request.url = path.slice(secret.length);
      await handle(request, response);
    },
    { host: '127.0.0.1', port: 0 },
  );
  return { url: `http://127.0.0.1:${server.port}${secret}${base}`, close: server.close };
};
