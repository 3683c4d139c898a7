import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TransientFailure } from '../../../functions/domain/shared/errors.ts';
import { org, otherOrg } from '../../support/builders/ids.ts';
import { openStores } from '../../support/world/open-stores.ts';
import type { Stores } from '../../support/world/open-stores.ts';

let stores: Stores;

beforeEach(async () => {
  stores = await openStores();
});

afterEach(() => stores.close());

const take = (members: Partial<Parameters<Stores['rateLimiter']['take']>[0]> = {}) =>
  stores.rateLimiter.take({ org, identity: 'rita', operation: 'submit', perMinute: 3, ...members });

describe('the rate limiter', () => {
  it('takes as many as the limit in a minute, of requests at the same moment too', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => take()));

    expect(answers.filter((seconds) => seconds === null)).toHaveLength(3);
    for (const seconds of answers) {
      if (seconds === null) continue;
      expect(seconds).toBeGreaterThanOrEqual(1);
      expect(seconds).toBeLessThanOrEqual(60);
    }
  });

  it('takes the next one after the seconds that it said', async () => {
    for (let number = 0; number < 3; number += 1) await take();
    const seconds = await take();

    expect(seconds).not.toBeNull();
    stores.advance(seconds ?? 0);
    expect(await take()).toBeNull();
  });

  it('counts callers, organisations and operations apart', async () => {
    for (let number = 0; number < 4; number += 1) await take();

    expect(await take()).not.toBeNull();
    expect(await take({ identity: 'omar' })).toBeNull();
    expect(await take({ identity: 'constructor' })).toBeNull();
    expect(await take({ org: otherOrg })).toBeNull();
    expect(await take({ operation: 'decide' })).toBeNull();
  });

  it('is a transient failure while the store does not answer', async () => {
    stores.failNext('UpdateItem', { kind: 'throttle' }, { kind: 'throttle' });

    await expect(take()).rejects.toBeInstanceOf(TransientFailure);
  });
});
