import { describe, expect, it } from 'vitest';
import { describeCheck, HealthCheck } from '../../../functions/domain/plan/health-check.ts';

describe('a health check in words', () => {
  it.each([
    [{ type: 'http' }, 'HTTP /health answers 200 within 1000 ms'],
    [
      { type: 'http', path: '/live', expect_status: 204, max_latency_ms: 250 },
      'HTTP /live answers 204 within 250 ms',
    ],
    [{ type: 'instance_status' }, 'instance status is good'],
  ])('says what %j asks', (check, words) => {
    expect(describeCheck(HealthCheck.parse(check))).toBe(words);
  });
});
