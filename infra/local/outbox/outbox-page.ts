import { createHash } from 'node:crypto';
import type { CapturedMessage } from './captured-message.ts';

const escapeHtml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');

const style = `
:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif;--ground:#fff;--ink:#16202e;--soft:#4a5563;--line:#c3cad3;--link:#1a56c4}
@media (prefers-color-scheme:dark){:root{--ground:#10151c;--ink:#eef2f7;--soft:#b3bdca;--line:#455365;--link:#9cc0ff}}
body{max-width:52rem;margin:0 auto;padding:1rem;background:var(--ground);color:var(--ink)}
article{border:1px solid var(--line);border-radius:.5rem;padding:.75rem 1rem;margin:1rem 0}
h1{font-size:1.4rem}h2{font-size:1.05rem;margin:.25rem 0}
.meta{color:var(--soft);font-size:.85rem;overflow-wrap:anywhere}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font:.9rem/1.45 ui-monospace,monospace}
a{overflow-wrap:anywhere;color:var(--link)}
nav{display:flex;gap:1.5rem;margin:1rem 0}
`;

const styleHash = createHash('sha256').update(style).digest('base64');

/** Nothing loads, runs, submits or frames: messages hold text that others wrote. */
export const outboxPageHeaders: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
};

const link = (address: string): string =>
  `<li><a href="${escapeHtml(address)}" rel="noreferrer">${escapeHtml(address)}</a></li>`;

const article = (message: CapturedMessage): string => `<article id="${escapeHtml(message.id)}">
<div class="meta">${escapeHtml(message.channel)} to ${escapeHtml(message.to)} · <time datetime="${escapeHtml(message.at)}">${escapeHtml(message.at)}</time></div>
<h2>${escapeHtml(message.subject)}</h2>
<pre>${escapeHtml(message.text === '' ? (message.html ?? '') : message.text)}</pre>
${message.links.length > 0 ? `<ul>${message.links.map(link).join('')}</ul>` : ''}
</article>`;

export interface OutboxPage {
  readonly messages: readonly CapturedMessage[];
  /** True where newer messages are on a page before this one. */
  readonly isContinued: boolean;
  /** The last message shown, where older ones follow. */
  readonly olderThan: string | null;
}

const pages = ({ isContinued, olderThan }: OutboxPage): string => {
  const newest = isContinued ? '<a href="/_local/outbox">Newest</a>' : '';
  const older =
    olderThan === null
      ? ''
      : `<a href="/_local/outbox?before=${encodeURIComponent(olderThan)}" rel="next">Older</a>`;
  return newest + older === '' ? '' : `<nav aria-label="Pages">${newest}${older}</nav>`;
};

const nothing = (isContinued: boolean): string =>
  `<p>${isContinued ? 'There are no older messages.' : 'Nothing was sent yet.'}</p>`;

/** One page of captured messages, in the order given. */
export const renderOutboxPage = (page: OutboxPage): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Outbox</title><style>${style}</style></head>
<body><main><h1>Outbox</h1>
<p>Messages that this machine captured in place of sending them, newest first.</p>
${page.messages.length === 0 ? nothing(page.isContinued) : page.messages.map(article).join('\n')}
${pages(page)}</main></body></html>
`;
