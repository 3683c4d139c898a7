import { expect, test } from 'vitest';
import { refuseCrossSite } from '../../../functions/adapters/pages/same-origin.ts';

const publicUrl = 'https://approve.example.com/base';
const host = 'approve.example.com';

test.each([
  ['a program that sends neither header', {}],
  [
    'a browser’s form on a page without referrer',
    { origin: 'null', 'sec-fetch-site': 'same-origin' },
  ],
  ['a form of the public address', { origin: 'https://approve.example.com' }],
  [
    'a form of the address that was called',
    { origin: 'http://localhost:8083', host: 'localhost:8083' },
  ],
  ['a repeated post by the reader', { 'sec-fetch-site': 'none' }],
])('passes %s', (_, headers: Record<string, string>) => {
  expect(() => refuseCrossSite({ host, ...headers }, publicUrl)).not.toThrow();
});

test.each([
  ['a form of another site', { origin: 'https://evil.example' }],
  ['a form of a sibling site', { origin: 'https://x.example.com', 'sec-fetch-site': 'same-site' }],
  ['a browser that says cross-site', { 'sec-fetch-site': 'cross-site' }],
  ['a browser that says same-site', { 'sec-fetch-site': 'same-site' }],
  ['a sandboxed frame', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
  ['an origin hidden by an old browser', { origin: 'null' }],
  ['another port', { origin: 'https://approve.example.com:8443' }],
  ['a lookalike', { origin: 'https://approve.example.com.evil.example' }],
  [
    'a claim that contradicts itself',
    { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
  ],
])('refuses %s', (_, headers: Record<string, string>) => {
  expect(() => refuseCrossSite({ host, ...headers }, publicUrl)).toThrow(
    expect.objectContaining({ code: 'cross-site-request' }),
  );
});
