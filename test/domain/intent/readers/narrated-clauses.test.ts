import { describe, expect, it } from 'vitest';
import { makeNarratedAt } from '../../../../functions/domain/intent/readers/narrated-clauses.ts';
import { claimsOf } from '../../../support/planning/small-fleet.ts';

const narratedIn = (intent: string, heads: readonly string[] = []): string | null => {
  const claims = claimsOf(intent);
  const { tokens } = claims.text;
  const at = heads.map((head) => tokens.findIndex(({ text }) => text === head));
  const clause = makeNarratedAt(claims, at)(0);
  if (clause === null) return null;
  return tokens
    .slice(clause.from, clause.to)
    .map(({ text }) => text)
    .join(' ');
};

describe('a clause that tells of the past', () => {
  it.each([
    ['web drifted after the session, put it back', 'web drifted after the session'],
    ['someone edited sshd by hand last week. fix it', 'someone edited sshd by hand last week'],
    ['version 14 passed its tests yesterday, promote it', 'version 14 passed its tests yesterday'],
    ['the hosts were patched on Monday', 'the hosts were patched on monday'],
  ])('is the first of “%s”', (intent, clause) => {
    expect(narratedIn(intent, ['put', 'fix', 'promote'])).toBe(clause);
  });

  it.each([
    'web patched after the release, thanks',
    'web servers need to be patched, they drifted',
    'the window was moved to Sunday, patch web',
    'please have it restored',
    'unpatched hosts, update them',
    'exposed hosts last week, update them',
  ])('is none in “%s”', (intent) => {
    expect(narratedIn(intent)).toBeNull();
  });

  it('is none where something is asked for in it', () => {
    expect(narratedIn('patch web that failed yesterday', ['patch'])).toBeNull();
  });

  it('says where its verb stands, and whether it may tell of what was arranged', () => {
    const claims = claimsOf('we agreed on Sunday');
    expect(makeNarratedAt(claims, [])(0)).toEqual({ from: 0, to: 4, verb: 1, isArranging: true });
  });
});
