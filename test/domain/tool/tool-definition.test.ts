import { expect, it } from 'vitest';
import * as z from 'zod';
import { inputJsonSchema, UntrustedText } from '../../../functions/domain/tool/tool-definition.ts';

it('what a tool takes is told as it is sent, before any default', () => {
  const schema = inputJsonSchema({
    name: 'count',
    description: 'Counts.',
    risk_class: 'read_only',
    input: z.strictObject({ limit: z.int().default(20) }),
    output: z.int(),
    timeout_seconds: 5,
    available: true,
  });

  expect(schema).toMatchObject({
    type: 'object',
    properties: { limit: { type: 'integer', default: 20 } },
    additionalProperties: false,
  });
  expect(schema).not.toHaveProperty('required');
});

it('text from outside says where it came from', () => {
  const text = { provenance: 'CVE feed', text: 'x' };

  expect(UntrustedText.parse(text)).toEqual(text);
  expect(UntrustedText.safeParse({ text: 'x' }).success).toBe(false);
  expect(UntrustedText.safeParse({ ...text, more: 1 }).success).toBe(false);
});
