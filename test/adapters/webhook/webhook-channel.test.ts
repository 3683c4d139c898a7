import { createHmac, timingSafeEqual } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { signWebhook } from '../../../functions/adapters/webhook/sign-webhook.ts';
import { makeWebhookChannel } from '../../../functions/adapters/webhook/webhook-channel.ts';
import { openLoopback } from '../../support/approval/loopback.ts';
import { aNotice } from '../../support/approval/notice.ts';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const clock = { now: () => 1_772_355_600_999 };

let opened: Awaited<ReturnType<typeof openLoopback>>[] = [];
afterEach(async () => {
  await Promise.all(opened.map((server) => server.close()));
  opened = [];
});
const open = async (...answer: Parameters<typeof openLoopback>) => {
  const server = await openLoopback(...answer);
  opened.push(server);
  return server;
};

/** Verification as a receiver would write it from the specification, byte by byte. */
const isAuthentic = (
  headers: Readonly<Record<string, string | string[] | undefined>>,
  body: string,
): boolean => {
  const key = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64');
  const mac = createHmac('sha256', key);
  for (const part of [headers['webhook-id'], '.', headers['webhook-timestamp'], '.', body]) {
    mac.update(String(part));
  }
  const [version, signature] = String(headers['webhook-signature']).split(',');
  const expected = mac.digest();
  const given = Buffer.from(signature ?? '', 'base64');
  return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected);
};

test('the signature is the one that the specification’s own example has', () => {
  // From the Standard Webhooks reference libraries: the message that their tests sign.
  const signed = signWebhook(secret, {
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    timestamp: 1_614_265_330,
    body: '{"test": 2432232314}',
  });

  expect(signed).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
});

describe('the webhook channel', () => {
  test('posts the event under id, time of the attempt and signature', async () => {
    const server = await open();

    await makeWebhookChannel({ url: server.url, secret }, clock).send(aNotice());

    const [request] = server.received;
    expect(request?.method).toBe('POST');
    expect(request?.headers).toMatchObject({
      'content-type': 'application/json',
      'webhook-id': 'msg-1',
      'webhook-timestamp': '1772355600',
    });
    expect(JSON.parse(request?.body ?? '')).toEqual({
      type: 'task_pending_approval',
      timestamp: '2026-03-01T09:00:00.000Z',
      data: {
        message_id: 'msg-1',
        org_id: 'org-123',
        task_id: 'task-01j0000000000000000000000a',
        execution_id: null,
        subject: 'A change waits for your approval (production)',
        text: 'A change waits.\nGoal: <b>fix</b> & go\n',
        links: ['http://127.0.0.1:8083/approvals/gate-7zzzzzzzzzzzzzzzzzzzzzzzzz'],
      },
    });
    expect(isAuthentic(request?.headers ?? {}, request?.body ?? '')).toBe(true);
    expect(isAuthentic(request?.headers ?? {}, `${request?.body ?? ''} `)).toBe(false);
  });

  test('is not signed without a secret', async () => {
    const server = await open();

    await makeWebhookChannel({ url: server.url }, clock).send(aNotice());

    expect(server.received[0]?.headers).not.toHaveProperty('webhook-signature');
  });

  test.each([400, 410, 500, 503])('fails in a way that is tried again on %i', async (status) => {
    const server = await open((response) => response.writeHead(status).end());

    const sending = makeWebhookChannel({ url: server.url, secret }, clock).send(aNotice());

    await expect(sending).rejects.toMatchObject({
      name: 'TransientFailure',
      status,
      message: `The webhook answers ${status}`,
    });
  });

  test('follows no redirect', async () => {
    const target = await open();
    const server = await open((response) =>
      response.writeHead(307, { location: target.url }).end(),
    );

    const sending = makeWebhookChannel({ url: server.url, secret }, clock).send(aNotice());

    await expect(sending).rejects.toMatchObject({ name: 'TransientFailure' });
    expect(target.received).toEqual([]);
  });

  test('fails likewise where nobody listens', async () => {
    const server = await open();
    await server.close();

    const sending = makeWebhookChannel({ url: server.url, secret }, clock).send(aNotice());

    await expect(sending).rejects.toMatchObject({
      name: 'TransientFailure',
      status: null,
      message: 'The webhook does not answer (ECONNREFUSED)',
    });
  });
});
