import { SNSClient } from '@aws-sdk/client-sns';
import { afterEach, expect, test } from 'vitest';
import { makeSnsChannel } from '../../../functions/adapters/sns/sns-channel.ts';
import { openLoopback } from '../../support/approval/loopback.ts';
import { aNotice } from '../../support/approval/notice.ts';

const topic = 'arn:aws:sns:us-east-1:000000000000:ai-orchestrator';
const published =
  '<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>';

let close = (): Promise<void> => Promise.resolve();
afterEach(() => close());

/** The real client against a server that speaks the service's query protocol. */
const open = async (status: number) => {
  const server = await openLoopback((response) =>
    response.writeHead(status, { 'content-type': 'text/xml' }).end(published),
  );
  close = server.close;
  const client = new SNSClient({
    endpoint: server.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    maxAttempts: 1,
  });
  return { server, channel: makeSnsChannel(client, topic) };
};

test('a notice goes to the topic with attributes to filter by', async () => {
  const { server, channel } = await open(200);

  await channel.send(aNotice());

  const form = Object.fromEntries(new URLSearchParams(server.received[0]?.body));
  expect(form).toMatchObject({
    Action: 'Publish',
    TopicArn: topic,
    Subject: 'A change waits for your approval (production)',
    Message: 'A change waits.\nGoal: <b>fix</b> & go\n',
  });
  const attributes = Object.entries(form)
    .filter(([key]) => /^MessageAttributes\.entry\.\d+\.(Name|Value\.StringValue)$/.test(key))
    .map(([, value]) => value);
  expect(attributes).toEqual([
    'event',
    'task_pending_approval',
    'org_id',
    'org-123',
    'message_id',
    'msg-1',
  ]);
});

test('a subject is cut to the 100 ASCII characters that SNS takes', async () => {
  const { server, channel } = await open(200);

  await channel.send(aNotice({ subject: `Ä\n${'x'.repeat(150)}` }));

  const subject = new URLSearchParams(server.received[0]?.body).get('Subject');
  expect(subject).toBe(`??${'x'.repeat(98)}`);
});

test('what SNS refuses is a failure that is tried again', async () => {
  const { channel } = await open(500);

  await expect(channel.send(aNotice())).rejects.toMatchObject({ name: 'TransientFailure' });
});
