import { expect, it } from 'vitest';
import { makeToldTimes } from '../../../../functions/domain/intent/readers/told-times.ts';
import { claimsOf } from '../../../support/planning/small-fleet.ts';

const whole = [{ from: 0, to: 99 }];

it('knows a time that is only told of from one that tells when something can be done', () => {
  expect(makeToldTimes(claimsOf('it broke on monday'), whole).isOnlyTold(3)).toBe(true);
  expect(makeToldTimes(claimsOf('the window is monday'), whole).isOnlyTold(3)).toBe(false);
  expect(makeToldTimes(claimsOf('it broke on monday'), []).isOnlyTold(3)).toBe(false);
});

it('knows what somebody else asks for', () => {
  const { isReported } = makeToldTimes(claimsOf('the contract wants it daily'), whole);

  expect(isReported(4)).toBe(true);
  expect(isReported(1)).toBe(false);
});
