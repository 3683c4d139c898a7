import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { wholeNumber } from '../../../functions/domain/shared/whole-number.ts';

const schema = wholeNumber(1, 100);
const fault = 'expected a whole number from 1 to 100, in digits';

it.each([
  ['1', 1],
  ['100', 100],
  ['007', 7],
])('%s is read as %i', (text, number) => {
  expect(schema.parse(text)).toBe(number);
});

it.each([
  ...['0', '101', '-1', '+5', '1e1', '0x10', '10.0', ' 10', '10 ', '', 'ten', '१'],
  ...['1\n', '00000000000000005', ['5', '6'], 5, null, undefined],
])('%j is refused, in words for people', (given) => {
  const issues = schema.safeParse(given).error?.issues ?? [];

  expect(issues.map(({ message }) => message)).toContain(fault);
});

it('every number from the least to the most is read, and no other', () => {
  fc.assert(
    fc.property(fc.nat(1_000), (number) => {
      expect(schema.safeParse(String(number)).success).toBe(number >= 1 && number <= 100);
    }),
  );
});

it('is told with its bounds in JSON Schema', () => {
  expect(z.toJSONSchema(schema, { io: 'input' })).toMatchObject({
    type: 'integer',
    minimum: 1,
    maximum: 100,
  });
});
