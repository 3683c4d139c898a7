import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { ListTasksQuery } from '../../../functions/domain/task/task-requests.ts';
import { parseInput } from '../../../functions/application/shared/parse-input.ts';
import { Rejection } from '../../../functions/domain/shared/errors.ts';

const faultsOf = (schema: z.ZodType, value: unknown): readonly string[] => {
  try {
    parseInput(schema, value);
  } catch (error) {
    if (error instanceof Rejection) return error.details.errors?.map(({ detail }) => detail) ?? [];
    throw error;
  }
  return [];
};

describe('what is said of a request’s faults', () => {
  it.each<[z.ZodType, unknown, string]>([
    [z.object({ reason: z.string() }), {}, 'is required: send text'],
    [z.object({ reason: z.string() }), { reason: null }, 'must be text'],
    [z.object({ on: z.boolean() }), {}, 'is required: send true or false'],
    [z.object({ list: z.array(z.string()) }), {}, 'is required: send a list'],
    [z.object({ of: z.record(z.string(), z.string()) }), {}, 'is required: send an object'],
    [z.object({ n: z.int() }), { n: 1.5 }, 'must be a whole number'],
    [z.object({ n: z.number() }), { n: 'x' }, 'must be a number'],
    [z.enum(['a', 'b']), 'c', 'must be one of a, b'],
    [z.object({ of: z.enum(['a', 'b']) }), {}, 'is required: send one of a, b'],
    [z.literal('a'), 'b', 'must be a'],
    [z.string().min(1), '', 'must not be empty'],
    [z.string().min(3), 'a', 'must have at least 3 characters'],
    [z.string().max(1), 'abc', 'must have at most 1 character'],
    [z.array(z.string()).max(2), ['a', 'b', 'c'], 'must have at most 2 entries'],
    [z.number().max(2), 3, 'must be at most 2'],
    [z.number().min(2), 1, 'must be at least 2'],
    [z.email(), 'x', 'must be a mail address, such as alice@example.com'],
    [z.iso.datetime(), 'x', 'must be a time with its zone, such as 2026-03-01T09:00:00Z'],
    [z.url(), 'x', 'must be a whole address, such as https://example.com'],
    [z.string().regex(/^x$/), 'y', 'has not the form that is needed here'],
    [z.string().regex(/^x$/, 'must be x'), 'y', 'must be x'],
    [z.union([z.string(), z.boolean()]), 1, 'has not the form that is needed here'],
    [z.strictObject({}), { a: 1 }, 'is not a known member'],
    [z.number().multipleOf(5), 3, 'must be a multiple of 5'],
  ])('%# is in plain words', (schema, value, detail) => {
    expect(faultsOf(schema, value)).toEqual([detail]);
  });

  it('shows a time that would do', () => {
    expect(faultsOf(ListTasksQuery, { created_after: 'yesterday', created_before: '1' })).toEqual([
      'must be a time with its zone, such as 2026-03-01T09:00:00Z',
      'must be a time with its zone, such as 2026-03-01T09:00:00Z',
    ]);
  });
});
