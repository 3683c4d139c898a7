import { describe, expect, it } from 'vitest';
import { refusalOf } from '../../../functions/domain/intent/refusal-of.ts';
import { claimsOf } from '../../support/planning/small-fleet.ts';

const unseen = (code: string) =>
  `can’t be read: it holds a character that can’t be seen (${code}).`;

describe('refusalOf', () => {
  it.each([
    ['Patch pro\u200Bduction web servers', `“pro�duction” ${unseen('U+200B')}`],
    ['\u202Eprod', `“�prod” ${unseen('U+202E')}`],
    ['Patch web\u2060', `“web�” ${unseen('U+2060')}`],
    ['\u200B', `“�” ${unseen('U+200B')}`],
    [`${'a'.repeat(90)}\u200B`, `“${'a'.repeat(80)}” ${unseen('U+200B')}`],
    [
      'Patch рrod web',
      '“рrod” can’t be read: it mixes letters of several scripts, so that it may not be the word that it looks like.',
    ],
    ['delete the database', 'The intent asks for destruction, which no task covers: “delete”.'],
    [
      'Bitte alle Server patchen und neu starten',
      '“Bitte alle Server patchen und neu starten” is in a language that is not read here: write it in English.',
    ],
  ])('refuses “%s”', (intent, reason) => {
    expect(refusalOf(claimsOf(intent))).toBe(reason);
  });

  it('lets a request pass', () => {
    expect(refusalOf(claimsOf('Patch staging web servers'))).toBeNull();
  });
});
