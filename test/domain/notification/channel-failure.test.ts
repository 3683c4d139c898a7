import { describe, expect, it } from 'vitest';
import {
  answeredFailure,
  causeInBrackets,
  ChannelFailure,
} from '../../../functions/domain/notification/channel-failure.ts';
import { TransientFailure } from '../../../functions/domain/shared/errors.ts';

const coded = (code: unknown, cause?: unknown) =>
  Object.assign(new Error('no answer', { cause }), { code });

const timeout = Object.assign(new Error('late'), { name: 'TimeoutError' });

/** An error whose code lies so many causes deep. */
const deep = (levels: number): Error =>
  levels === 0 ? coded('ECONNREFUSED') : new Error('around', { cause: deep(levels - 1) });

describe('the cause of a call without an answer', () => {
  it.each<[string, unknown, string]>([
    ['a time-out', timeout, ' (no answer in time)'],
    ['a code', coded('ECONNREFUSED'), ' (ECONNREFUSED)'],
    ['a code of the cause', new Error('x', { cause: coded('ENOTFOUND') }), ' (ENOTFOUND)'],
    ['the outer code first', coded('EPIPE', coded('ENOTFOUND')), ' (EPIPE)'],
    ['a code that is none, and one that is', coded('not a code', coded('EPIPE')), ' (EPIPE)'],
    ['a code that is a number', coded(7), ''],
    ['a code that only reads as one', coded({ toString: () => 'EPIPE' }), ''],
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
