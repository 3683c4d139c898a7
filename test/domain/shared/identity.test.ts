import { describe, expect, it } from 'vitest';
import { isLocal, mayExercise } from '../../../functions/domain/shared/identity.ts';
import { OrgId } from '../../../functions/domain/shared/ids.ts';
import type { Right, Role } from '../../../functions/domain/shared/identity.ts';

const table: readonly (readonly [Role, readonly Right[]])[] = [
  ['viewer', ['read', 'public']],
  ['operator', ['read', 'submit', 'control', 'public']],
  ['approver', ['read', 'decide', 'public']],
  ['admin', ['read', 'submit', 'control', 'decide', 'settings', 'public']],
];

const rights: readonly Right[] = ['read', 'submit', 'control', 'decide', 'settings', 'public'];

const caller = (...roles: Role[]) => ({ id: 'someone', email: null, org: null, roles });

describe('a right', () => {
  it.each(table)('is exercised by a %s only from: %j', (role, allowed) => {
    const exercised = rights.filter((right) => mayExercise(caller(role), right));

    expect(exercised).toEqual(rights.filter((right) => allowed.includes(right)));
  });

  it('comes from any of several roles, and none from no role', () => {
    expect(mayExercise(caller('viewer', 'approver'), 'decide')).toBe(true);
    expect(mayExercise(caller('viewer', 'approver'), 'submit')).toBe(false);
    expect(mayExercise(caller(), 'read')).toBe(false);
    expect(mayExercise(caller(), 'public')).toBe(true);
  });
});

describe('the identity of one machine', () => {
  it('belongs to no org', () => {
    expect(isLocal({ org: null })).toBe(true);
    expect(isLocal({ org: OrgId.parse('org-123') })).toBe(false);
  });
});
