import { expect, it } from 'vitest';
import { allowedEnvironments, permissionOf } from '../../../functions/domain/quality/thresholds.ts';
import { Environment } from '../../../functions/domain/shared/environment.ts';

const words = (total: number) =>
  Environment.options.map((environment) => {
    const { allowed, needs_approval } = permissionOf(total, environment);
    return allowed ? (needs_approval ? 'approved' : 'freely') : 'never';
  });

it.each([
  [100, ['freely', 'freely', 'freely']],
  [80, ['freely', 'freely', 'freely']],
  [79, ['freely', 'freely', 'approved']],
  [60, ['freely', 'freely', 'approved']],
  [59, ['freely', 'approved', 'never']],
  [40, ['freely', 'approved', 'never']],
  [39, ['freely', 'never', 'never']],
  [0, ['freely', 'never', 'never']],
  [-1, ['never', 'never', 'never']],
  [Number.NaN, ['never', 'never', 'never']],
])('a score of %i permits development, staging and production %j', (total, permitted) => {
  expect(Environment.options).toEqual(['development', 'staging', 'production']);
  expect(words(total)).toEqual(permitted);
  expect(allowedEnvironments(total)).toEqual(
    Environment.options.filter((_, index) => permitted[index] !== 'never'),
  );
});

it('what is never allowed would need people as well', () => {
  expect(permissionOf(0, 'production')).toEqual({ allowed: false, needs_approval: true });
  expect(permissionOf(-1, 'development')).toEqual({ allowed: false, needs_approval: true });
});
