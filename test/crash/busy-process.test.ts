import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { sendProbe } from '../../functions/adapters/http-probe/send-probe.ts';

let server: Server;

const answeringAfter = async (milliseconds: number): Promise<URL> => {
  server = createServer((_, response) => {
    setTimeout(() => response.end('well'), milliseconds);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/health`);
};

/** What starting does to a process on a busy machine. */
const standStill = (milliseconds: number): void => {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
};

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

describe('a health probe of a process that stands still', () => {
  it('does not take its own standing still for the latency of a healthy asset', async () => {
    const url = await answeringAfter(50);

    const probe = sendProbe(url, 600);
    await pause(30);
    standStill(1_500);
    const answer = await probe;

    expect(answer).toMatchObject({ status: 200, body: 'well' });
  });

  it('still gives up on an asset that does not answer', async () => {
    const url = await answeringAfter(30_000);

    const probe = sendProbe(url, 300);
    await pause(30);
    standStill(600);
    const answer = await probe;

    expect(answer).toMatchObject({ failed: 'no answer within 300 ms' });
  });
});
