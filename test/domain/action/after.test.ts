import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { misfitOf, notShown, unchanged, whenIn } from '../../../functions/domain/action/after.ts';
import { anAsset } from '../../support/builders/an-asset.ts';

const done = { changed: {}, output: 'Done' };

describe('what an action makes of an asset', () => {
  it.each([
    ['running', 'running', done],
    ['stopped', 'stopped', done],
    ['running', 'stopped', { refused: 'ineligible: the instance is stopped' }],
    ['stopped', 'running', { refused: 'ineligible: the instance is running' }],
  ] as const)('that needs it %s, of one that is %s: %j', (needed, state, after) => {
    expect(whenIn(needed, anAsset(1, { state }), () => done)).toEqual(after);
  });

  it('is nothing where it only says what it did', () => {
    expect(unchanged('Done')).toEqual(done);
  });

  it('is refused where a description of an asset would not show it', () => {
    expect(notShown('build_image')).toEqual({
      refused: 'invalid: a simulated fleet has no action "build_image"',
    });
  });
});

describe('the words for parameters that don’t fit', () => {
  const fault = (schema: z.ZodType, value: unknown) => {
    const { error } = schema.safeParse(value);
    if (error === undefined) throw new Error('The value fits');
    return misfitOf(error);
  };

  it('name the place of the first fault', () => {
    const schema = z.object({ a: z.object({ b: z.array(z.string('no word')) }), c: z.int() });

    expect(fault(schema, { a: { b: ['x', 1, 2] }, c: 'x' })).toBe(
      'invalid: parameters a.b.1: no word',
    );
    expect(fault(z.object({}, 'no object'), null)).toBe('invalid: parameters : no object');
  });

  it('stand without any fault to name', () => {
    expect(misfitOf(new z.ZodError([]))).toBe('invalid: parameters : ');
  });
});
