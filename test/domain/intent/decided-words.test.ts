import { describe, expect, it } from 'vitest';
import {
  leaveOver,
  takeSpeech,
  takeTaskWords,
} from '../../../functions/domain/intent/decided-words.ts';
import { readInquiry } from '../../../functions/domain/intent/readers/read-inquiry.ts';
import { readSpeechAct } from '../../../functions/domain/intent/readers/read-speech-act.ts';
import { claimsOf } from '../../support/planning/small-fleet.ts';

const taken = (claims: ReturnType<typeof claimsOf>) =>
  claims.spans().map(({ text, as, value }) => [text, as, value]);

describe('words that decided', () => {
  it('are left over where nobody has read them, but for those that say nothing', () => {
    const claims = claimsOf('patch the zugzwang');
    claims.take({ from: 0, to: 1, as: 'task_type', value: 'patch_rollout' });
    leaveOver(claims, 'bounds');

    expect(taken(claims)).toEqual([
      ['patch', 'task_type', 'patch_rollout'],
      ['zugzwang', 'residue', 'bounds'],
    ]);
  });

  it('are the first type’s that people use them for', () => {
    const claims = claimsOf('patch zugzwang');
    takeTaskWords(claims, ['patch_rollout', 'drift_remediation']);

    expect(taken(claims)).toEqual([['patch', 'task_type', 'patch_rollout']]);
  });

  it.each([
    ['is staging patched?', 'question'],
    ['they patched staging yesterday', 'tell'],
  ])('of “%s” say that it is a %s', (intent, value) => {
    const claims = claimsOf(intent);
    const act = readSpeechAct(claims);
    takeSpeech(claims, { ...act, ...readInquiry(claims, act) }, 'patch_rollout');

    expect(taken(claims)).toContainEqual([expect.any(String), 'speech_act', value]);
  });

  const said = {
    asks: false,
    tells: true,
    asked: [{ from: 0, to: 1 }],
    told: [{ from: 2, to: 3 }],
  };
  const speechIn = (act: Partial<typeof said>) => {
    const claims = claimsOf('zugzwang, kiosk patch lobby');
    const read = readSpeechAct(claims);
    const spoken = { ...read, ...readInquiry(claims, read), ...said, ...act };
    takeSpeech(claims, spoken, 'patch_rollout');
    return taken(claims).map(([, as, value]) => value ?? as);
  };

  it('are a question’s or a story’s where nothing is asked for, and left over elsewhere', () => {
    expect(speechIn({})).toEqual(['question', 'tell', 'patch_rollout', 'residue']);
    expect(speechIn({ tells: false })).toEqual([
      ...['question', 'residue', 'patch_rollout', 'residue'],
    ]);
    expect(speechIn({ asks: true })).toEqual(['residue', 'residue', 'patch_rollout', 'residue']);
  });

  it('are no marks, and none that somebody has read', () => {
    const claims = claimsOf('kiosk, lobby!');
    claims.take({ from: 0, to: 1, as: 'scope', value: null });
    leaveOver(claims);

    expect(taken(claims)).toEqual([
      ['kiosk', 'scope', null],
      ['lobby', 'residue', null],
    ]);
  });
});
