import { describe, expect, it } from 'vitest';
import { readInquiry } from '../../../../functions/domain/intent/readers/read-inquiry.ts';
import { readSpeechAct } from '../../../../functions/domain/intent/readers/read-speech-act.ts';
import { claimsOf } from '../../../support/planning/small-fleet.ts';

const inquiryOf = (intent: string) => {
  const claims = claimsOf(intent);
  return readInquiry(claims, readSpeechAct(claims));
};

describe('readInquiry', () => {
  it('knows each question, and what only tells', () => {
    const { asked, stated } = inquiryOf('The site was down. Why is checkout slow?');

    expect([asked.length, stated.length]).toEqual([1, 1]);
  });

  it.each([
    ['we need to know why checkout is slow', true],
    ['patch web', false],
  ])('“%s” wants to know something: %s', (intent, inquires) => {
    expect(inquiryOf(intent).inquires).toBe(inquires);
  });

  it.each([
    ['what do you think about puppet?', true],
    ['what do you think about puppet? patch web', false],
  ])('“%s” only asks for an opinion: %s', (intent, seeksOpinion) => {
    expect(inquiryOf(intent).seeksOpinion).toBe(seeksOpinion);
  });

  it.each([
    ['dry run: patch web', true],
    ['patch web', false],
  ])('“%s” says that it is a trial: %s', (intent, isDryRun) => {
    expect(inquiryOf(intent).isDryRun).toBe(isDryRun);
  });
});
