import { describe, expect, it } from 'vitest';
import { formsIn, openBrowser } from '../../../../infra/local/demo/browser.ts';
import { startHttpServer } from '../../../../infra/local/server/http-server.ts';

describe("the demo's browser", () => {
  it('reads forms with the values that the page gave them', () => {
    const html = `<p>x</p><form method="post" action="/a?b=1&amp;c=2">
      <input type="hidden" name="token" value="&lt;1&quot;2&gt;" /><input name="empty">
      <textarea id="r" name="reason" rows="2"
        maxlength="9"></textarea><button>Go</button></form>
      <form action="/second"><input id="nameless" value="x"></form>`;

    expect(formsIn(html)).toEqual([
      { action: '/a?b=1&c=2', fields: { token: '<1"2>', empty: '', reason: '' } },
      { action: '/second', fields: {} },
    ]);
  });

  it('keeps cookies, posts as a page without referrer does, and follows the answer by GET', async () => {
    const seen: (string | undefined)[][] = [];
    const server = await startHttpServer(
      (request, response) => {
        const { method, url, headers } = request;
        seen.push([method, url, headers.cookie, headers.origin, String(headers['sec-fetch-site'])]);
        if (method === 'POST')
          response.writeHead(303, { location: '/done', 'set-cookie': 's=1; HttpOnly' });
        response.end('page');
        return Promise.resolve();
      },
      { host: '127.0.0.1', port: 0 },
    );

    const page = await openBrowser(`http://127.0.0.1:${server.port}`).post(
      { action: '/form', fields: { a: '1' } },
      { b: '2' },
    );

    expect(page).toEqual({ status: 200, html: 'page' });
    expect(seen).toEqual([
      ['POST', '/form', undefined, 'null', 'same-origin'],
      ['GET', '/done', 's=1', undefined, 'same-origin'],
    ]);
    await server.close();
  });
});
