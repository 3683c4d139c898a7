import { describe, expect, it } from 'vitest';
import { isAbstractWord, isContextWord } from '../../../functions/domain/intent/context-words.ts';

describe('the words around a change', () => {
  it.each([
    ...['auditor', 'ciso', 'report', 'urgency', 'promised', 'approvers'],
    ...['chairman', 'handover', 'thankfully', 'reminded', 'nonetheless'],
  ])('have “%s” among them', (word) => {
    expect(isContextWord(word)).toBe(true);
  });

  it.each([
    ...['kiosk', 'not', 'only', 'except', 'without', 'never', 'until', 'unless', 'before', 'after'],
    ...['web', 'database', 'production', 'tonight', 'half', 'some', 'canary', 'reboot', 'delete'],
    ...['tainted', 'expired', 'beforehand', 'initially', 'recently', 'especially', 'patching'],
    ...['limits_', 'limits', 'provide_', 'keep', 'keep_', 'wait', 'schedule', 'rest', ''],
  ])('lack “%s”, which tells machines apart or narrows a change', (word) => {
    expect(isContextWord(word)).toBe(false);
  });

  it('know what no machine can be in', () => {
    expect(['version', 'approval', 'compliance'].map(isAbstractWord)).toEqual([true, true, true]);
    expect(['manager', 'kiosk', 'lobby', 'web', 'bank'].filter(isAbstractWord)).toEqual([
      'manager',
    ]);
  });
});
