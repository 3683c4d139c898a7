import * as z from 'zod';
import { describe, expect, it } from 'vitest';
import { parseInput } from '../../../functions/application/shared/parse-input.ts';
import { Rejection } from '../../../functions/domain/shared/errors.ts';

const schema = z.strictObject({
  name: z.string().min(1),
  'a/b~c': z.int().optional(),
  inner: z.strictObject({ list: z.array(z.strictObject({ size: z.int() })) }).optional(),
});

const refusalOf = (value: unknown, prefix?: string): Rejection => {
  try {
    parseInput(schema, value, prefix);
  } catch (error) {
    if (error instanceof Rejection) return error;
    throw error;
  }
  throw new Error('was accepted');
};

describe('an input', () => {
  it('is given as its schema reads it', () => {
    expect(parseInput(z.strictObject({ n: z.coerce.number() }), { n: '4' })).toEqual({ n: 4 });
  });

  it.each<[string, unknown, readonly string[]]>([
    ['a missing member', {}, ['/name']],
    ['an unknown member', { name: 'x', more: 1 }, ['/more']],
    ['several unknown members', { name: 'x', one: 1, two: 2 }, ['/one', '/two']],
    ['an unknown member inside', { name: 'x', inner: { list: [], more: 1 } }, ['/inner/more']],
    [
      'an unknown member of an entry',
      { name: 'x', inner: { list: [{ size: 1 }, { size: 2, odd: 3 }] } },
      ['/inner/list/1/odd'],
    ],
    ['a wrong entry', { name: 'x', inner: { list: [{ size: 'big' }] } }, ['/inner/list/0/size']],
    ['a name with special characters', { name: 'x', 'a/b~c': 'y' }, ['/a~1b~0c']],
    ['an unknown one with them', { name: 'x', '~/': 1 }, ['/~0~1']],
    ['no object', 'text', ['']],
    ['nothing', null, ['']],
    ['an array', [], ['']],
    ['two faults', { name: '', inner: {} }, ['/name', '/inner/list']],
  ])('with %s names it by a JSON pointer', (_, value, pointers) => {
    const refusal = refusalOf(value);

    expect(refusal.code).toBe('invalid-request');
    expect(refusal.details.errors?.map(({ pointer }) => pointer)).toEqual(pointers);
  });

  it('says where it came from', () => {
    const refusal = refusalOf({ name: 'x', limit: '1' }, '/query');

    expect(refusal.message).toBe('/query/limit: is not a known member');
    expect(refusal.details.errors).toEqual([
      { pointer: '/query/limit', detail: 'is not a known member' },
    ]);
  });

  it('that is wrong as a whole is called the body', () => {
    expect(refusalOf('text').message).toMatch(/^The body: /);
  });
});
