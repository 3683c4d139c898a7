import { SESv2Client } from '@aws-sdk/client-sesv2';
import { afterEach, expect, test } from 'vitest';
import { makeSesChannel } from '../../../functions/adapters/email/ses-channel.ts';
import { openLoopback } from '../../support/approval/loopback.ts';
import { aNotice } from '../../support/approval/notice.ts';

let close = (): Promise<void> => Promise.resolve();
afterEach(() => close());

const open = async (status: number) => {
  const server = await openLoopback((response) =>
    response
      .writeHead(status, { 'content-type': 'application/json' })
      .end(status === 200 ? '{"MessageId":"1"}' : '{"message":"not verified"}'),
  );
  close = server.close;
  const client = new SESv2Client({
    endpoint: server.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    maxAttempts: 1,
  });
  return { server, channel: makeSesChannel(client, 'AI <ai@example.com>') };
};

test('a notice is one mail a recipient, as text and as HTML', async () => {
  const { server, channel } = await open(200);

  await channel.send(aNotice({ recipients: ['alice@example.com', 'bob@example.com'] }));

  const mails = server.received.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
  expect(mails.map((mail) => mail['Destination'])).toEqual([
    { ToAddresses: ['alice@example.com'] },
    { ToAddresses: ['bob@example.com'] },
  ]);
  expect(mails[0]).toMatchObject({
    FromEmailAddress: 'AI <ai@example.com>',
    Content: {
      Simple: {
        Subject: { Data: 'A change waits for your approval (production)', Charset: 'UTF-8' },
        Body: {
          Text: { Data: 'A change waits.\nGoal: <b>fix</b> & go\n' },
          Html: { Data: '<p>A change waits.</p>' },
        },
        Headers: [
          { Name: 'Auto-Submitted', Value: 'auto-generated' },
          { Name: 'X-Orchestrator-Event', Value: 'task_pending_approval' },
          { Name: 'X-Orchestrator-Message-Id', Value: 'msg-1' },
        ],
      },
    },
  });
});

test('what SES refuses is a failure that is tried again', async () => {
  const { channel } = await open(400);

  await expect(channel.send(aNotice())).rejects.toMatchObject({ name: 'TransientFailure' });
});
