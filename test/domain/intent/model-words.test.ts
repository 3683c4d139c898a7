import { describe, expect, it } from 'vitest';
import { modelWords } from '../../../functions/domain/intent/model-words.ts';
import { releaseWord } from '../../../functions/domain/intent/task-features.ts';
import { claimsOf } from '../../support/planning/small-fleet.ts';

describe('modelWords', () => {
  it('are the words between two places, without marks', () => {
    expect(modelWords(claimsOf('Patch web, now!'), 0, 5)).toEqual(['patch', 'web', 'now']);
    expect(modelWords(claimsOf('Patch web, now!'), 1, 3)).toEqual(['web']);
  });

  it('are one for any release, whoever has taken it', () => {
    const claims = claimsOf('tomcat 10.1.49 to web');
    claims.take({ from: 0, to: 4, as: 'constraint', value: null });

    expect(modelWords(claims, 0, claims.text.tokens.length)).toEqual([
      'tomcat',
      releaseWord,
      'to',
      'web',
    ]);
  });

  it.each([
    ['environment', '<env>'],
    ['scope', '<scope>'],
    ['exclusion', '<scope>'],
    ['time', '<time>'],
    ['reference', '<ref>'],
    ['residue', '<scope>'],
    ['constraint', 'kiosk'],
    ['speech_act', 'kiosk'],
    ['task_type', 'kiosk'],
  ] as const)('stand for what is taken as %s: %s', (as, word) => {
    const claims = claimsOf('patch the kiosk');
    claims.take({ from: 2, to: 3, as, value: null });

    expect(modelWords(claims, 1, 3)).toEqual(['the', word]);
  });

  it('say by one word that machines are brought to an image, whatever the verb', () => {
    const claims = claimsOf('move web to image ami-1');
    claims.take({ from: 2, to: 6, as: 'constraint', value: 'image=ami-1' });

    expect(modelWords(claims, 0, 6)).toEqual(['move', 'web', 'reimage']);
    claims.retake({ from: 4, to: 6, as: 'residue', value: 'image' });
    expect(modelWords(claims, 0, 6)).toEqual(['move', 'web', 'reimage']);
  });
});
