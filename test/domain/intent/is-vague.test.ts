import { describe, expect, it } from 'vitest';
import { isVague } from '../../../functions/domain/intent/is-vague.ts';
import { readSpeechAct } from '../../../functions/domain/intent/readers/read-speech-act.ts';
import { claimsOf } from '../../support/planning/small-fleet.ts';

const vague = (intent: string): boolean => {
  const claims = claimsOf(intent);
  return isVague(claims, readSpeechAct(claims));
};

describe('isVague', () => {
  it.each([
    ...['do the usual', 'fix everything', 'handle it', 'take care of the servers'],
    ...['same as last time', 'make it better, please!', 'please', ''],
  ])('holds of “%s”, which says of no work what it is', (intent) => {
    expect(vague(intent)).toBe(true);
  });

  it.each(['fix it?', 'patch it', 'the kiosk', 'fix the drift'])(
    'does not hold of “%s”',
    (intent) => {
      expect(vague(intent)).toBe(false);
    },
  );

  it.each([
    ['constraint', false],
    ['exclusion', false],
    ['speech_act', false],
    ['scope', true],
    ['environment', true],
    ['reference', true],
    ['time', true],
    ['residue', false],
  ] as const)('takes a word that is claimed as %s: %s', (as, expected) => {
    const claims = claimsOf('fix kiosk');
    const act = readSpeechAct(claims);
    claims.take({ from: 1, to: 2, as, value: null });

    expect(isVague(claims, act)).toBe(expected);
  });
});
