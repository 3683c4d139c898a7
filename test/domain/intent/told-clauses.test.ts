import { describe, expect, it } from 'vitest';
import { readSpeechAct } from '../../../functions/domain/intent/readers/read-speech-act.ts';
import { readOffLimits, toldClauses } from '../../../functions/domain/intent/told-clauses.ts';
import type { Place } from '../../../functions/domain/intent/covered-by.ts';
import { claimsOf } from '../../support/planning/small-fleet.ts';

type Claims = ReturnType<typeof claimsOf>;

const wordsOf = (claims: Claims, places: readonly Place[]) =>
  places.map(({ from, to }) =>
    claims.text.tokens
      .slice(from, to)
      .map(({ text }) => text)
      .join(' '),
  );

describe('toldClauses', () => {
  const told = (intent: string) => {
    const claims = claimsOf(intent);
    return wordsOf(claims, toldClauses(claims, readSpeechAct(claims).heads));
  };

  it.each([
    ['patch web, a demo runs there', ['a demo runs there']],
    ['patch web, the scanner flagged them', ['the scanner flagged them']],
    ['the servers were slow; patch them', ['the servers were slow']],
    ['patch web (the boss wants it)', ['the boss wants it']],
    ['patch web\nthe team asked for it', ['the team asked for it']],
    [
      'patch web, the scanner flagged them, a demo runs there',
      ['the scanner flagged them', 'a demo runs there'],
    ],
  ])('hears in “%s” what is only told', (intent, clauses) => {
    expect(told(intent)).toEqual(clauses);
  });

  it.each([
    ...['patch web, it must not reboot', 'patch web, thanks', 'patch web, caches were skipped'],
    ...['patch web that is slow', 'patch web, it is done only if it rains', ''],
  ])('hears nothing of the kind in “%s”', (intent) => {
    expect(told(intent)).toEqual([]);
  });

  it.each([
    'I want web patched by Friday',
    "I'm asking for the patch on web",
    'the auditors want web patched by Friday',
    'have every server reconciled by Sunday',
  ])('hears nothing told in what is wished without a verb that commands: “%s”', (intent) => {
    expect(told(intent)).toEqual([]);
  });

  it('hears a wish told beside a verb that commands', () => {
    expect(told('patch web, the auditors want it')).toEqual(['the auditors want it']);
  });

  it('looks at the words alone that nobody has taken', () => {
    const claims = claimsOf('patch web, the scanner flagged them');
    claims.take({ from: 5, to: 6, as: 'reference', value: null });

    expect(toldClauses(claims, [0])).toEqual([]);
  });
});

describe('readOffLimits', () => {
  it.each([
    ['patch web, app is frozen', ['frozen']],
    ['the caches are off-limits', ['off limits']],
    ['patch web', []],
  ])('hears in “%s” that somebody keeps off', (intent, words) => {
    const claims = claimsOf(intent);

    expect(wordsOf(claims, readOffLimits(claims))).toEqual(words);
  });

  it('hears nothing where these are left out, or somebody has taken the words', () => {
    const left = claimsOf('patch web except app, which is frozen');
    left.take({ from: 2, to: 4, as: 'exclusion', value: null });
    const taken = claimsOf('patch web, app is frozen');
    taken.take({ from: 5, to: 6, as: 'reference', value: null });

    expect(readOffLimits(left)).toEqual([]);
    expect(readOffLimits(taken)).toEqual([]);
  });
});
