import { afterEach, expect, test } from 'vitest';
import { makeSlackChannel } from '../../../functions/adapters/slack/slack-channel.ts';
import { openLoopback } from '../../support/approval/loopback.ts';
import { aNotice } from '../../support/approval/notice.ts';

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

const link = 'http://127.0.0.1:8083/approvals/gate-7zzzzzzzzzzzzzzzzzzzzzzzzz';

test('a notice is plain-text blocks with one button to its link', async () => {
  const server = await open();

  await makeSlackChannel({ url: server.url, channel: '#alerts' }).send(aNotice());

  expect(server.received[0]?.headers['content-type']).toBe('application/json');
  expect(JSON.parse(server.received[0]?.body ?? '')).toEqual({
    channel: '#alerts',
    text: 'A change waits for your approval (production)',
    unfurl_links: false,
    unfurl_media: false,
    blocks: [
      {
        type: 'header',
        text: {
          type: 'plain_text',
          text: 'A change waits for your approval (production)',
          emoji: false,
        },
      },
      {
        type: 'section',
        text: {
          type: 'plain_text',
          text: 'A change waits.\nGoal: <b>fix</b> & go\n',
          emoji: false,
        },
      },
      {
        type: 'actions',
        elements: [
          {
            type: 'button',
            text: { type: 'plain_text', text: 'Open', emoji: false },
            url: link,
            action_id: 'open_link',
          },
        ],
      },
    ],
  });
});

test('a notice without a link has no button, and no channel where none is set', async () => {
  const server = await open();

  await makeSlackChannel({ url: server.url }).send(aNotice({ links: [] }));

  const message = JSON.parse(server.received[0]?.body ?? '') as { blocks: { type: string }[] };
  expect(message.blocks.map((block) => block.type)).toEqual(['header', 'section']);
  expect(message).not.toHaveProperty('channel');
});

test('words become no mention: what Slack would read as control is escaped', async () => {
  const server = await open();

  await makeSlackChannel({ url: server.url }).send(aNotice({ subject: '<!channel> & <@U1>' }));

  const message = JSON.parse(server.received[0]?.body ?? '') as { text: string };
  expect(message.text).toBe('&lt;!channel&gt; &amp; &lt;@U1&gt;');
});

test('long text is cut to what Slack takes', async () => {
  const server = await open();

  await makeSlackChannel({ url: server.url }).send(aNotice({ text: 'x'.repeat(9_000) }));

  const message = JSON.parse(server.received[0]?.body ?? '') as {
    blocks: { text?: { text: string } }[];
  };
  expect(message.blocks[1]?.text?.text).toHaveLength(3_000);
});

test.each([302, 404, 500])('status %i is a failure that is tried again', async (status) => {
  const server = await open((response) =>
    response.writeHead(status, status === 302 ? { location: '/' } : {}).end(),
  );

  await expect(makeSlackChannel({ url: server.url }).send(aNotice())).rejects.toMatchObject({
    name: 'TransientFailure',
  });
});
