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
:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
body{max-width:52rem;margin:0 auto;padding:1rem}
article{border:1px solid #8886;border-radius:.5rem;padding:.75rem 1rem;margin:1rem 0}
h1{font-size:1.4rem}h2{font-size:1.05rem;margin:.25rem 0}
.meta{color:#767676;font-size:.85rem;overflow-wrap:anywhere}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font:.9rem/1.45 ui-monospace,monospace}
a{overflow-wrap:anywhere}
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

/** The page of captured messages, in the order given. */
export const renderOutboxPage = (messages: readonly CapturedMessage[]): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Outbox</title><style>${style}</style></head>
<body><h1>Outbox</h1>
<p>Messages that this machine captured in place of sending them, newest first.</p>
${messages.length === 0 ? '<p>Nothing was sent yet.</p>' : messages.map(article).join('\n')}
</body></html>
`;
