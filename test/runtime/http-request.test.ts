import { describe, expect, it } from 'vitest';
import { Rejection } from '../../functions/domain/shared/errors.ts';
import { parseRequest } from '../../functions/runtime/http-request.ts';
import { aJsonEvent, anEvent } from '../support/seams/events.ts';

const json = { acceptsForm: false };
const page = { acceptsForm: true };

const refusal = (work: () => unknown): Rejection => {
  try {
    work();
  } catch (error) {
    if (error instanceof Rejection) return error;
    throw error;
  }
  throw new Error('was not refused');
};

describe('a request', () => {
  it('has lower-case headers, its parameters, cookies and parsed JSON', () => {
    const request = parseRequest(
      aJsonEvent(
        { a: 1 },
        {
          claims: null,
          headers: { 'Content-Type': 'Application/JSON; charset=utf-8', 'X-Thing': 'Yes' },
          path: '/api/v1/ai/tasks/t/cancel',
          params: { task_id: 't' },
          query: { wait: '5' },
          cookies: ['a=b=c', 'lone', ' x = y '],
        },
      ),
      json,
    );

    expect(request).toEqual({
      requestId: 'request-1',
      path: '/api/v1/ai/tasks/t/cancel',
      method: 'POST',
      params: { task_id: 't' },
      query: { wait: '5' },
      headers: { 'content-type': 'Application/JSON; charset=utf-8', 'x-thing': 'Yes' },
      cookies: { a: 'b=c', lone: '', x: 'y' },
      json: { a: 1 },
      form: {},
    });
  });

  it('may come in base 64', () => {
    const body = Buffer.from('{"ä":"€"}').toString('base64');

    expect(parseRequest(aJsonEvent(body, { base64: true }), json).json).toEqual({ ä: '€' });
  });

  it.each<[string, string | undefined]>([
    ['no body', undefined],
    ['an empty body', ''],
    ['a blank body', ' \n'],
  ])('with %s has no JSON', (_, body) => {
    const event = anEvent({
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      ...(body !== undefined && { body }),
    });

    expect(parseRequest(event, json).json).toBeUndefined();
  });

  it.each([
    'text/plain',
    '',
    'application/xml',
    'application/json-patch+json',
    'application/jsonx',
    'multipart/form-data; boundary=x',
    'application/x-www-form-urlencoded',
  ])('with a body of type %j is refused', (type) => {
    const error = refusal(() =>
      parseRequest(aJsonEvent('{}', { headers: { 'content-type': type } }), json),
    );

    expect(error.code).toBe('unsupported-media-type');
  });

  it('of a page may be a form, and one of the API may not: another site could send it', () => {
    const event = anEvent({
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'reason=a+b%21&code=123456',
    });

    expect(parseRequest(event, page)).toMatchObject({
      json: undefined,
      form: { reason: 'a b!', code: '123456' },
    });
    expect(refusal(() => parseRequest(event, json)).code).toBe('unsupported-media-type');
  });

  it('may have 256 KB of body, in bytes', () => {
    const most = `"${'x'.repeat(256 * 1024 - 2)}"`;
    const more = `"${'€'.repeat(100_000)}"`;

    expect(parseRequest(aJsonEvent(most), json).json).toHaveLength(262_142);
    expect(refusal(() => parseRequest(aJsonEvent(more), json)).code).toBe('payload-too-large');
    expect(refusal(() => parseRequest(aJsonEvent(`${most} `), json)).code).toBe(
      'payload-too-large',
    );
  });
});
