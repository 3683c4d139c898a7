import { describe, expect, it } from 'vitest';
import { backOffSeconds } from '../../../functions/domain/notification/back-off.ts';
import {
  answeredFailure,
  causeInBrackets,
  ChannelFailure,
} from '../../../functions/domain/notification/channel-failure.ts';
import {
  cleanLines,
  escapeHtml,
  terminalText,
} from '../../../functions/domain/notification/safe-text.ts';
import { TransientFailure } from '../../../functions/domain/shared/errors.ts';

const coded = (code: unknown, cause?: unknown) =>
  Object.assign(new Error('no answer', { cause }), { code });

const timeout = Object.assign(new Error('late'), { name: 'TimeoutError' });

/** An error whose code lies so many causes deep. */
const deep = (levels: number): Error =>
  levels === 0 ? coded('ECONNREFUSED') : new Error('around', { cause: deep(levels - 1) });

describe('how long a message waits', () => {
  it.each([
    [1, 5],
    [2, 10],
    [3, 20],
    [8, 640],
    [9, 900],
    [30, 900],
  ])('after %i attempts: %i s', (attempts, seconds) => {
    expect(backOffSeconds(attempts)).toBe(seconds);
  });
});

describe('the cause of a call without an answer', () => {
  it.each<[string, unknown, string]>([
    ['a time-out', timeout, ' (no answer in time)'],
    ['a code', coded('ECONNREFUSED'), ' (ECONNREFUSED)'],
    ['a code of the cause', new Error('x', { cause: coded('ENOTFOUND') }), ' (ENOTFOUND)'],
    ['the outer code first', coded('EPIPE', coded('ENOTFOUND')), ' (EPIPE)'],
    ['a code that is none, and one that is', coded('not a code', coded('EPIPE')), ' (EPIPE)'],
    ['a code that is a number', coded(7), ''],
    ['a short code', coded('EX'), ''],
    ['a code with something before', coded('x EPIPE'), ''],
    ['a code with something after', coded('EPIPE: secret'), ''],
    ['four causes deep', deep(4), ' (ECONNREFUSED)'],
    ['five causes deep', deep(5), ''],
    ['words', 'ECONNREFUSED', ''],
    ['nothing', null, ''],
    ['an object that is no error', { code: 'EPIPE' }, ''],
    ['a thing named like a time-out', { name: 'TimeoutError' }, ''],
  ])('of %s: %#', (_name, error, text) => {
    expect(causeInBrackets(error)).toBe(text);
  });
});

describe('a channel that did not take a message', () => {
  it('says what was answered, if anything, and is worth repeating', () => {
    const cause = new Error('x');
    const failure = new ChannelFailure('The host refused', { status: 503, cause });

    expect(failure).toBeInstanceOf(TransientFailure);
    expect([failure.message, failure.status, failure.cause, failure.retryAfterSeconds]).toEqual([
      'The host refused',
      503,
      cause,
      1,
    ]);
    expect(new ChannelFailure('x').status).toBeNull();
    expect(new ChannelFailure('x', { status: null }).status).toBeNull();
  });

  it('is named after the error of a service that answered', () => {
    const error = Object.assign(new Error('secret text'), {
      name: 'MessageRejected',
      $metadata: { httpStatusCode: 400 },
    });
    const failure = answeredFailure('SES did not take it', error);

    expect([failure.message, failure.status, failure.cause]).toEqual([
      'SES did not take it (MessageRejected)',
      400,
      error,
    ]);
  });

  it('is named after the code of a call that got no answer', () => {
    const error = coded('ECONNRESET');
    const failure = answeredFailure('SES did not take it', error);

    expect([failure.message, failure.status, failure.cause]).toEqual([
      'SES did not take it (ECONNRESET)',
      null,
      error,
    ]);
  });

  it('takes no name that is more than one', () => {
    const error = Object.assign(new Error('x'), {
      name: 'two words',
      $metadata: { httpStatusCode: 400 },
    });

    expect(answeredFailure('No', error)).toMatchObject({ message: 'No', status: null });
  });
});

describe('text of others', () => {
  it.each([
    ['a\r\nb\rc\nd', 2_000, 'a\nb\nc\nd'],
    ['\n a\u202E \n\n b\u0007 \n', 2_000, 'a\n\nb'],
    ['abcdef', 6, 'abcdef'],
    ['abcdefg', 6, 'abcde…'],
    ['abc\ndef', 6, 'abc\nd…'],
    ['abc\nde', 6, 'abc\nde'],
  ])('keeps its lines: %j cut to %i', (text, most, clean) => {
    expect(cleanLines(text, most)).toBe(clean);
  });

  it('has two thousand characters at most', () => {
    expect(cleanLines('x'.repeat(2_000))).toBe('x'.repeat(2_000));
    expect(cleanLines('x'.repeat(2_001))).toBe(`${'x'.repeat(1_999)}…`);
  });

  it('steers no terminal', () => {
    expect(terminalText('a\tb\nc\u001B[31m\u202Ed')).toBe('a\tb\nc\\u{1b}[31m\\u{202e}d');
  });

  it('is no HTML', () => {
    expect(escapeHtml(`<a href="x" id='y'>&</a>`)).toBe(
      '&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;&lt;/a&gt;',
    );
  });
});
