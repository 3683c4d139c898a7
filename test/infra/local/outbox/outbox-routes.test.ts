import { describe, expect, it, onTestFinished } from 'vitest';
import { linksIn } from '../../../../infra/local/outbox/captured-message.ts';
import { serveOutbox } from '../../../../infra/local/outbox/outbox-routes.ts';
import { startFront } from '../server/a-front.ts';
import { call } from '../server/http-client.ts';
import { openOutbox } from './an-outbox.ts';

const anOutboxPage = async () => {
  const outbox = await openOutbox();
  const front = await startFront({ local: { '/_local/outbox': serveOutbox(outbox.log) } });
  onTestFinished(async () => {
    await front.close();
    await outbox.close();
  });
  const headers = { host: `localhost:${front.port}` };
  const get = (accept?: string) =>
    call({
      port: front.port,
      path: '/_local/outbox',
      headers: { ...headers, ...(accept !== undefined && { accept }) },
    });
  const post = (path: string, body: string) =>
    call({
      port: front.port,
      method: 'POST',
      path: `/_local/outbox${path}`,
      headers: { ...headers, 'content-type': 'application/json' },
      body,
    });
  const messages = async () =>
    (JSON.parse((await get('application/json')).text) as { messages: unknown[] }).messages;
  return { log: outbox.log, get, post, messages, port: front.port };
};

describe('the outbox', () => {
  it('shows whole texts and links, newest first, and nothing that runs', async () => {
    const { log, get } = await anOutboxPage();
    await log.add({
      channel: 'email',
      to: '"><script>alert(1)</script>',
      subject: '<img src=x onerror=alert(1)>',
      text: 'older </pre><script>alert(2)</script> https://ops.example/a?b=1&c=2',
      html: '<script>alert(3)</script>',
    });
    await log.add({ channel: 'sns', to: 'topic', subject: 's', text: 'newer', html: null });

    const page = await get('text/html,application/xhtml+xml');

    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.headers['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
    );
    expect(page.headers['referrer-policy']).toBe('no-referrer');
    expect(page.text).not.toMatch(/<script|<img/);
    expect(page.text).toContain('<a href="https://ops.example/a?b=1&amp;c=2" rel="noreferrer">');
    expect(page.text.indexOf('newer')).toBeLessThan(page.text.indexOf('older &lt;/pre&gt;'));
  });

  it('has one main part and pages of fifty, each message on one of them', async () => {
    const { log, get, port } = await anOutboxPage();
    for (let index = 0; index < 120; index += 1) {
      await log.add({ channel: 'sns', to: 't', subject: `No. ${index}.`, text: 't', html: null });
    }
    const seen: string[] = [];
    let path: string | undefined = '/_local/outbox';
    const pages: string[] = [];
    while (path !== undefined) {
      const page = await call({ port, path, headers: { host: `localhost:${port}` } });
      pages.push(page.text);
      seen.push(...[...page.text.matchAll(/No\. (\d+)\./g)].map(([, number = '']) => number));
      path = /href="([^"]+)" rel="next">Older/.exec(page.text)?.[1];
    }

    expect(pages).toHaveLength(3);
    expect(seen).toEqual(Array.from({ length: 120 }, (_, index) => String(119 - index)));
    for (const page of pages) expect(page.match(/<main>/g)).toHaveLength(1);
    expect((await get()).text).not.toContain('>Newest<');
  });

  it('says so when nothing was sent', async () => {
    const { get } = await anOutboxPage();

    expect((await get()).text).toContain('Nothing was sent yet.');
  });

  it('answers JSON to who asks for it', async () => {
    const { log, messages } = await anOutboxPage();
    const kept = await log.add({
      channel: 'email',
      to: 'a@example.com',
      subject: 's',
      text: 't',
      html: '<p>t</p>',
    });

    expect(await messages()).toEqual([kept]);
  });

  it("keeps a Slack post with its blocks' text and links", async () => {
    const { post, messages } = await anOutboxPage();
    const body = {
      channel: '#ops',
      text: 'Task waits',
      blocks: [
        {
          type: 'section',
          text: { type: 'mrkdwn', text: '*47 assets* <https://ops.example/g|Open>' },
        },
        { type: 'actions', elements: [{ type: 'button', url: 'https://ops.example/b' }] },
      ],
    };

    const answer = await post('/slack', JSON.stringify(body));

    expect([answer.status, answer.text]).toEqual([200, 'ok']);
    expect(await messages()).toMatchObject([
      {
        channel: 'slack',
        to: '#ops',
        subject: 'Task waits',
        text: 'Task waits\n*47 assets* <https://ops.example/g|Open>\nhttps://ops.example/b',
        links: ['https://ops.example/g', 'https://ops.example/b'],
      },
    ]);
  });

  it('keeps a webhook delivery whole', async () => {
    const { post, messages } = await anOutboxPage();

    await post('/webhook', '{"type":"execution_started","data":{"id":"exec-1"}}');

    expect(await messages()).toMatchObject([
      {
        channel: 'webhook',
        to: '/_local/outbox/webhook',
        subject: 'execution_started',
        text: '{\n  "type": "execution_started",\n  "data": {\n    "id": "exec-1"\n  }\n}',
      },
    ]);
  });

  const malformed: readonly [string, string][] = [
    ['/slack', '{}'],
    ['/slack', 'no json'],
    ['/slack', '[]'],
    ['/webhook', '"text"'],
    ['/webhook', '{'],
  ];
  it.each(malformed)('refuses at %s the body %s', async (path, body) => {
    const { post, messages } = await anOutboxPage();

    const answer = await post(path, body);

    expect([answer.status, answer.text]).toEqual([400, 'invalid_payload']);
    expect(await messages()).toEqual([]);
  });

  it.each(['', '/elsewhere'])('takes no post at /_local/outbox%s', async (path) => {
    const { post } = await anOutboxPage();

    expect((await post(path, '{}')).status).toBe(404);
  });
});

describe('links in a message', () => {
  const cases: readonly [string, string, string | null, readonly string[]][] = [
    ['none', 'no address here', null, []],
    ['without the full stop', 'Go to https://a.example/x.', null, ['https://a.example/x']],
    ['without brackets', '(see https://a.example/x)', null, ['https://a.example/x']],
    ['once', 'https://a.example https://a.example', null, ['https://a.example']],
    [
      'of text and html',
      'https://a.example/1',
      '<a href="https://a.example/2">x</a>',
      ['https://a.example/1', 'https://a.example/2'],
    ],
    ['of no other scheme', 'javascript:alert(1) file:///etc', null, []],
  ];
  it.each(cases)('are found: %s', (...[, text, html, links]) => {
    expect(linksIn(text, html)).toEqual(links);
  });
});
