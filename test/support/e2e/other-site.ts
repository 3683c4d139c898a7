import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A page on another site than the product's: a browser takes `localhost` and `127.0.0.1` for two.
 * It holds what a hostile or an honest page may: a link, a frame, an image and forms.
 */
export const startOtherSite = async (link: string) => {
  const form = (id: string, action: string): string =>
    `<form id="${id}" method="post" action="${action}">
      <input name="email" value="approver@example.com"><input name="code" value="123456">
      <input name="decision" value="approve"><button>${id}</button></form>`;
  const page = `<!doctype html><title>Webmail</title>
    <a href="${link}">Look at the change and decide</a>
    <a href="${link}" target="_blank" rel="opener">Look in another tab</a>
    <iframe name="frame" src="${link}"></iframe><img src="${link}">
    ${form('code', `${link}/codes`)}${form('session', `${link}/session`)}
    ${form('decision', `${link}/decision`)}${form('page', link)}`;
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end(page);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}/inbox`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};
