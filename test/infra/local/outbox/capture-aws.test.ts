import { GetEmailIdentityCommand, SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import type { SendEmailCommandInput } from '@aws-sdk/client-sesv2';
import { ListTopicsCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { PublishCommandInput } from '@aws-sdk/client-sns';
import { describe, expect, it, onTestFinished } from 'vitest';
import { captureSes } from '../../../../infra/local/outbox/capture-ses.ts';
import { captureSns } from '../../../../infra/local/outbox/capture-sns.ts';
import { openOutbox } from './an-outbox.ts';

const anOutbox = async () => {
  const outbox = await openOutbox(() => Date.UTC(2026, 4, 4, 10, 30));
  onTestFinished(outbox.close);
  const common = {
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  };
  return {
    ...outbox,
    ses: new SESv2Client({ ...common, requestHandler: captureSes(outbox.log) as never }),
    sns: new SNSClient({ ...common, requestHandler: captureSns(outbox.log) as never }),
  };
};

const aMail = (overrides: Partial<SendEmailCommandInput> = {}): SendEmailCommandInput => ({
  FromEmailAddress: 'AI Orchestrator <ai@example.com>',
  Destination: { ToAddresses: ['ann@example.com'] },
  Content: {
    Simple: {
      Subject: { Data: 'Approve: Fix drift für Größe' },
      Body: {
        Text: { Data: 'See http://127.0.0.1:8083/approvals/gate-1.\nBye' },
        Html: { Data: '<a href="http://127.0.0.1:8083/approvals/gate-1?a=1&amp;b=2">See</a>' },
      },
    },
  },
  ...overrides,
});

const aPublish = (overrides: Partial<PublishCommandInput> = {}): PublishCommandInput => ({
  TopicArn: 'arn:aws:sns:us-east-1:000000000000:ai-orchestrator',
  Subject: 'Phase completed',
  Message: 'Canary is done & <well>: https://ops.example/x',
  ...overrides,
});

describe('mail by SES', () => {
  it('is kept with its whole text and its links', async () => {
    const { ses, log } = await anOutbox();

    const answer = await ses.send(new SendEmailCommand(aMail()));

    const messages = await log.newest(10);
    expect(messages).toEqual([
      {
        id: answer.MessageId,
        channel: 'email',
        to: 'ann@example.com',
        subject: 'Approve: Fix drift für Größe',
        text: 'See http://127.0.0.1:8083/approvals/gate-1.\nBye',
        html: '<a href="http://127.0.0.1:8083/approvals/gate-1?a=1&amp;b=2">See</a>',
        links: [
          'http://127.0.0.1:8083/approvals/gate-1',
          'http://127.0.0.1:8083/approvals/gate-1?a=1&b=2',
        ],
        at: '2026-05-04T10:30:00.000Z',
      },
    ]);
  });

  it('names every recipient', async () => {
    const { ses, log } = await anOutbox();
    const destination = { ToAddresses: ['a@example.com'], BccAddresses: ['b@example.com'] };

    await ses.send(new SendEmailCommand(aMail({ Destination: destination })));

    expect((await log.newest(1))[0]?.to).toBe('a@example.com, b@example.com');
  });

  const refused: readonly [string, Partial<SendEmailCommandInput>, RegExp][] = [
    ['no recipient', { Destination: {} }, /recipient/],
    ['a raw message', { Content: { Raw: { Data: Buffer.from('x') } } }, /Raw/],
    ['a template', { Content: { Template: { TemplateName: 't' } } }, /Template/],
    ['feedback forwarding', { FeedbackForwardingEmailAddress: 'x@example.com' }, /Feedback/],
  ];
  it.each(refused)('is refused with %s', async (_name, overrides, reason) => {
    const { ses, log } = await anOutbox();

    const sending = ses.send(new SendEmailCommand(aMail(overrides)));

    await expect(sending).rejects.toMatchObject({
      name: 'BadRequestException',
      message: expect.stringMatching(reason) as string,
    });
    expect(await log.newest(10)).toEqual([]);
  });

  it('is the only operation; others are refused by name', async () => {
    const { ses } = await anOutbox();

    const asking = ses.send(new GetEmailIdentityCommand({ EmailIdentity: 'x@example.com' }));

    await expect(asking).rejects.toThrow(/GET \/v2\/email\/identities/);
  });
});

describe('notices by SNS', () => {
  it('are kept with their topic', async () => {
    const { sns, log } = await anOutbox();
    const attributes = { event: { DataType: 'String', StringValue: 'phase_completed' } };

    const answer = await sns.send(new PublishCommand(aPublish({ MessageAttributes: attributes })));

    expect(await log.newest(10)).toEqual([
      {
        id: answer.MessageId,
        channel: 'sns',
        to: 'arn:aws:sns:us-east-1:000000000000:ai-orchestrator',
        subject: 'Phase completed',
        text: 'Canary is done & <well>: https://ops.example/x',
        html: null,
        links: ['https://ops.example/x'],
        at: '2026-05-04T10:30:00.000Z',
      },
    ]);
  });

  const refused: readonly [string, PublishCommandInput, RegExp][] = [
    ['without a topic', aPublish({ TopicArn: undefined }), /TopicArn/],
    ['without a message', aPublish({ Message: '' }), /Empty message/],
    ['to a phone', aPublish({ PhoneNumber: '+1' }), /PhoneNumber/],
  ];
  it.each(refused)('are refused %s', async (_name, input, reason) => {
    const { sns, log } = await anOutbox();

    const publishing = sns.send(new PublishCommand(input));

    await expect(publishing).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: expect.stringMatching(reason) as string,
    });
    expect(await log.newest(10)).toEqual([]);
  });

  it('have no other operation; others are refused by name', async () => {
    const { sns } = await anOutbox();

    await expect(sns.send(new ListTopicsCommand({}))).rejects.toThrow(/ListTopics/);
  });
});

describe('the log of messages', () => {
  it('has the newest first, also within a millisecond, and keeps them over a restart', async () => {
    const { log, reopen } = await anOutbox();
    for (const subject of ['first', 'second', 'third']) {
      await log.add({ channel: 'slack', to: '#ops', subject, text: subject, html: null });
    }

    const later = await reopen();

    const subjects = (await later.newest(2)).map((message) => message.subject);
    expect(subjects).toEqual(['third', 'second']);
  });
});
