import { describe, expect, it } from 'vitest';
import { narrowingAnswerOf } from '../../../functions/domain/intent/narrowing-answer.ts';
import type { ProposedSpan } from '../../../functions/domain/intent/model-proposal.ts';
import { demoReader } from '../../support/planning/intent.ts';

const answerTo = (as: ProposedSpan['as'], value: string | null) =>
  narrowingAnswerOf({ start: 3, end: 8, as, value }, demoReader.fleet);

describe('narrowingAnswerOf', () => {
  it.each([
    ['scope', 'role=web', { criteria: { roles: ['web'] } }],
    ['scope', 'service=checkout', { criteria: { services: ['checkout'] } }],
    ['scope', 'platform=windows', { criteria: { platforms: ['windows'] } }],
    ['exclusion', 'region=eu-west-1', { exclude: [{ regions: ['eu-west-1'] }] }],
    ['constraint', 'reboot=never', { constraints: { reboot: 'never' } }],
    ['constraint', 'max_parallel=1', { constraints: { max_parallel: 1 } }],
  ] as const)('takes %s %s, which the fleet has or which narrows most', (as, value, meaning) => {
    expect(answerTo(as, value)).toEqual({
      ...{ start: 3, end: 8, as, value, criteria: {}, exclude: [], constraints: {} },
      ...meaning,
    });
  });

  it.each([
    ['scope', 'role=kiosk'],
    ['scope', 'platform=plan9'],
    ['scope', 'toString=web'],
    ['scope', 'web'],
    ['scope', null],
    ['constraint', 'max_parallel=50'],
    ['constraint', 'reboot=always'],
    ['constraint', 'constructor'],
    ['reference', 'role=web'],
    ['environment', 'production'],
    ['residue', 'role=web'],
  ] as const)('takes nothing else: %s %s', (as, value) => {
    expect(answerTo(as, value)).toBeNull();
  });
});
