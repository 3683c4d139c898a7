import { createHash } from 'node:crypto';

/** The page's only style sheet. It is inline, and the policy allows it by its hash. */
export const styles = `
:root { color-scheme: light dark;
  --ground: #f5f7fa; --card: #ffffff; --ink: #16202e; --soft: #556070; --line: #d5dbe3;
  --accent: #1a56c4; --on-accent: #ffffff; --good: #17663a; --bad: #a8201a; --warn: #7a4b00;
  --warn-ground: #fff4dc; --info-ground: #e8f0ff; --bad-ground: #fdeceb; --good-ground: #e6f5ec; }
@media (prefers-color-scheme: dark) { :root {
  --ground: #10151c; --card: #19212b; --ink: #eef2f7; --soft: #a6b2c1; --line: #354252;
  --accent: #86b1ff; --on-accent: #0b1626; --good: #76d69c; --bad: #ff9d96; --warn: #ffcf7a;
  --warn-ground: #33290f; --info-ground: #172a49; --bad-ground: #3a1a19; --good-ground: #143222; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; overflow-wrap: anywhere; }
header, main, footer { max-width: 52rem; margin: 0 auto; padding: 1rem; }
header { color: var(--soft); font-weight: 600; padding-bottom: 0; }
footer { color: var(--soft); font-size: .875rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: .25rem 0 1rem; }
h2 { font-size: 1.125rem; margin: 0 0 .75rem; }
h3 { font-size: 1rem; margin: 0 0 .25rem; }
p { margin: 0 0 .75rem; }
a { color: var(--accent); }
section { background: var(--card); border: 1px solid var(--line); border-radius: .75rem;
  padding: 1.1rem; margin: 0 0 1rem; }
.notice { border-radius: .75rem; padding: .8rem 1rem; margin: 0 0 1rem; background: var(--info-ground); }
.notice.bad { background: var(--bad-ground); } .notice.good { background: var(--good-ground); }
.notice.warn { background: var(--warn-ground); }
dl { display: grid; grid-template-columns: 1fr; gap: .1rem 1rem; margin: 0; }
dt { color: var(--soft); font-size: .875rem; } dd { margin: 0 0 .5rem; }
@media (min-width: 34rem) { dl { grid-template-columns: 11rem 1fr; gap: .4rem 1rem; }
  dt { font-size: 1rem; } dd { margin: 0; } }
.tag { display: inline-block; padding: .05rem .6rem; border-radius: 1rem; border: 1px solid currentcolor;
  font-weight: 600; }
.tag.production, .tag.high, .tag.critical, .tag.error { color: var(--bad); }
.tag.staging, .tag.medium, .tag.warning { color: var(--warn); }
.tag.development, .tag.low { color: var(--good); }
code { font-family: ui-monospace, SFMono-Regular, Menlo, monospace; font-size: .875em; }
ul { margin: 0 0 .75rem; padding-left: 1.2rem; }
.phase { border-top: 1px solid var(--line); padding: .8rem 0 .2rem; }
.phase:first-of-type { border-top: 0; padding-top: 0; }
summary { cursor: pointer; padding: .6rem 0; color: var(--accent); font-weight: 600; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem .35rem 0; border-bottom: 1px solid var(--line); }
th { color: var(--soft); font-weight: 600; } td, th { overflow-wrap: normal; } td code { white-space: nowrap; }
form { margin: 0; } form + form { margin-top: 1.25rem; border-top: 1px solid var(--line); padding-top: 1.25rem; }
label { display: block; font-weight: 600; margin: 0 0 .3rem; }
.hint { color: var(--soft); font-size: .9rem; }
input, textarea { width: 100%; font: inherit; color: inherit; background: var(--ground);
  border: 1px solid var(--soft); border-radius: .5rem; padding: .75rem; margin: 0 0 .75rem; }
input.code { font-size: 1.5rem; letter-spacing: .3em; max-width: 14rem; }
button { display: block; width: 100%; min-height: 3rem; font: inherit; font-weight: 700; border-radius: .5rem;
  border: 2px solid var(--accent); background: var(--accent); color: var(--on-accent); padding: .6rem 1.2rem; cursor: pointer; }
button.reject { background: transparent; border-color: var(--bad); color: var(--bad); }
button.second { background: transparent; color: var(--accent); }
@media (min-width: 34rem) { button { width: auto; min-width: 14rem; } }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
`;

const styleHash = createHash('sha256').update(styles, 'utf8').digest('base64');

/**
 * What every answer of the page carries: nothing loads, runs or frames it, no address leaks from it,
 * and no cache keeps it. Forms go to their own origin only.
 */
export const pageHeaders: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy': [
    "default-src 'none'",
    `style-src 'sha256-${styleHash}'`,
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-robots-tag': 'noindex, nofollow',
};
