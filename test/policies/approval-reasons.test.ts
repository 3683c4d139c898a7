import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ReasonCode } from '../../functions/domain/policy/approval-reason.ts';

test('every reason that the policy gives has a sentence, and no other does', () => {
  const rego = readFileSync(
    join(import.meta.dirname, '../../policies/approval_requirement.rego'),
    'utf8',
  );
  const given = [...rego.matchAll(/_reasons contains "([a-z-]+)"/gu)].map((match) => match[1]);

  expect(given.length).toBeGreaterThan(10);
  expect([...new Set(given)].sort()).toEqual([...ReasonCode.options].sort());
});
