import { describe, expect, it } from 'vitest';
import { heldBackBy, isAskedAgain } from '../../../functions/domain/intent/asked-once.ts';
import { readInquiry } from '../../../functions/domain/intent/readers/read-inquiry.ts';
import { readSpeechAct } from '../../../functions/domain/intent/readers/read-speech-act.ts';
import type { TaskType } from '../../../functions/domain/task/task-type.ts';
import { claimsOf } from '../../support/planning/small-fleet.ts';

/** The words in brackets are those in doubt. */
const doubtIn = (marked: string) => {
  const [before = '', words = '', after = ''] = marked.split(/[[\]]/u);
  const claims = claimsOf(before + words + after);
  const speech = readSpeechAct(claims);
  const from = claimsOf(before).text.tokens.length;
  return {
    claims,
    act: { ...speech, ...readInquiry(claims, speech) },
    doubt: { from, to: from + claimsOf(words).text.tokens.length, reason: 'is open' },
  };
};

describe('isAskedAgain', () => {
  const again = (marked: string, type: TaskType = 'compliance_audit'): boolean => {
    const { claims, act, doubt } = doubtIn(marked);
    return isAskedAgain(claims, doubt, { type, act });
  };

  it.each([
    'audit staging [every Sunday]',
    'report findings [daily]',
    'audit staging. Do it [monthly]',
  ])('holds of “%s”', (marked) => {
    expect(again(marked)).toBe(true);
  });

  it.each([
    'run the [quarterly] audit',
    'do our next [monthly] review',
    'report the [monthly] costs',
    'show [weekly] spend of staging',
    'show [weekly] spend',
    'find jobs that run [every night]',
    'which jobs run [every night]?',
    'the auditors come [every year]. Audit staging',
  ])('does not hold of “%s”', (marked) => {
    expect(again(marked)).toBe(false);
  });

  it.each<[TaskType, boolean]>([
    ['incident_investigation', false],
    ['sop_authoring', false],
    ['api_adapter', false],
    ['security_scan', true],
    ['cost_optimization', true],
  ])('of %s: %s, since some are about what recurs', (type, expected) => {
    expect(again('do it for staging [every night]', type)).toBe(expected);
  });
});

describe('isAskedAgain, of a part that is only asked about', () => {
  const { claims, act } = doubtIn('words before [every night] and words after');

  it.each([
    [1, true],
    [2, false],
    [3, false],
    [4, true],
  ])('hears at word %i whether it is so', (from, expected) => {
    const asking = { ...act, asked: [{ from: 2, to: 4 }], stated: [] };
    const doubt = { from, to: from + 1, reason: 'is open' };

    expect(isAskedAgain(claims, doubt, { type: 'compliance_audit', act: asking })).toBe(expected);
  });
});

describe('heldBackBy', () => {
  const held = (marked: string, type: TaskType = 'compliance_audit'): boolean => {
    const { claims, act, doubt } = doubtIn(marked);
    return heldBackBy(claims, doubt, { type, act });
  };

  it.each([
    'audit staging [unless it rains]',
    'audit staging [until they agree]',
    'audit staging [till then]',
    'audit staging [whenever it rains]',
    'scan staging [if it rains]',
    'audit staging [provided it rains]',
    'audit staging [after the release is done]',
    'audit staging [once the change is approved]',
    'scan staging [when it rains]',
    'check prod. Scan staging [if it rains]',
    'scan staging [in the event of rain]',
    'scan staging [if case five is open]',
    'check [when unit five fails]',
    'scan staging [if by then it rains]',
    'is staging compliant [unless it rains]?',
    'is staging compliant [until it rains]?',
    'is staging compliant [till it rains]?',
    'is staging compliant [whenever it rains]?',
  ])('holds “%s” back', (marked) => {
    expect(held(marked)).toBe(true);
  });

  it.each([
    'audit staging [before the auditors come]',
    'audit staging [while it rains]',
    'audit staging [after it rains]',
    'audit staging [once it rains]',
    'audit releases [after it rains]',
    'audit staging [after it rains] the release is done',
    'audit staging [in case they ask]',
    'check [if staging is compliant]',
    'tell me [when it was patched]',
    'find out [if they comply]',
    'use the figures [provided by finance]',
    'is staging compliant [if it rains]?',
    'what breaks [once the change is approved]?',
    'the team asked [after the release was done]. Audit staging',
  ])('does not hold “%s” back', (marked) => {
    expect(held(marked)).toBe(false);
  });

  it('lets savings be supposed', () => {
    expect(held('how we could save [if we stop them]', 'cost_optimization')).toBe(false);
    expect(held('rightsize servers that could shrink [if it rains]', 'cost_optimization')).toBe(
      false,
    );
    expect(held('rightsize servers [if that would save]', 'cost_optimization')).toBe(false);
    expect(held('rightsize servers [if it rains]', 'cost_optimization')).toBe(true);
    expect(held('rightsize servers that could shrink [when it rains]', 'cost_optimization')).toBe(
      true,
    );
    expect(held('we could save. Rightsize servers [if it rains]', 'cost_optimization')).toBe(true);
    expect(held('scan servers we could stop [if it rains]', 'security_scan')).toBe(true);
  });
});
