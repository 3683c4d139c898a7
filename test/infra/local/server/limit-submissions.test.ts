import { describe, expect, it } from 'vitest';
import type { GatewayEvent } from '../../../../infra/local/server/gateway-event.ts';
import { toGatewayEvent } from '../../../../infra/local/server/gateway-event.ts';
import { limitSubmissions } from '../../../../infra/local/server/limit-submissions.ts';

const aGatewayEvent = (): GatewayEvent =>
  toGatewayEvent({
    requestId: 'request-1',
    receivedAt: 0,
    method: 'POST',
    target: '/api/v1/ai/execute',
    headers: {},
    sourceIp: '127.0.0.1',
    body: Buffer.from('{}'),
    routeKey: 'POST /api/v1/ai/execute',
    pathParameters: {},
    claims: null,
  });

const aServer = () => {
  const ends: (() => void)[] = [];
  let backlog = 0;
  const invoke = limitSubmissions(
    () => new Promise((resolve) => ends.push(() => resolve({ statusCode: 200 }))),
    () => backlog,
  );
  return {
    invoke,
    ends,
    setBacklog: (steps: number) => {
      backlog = steps;
    },
  };
};

describe('the limit of submissions', () => {
  it('puts off the sixty-fifth that waits, says when to come again, and takes it then', async () => {
    const { invoke, ends } = aServer();
    const waiting = Array.from({ length: 64 }, () => invoke('submit-task', aGatewayEvent()));

    const refused = (await invoke('submit-task', aGatewayEvent())) as {
      statusCode: number;
      headers: Record<string, string>;
      body: string;
    };
    expect(refused.statusCode).toBe(429);
    expect(refused.headers).toMatchObject({
      'content-type': 'application/problem+json',
      'retry-after': '2',
    });
    expect(JSON.parse(refused.body)).toMatchObject({
      error: 'rate-limited',
      status: 429,
      instance: '/api/v1/ai/execute',
    });
    expect(ends).toHaveLength(64);

    ends.shift()?.();
    await waiting[0];
    void invoke('submit-task', aGatewayEvent());
    expect(ends).toHaveLength(64);
  });

  it('puts submissions off while planning has a backlog, and never anything else', async () => {
    const { invoke, ends, setBacklog } = aServer();
    setBacklog(64);

    expect(await invoke('submit-task', aGatewayEvent())).toMatchObject({ statusCode: 429 });
    for (const stem of ['cancel-execution', 'pause-execution', 'approve-task', 'get-task']) {
      void invoke(stem, aGatewayEvent());
    }
    expect(ends).toHaveLength(4);

    setBacklog(63);
    void invoke('submit-task', aGatewayEvent());
    expect(ends).toHaveLength(5);
  });
});
