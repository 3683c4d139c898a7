import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { startHttpServer } from '../../../infra/local/server/http-server.ts';

/** What becomes of a request that begins or settles an action of an org's fleet. */
export type Weather = 'fine' | 'refusing' | 'slow' | 'hanging' | 'losing answers';

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
};

/**
 * Stands between the product's functions and its simulated fleet, and does to the requests of an org
 * what its weather says. A request that hangs is let go when the weather is fine again, whether or
 * not its caller still waits. Begun before the functions first reach the fleet.
 */
export const startFleetProxy = async () => {
  const target = process.env['SIMULATED_FLEET_URL'] ?? '';
  const weathers = new Map<string, Weather>();
  const requests: { readonly org: string; readonly path: string }[] = [];

  const pass = async (request: IncomingMessage, body: Buffer) => {
    const response = await fetch(`${target}${request.url ?? ''}`, {
      method: request.method ?? 'GET',
      headers: { 'content-type': 'application/json' },
      ...(body.length > 0 && { body }),
    });
    return { status: response.status, text: await response.text() };
  };
  const answer = (response: ServerResponse, status: number, text: string): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(text);
  };
  const server = await startHttpServer(
    async (request, response) => {
      const body = await bodyOf(request);
      const [, org = '', kind = ''] = (request.url ?? '').split('/');
      const isAction = request.method === 'POST' && ['actions', 'settlements'].includes(kind);
      const weather = isAction ? (weathers.get(org) ?? 'fine') : 'fine';
      if (isAction) requests.push({ org, path: kind });
      if (weather === 'refusing') {
        answer(response, 503, '{}');
        return;
      }
      if (weather === 'slow') await sleep(Math.random() * 600);
      while (weather === 'hanging' && weathers.get(org) === 'hanging') await sleep(20);
      const { status, text } = await pass(request, body);
      if (weather === 'losing answers') response.destroy();
      else answer(response, status, text);
    },
    { host: '127.0.0.1', port: 0 },
  );
  process.env['SIMULATED_FLEET_URL'] = `http://127.0.0.1:${server.port}`;
  return {
    set: (org: string, weather: Weather): void => void weathers.set(org, weather),
    /** Requests of an org that were to begin or to settle an action. */
    requestsOf: (org: string) => requests.filter((request) => request.org === org),
    close: server.close,
  };
};
export type FleetProxy = Awaited<ReturnType<typeof startFleetProxy>>;
