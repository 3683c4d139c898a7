import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { courses } from '../support/crash/course.ts';
import { recordCourse } from '../support/crash/recording.ts';
import type { Recording } from '../support/crash/recording.ts';
import { openAddress } from '../support/crash/virtual-product.ts';
import type { Address } from '../support/crash/virtual-product.ts';

let address: Address;

beforeAll(async () => {
  address = await openAddress();
});
afterAll(() => address.close());

describe.each(['unhealthy', 'paused'] as const)('%s', (name) => {
  let recording: Recording;
  beforeAll(async () => {
    recording = await recordCourse(address, courses[name]);
    return () => recording.remove();
  }, 120_000);
  it('dev', async () => {
    console.log(recording.writes, JSON.stringify(recording.outcome, null, 1));
    const t0 = performance.now(), c0 = process.cpuUsage();
    let n = 0;
    for (let k = 0; k <= recording.writes; k += 20) {
      n++;
      expect.soft(await recording.goOnAfter(k), `after ${k}`).toEqual(recording.outcome);
    }
    const c = process.cpuUsage(c0);
    console.log(n, 'ms each', (performance.now() - t0) / n, 'cpu', (c.user + c.system) / 1000 / n);
  }, 300_000);
});
