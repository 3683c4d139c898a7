import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { summarizeOutput } from '../../../functions/domain/tool/summarize-output.ts';
import { inputJsonSchema } from '../../../functions/domain/tool/tool-definition.ts';

describe('the summary of an output', () => {
  it.each([
    [{ total: 20, by_role: { web: 1 }, truncated: false }, 'total 20, truncated false'],
    [
      { assets_missing_patches: 7, all_vulnerabilities: [1, 2] },
      'assets missing patches 7, 2 all vulnerabilities',
    ],
    [{ action: 'reimage', nothing: null }, 'action reimage'],
    [{ text: `a\u202Eb${'x'.repeat(80)}` }, `text ab${'x'.repeat(57)}...`],
    [{}, ''],
    [null, 'null'],
    [undefined, 'undefined'],
    ['plain\u0007', 'plain'],
    [42, '42'],
    ['y'.repeat(400), `${'y'.repeat(299)}…`],
    [
      Object.fromEntries(Array.from({ length: 90 }, (_, at) => [`n${at + 10}`, 1])),
      /^n10 1, n11 1, .{285}…$/u,
    ],
  ])('of %j: %#', (output, text) => {
    if (typeof text === 'string') expect(summarizeOutput(output)).toBe(text);
    else expect(summarizeOutput(output)).toMatch(text);
  });
});

describe('what a tool takes', () => {
  it('is told as JSON Schema, of what is sent and not of what is parsed', () => {
    const tool = {
      name: 'count',
      description: '',
      risk_class: 'read_only' as const,
      input: z.strictObject({ limit: z.int().default(20) }).readonly(),
      output: z.unknown(),
      timeout_seconds: 1,
      available: true,
    };

    expect(inputJsonSchema(tool)).toMatchObject({
      type: 'object',
      properties: { limit: { type: 'integer', default: 20 } },
    });
    expect(inputJsonSchema(tool)).not.toHaveProperty('required');
  });
});
