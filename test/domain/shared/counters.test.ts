import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { observeLatency } from '../../../functions/domain/shared/counters.ts';
import { org } from '../../support/builders/ids.ts';

const bucket = 'orchestrator_agent_latency_seconds_bucket';
const bounds = [
  '0.05',
  '0.1',
  '0.25',
  '0.5',
  '1',
  '2.5',
  '5',
  '10',
  '30',
  '60',
  '300',
  '600',
  '+Inf',
];

const boundsHit = (seconds: number) =>
  observeLatency(seconds, { org_id: org, agent: 'drift_agent' })
    .filter(({ name }) => name === bucket)
    .map(({ labels }) => labels['le']);

describe('an observed latency', () => {
  it.each<[number, number]>([
    [0, 13],
    [0.05, 13],
    [0.051, 12],
    [1, 9],
    [600, 2],
    [600.1, 1],
  ])('of %d s counts in the last %i buckets', (seconds, count) => {
    expect(boundsHit(seconds)).toEqual(bounds.slice(-count));
  });

  it('counts once in count and sum, and in every bucket above a bucket that it is in', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1_000, noNaN: true }), (seconds) => {
        const increments = observeLatency(seconds, { org_id: org, agent: 'patch_agent' });

        expect(increments.filter(({ name }) => name.endsWith('_count'))).toEqual([
          {
            org_id: org,
            name: 'orchestrator_agent_latency_seconds_count',
            labels: { agent: 'patch_agent' },
            by: 1,
          },
        ]);
        expect(increments.find(({ name }) => name.endsWith('_sum'))).toMatchObject({
          labels: { agent: 'patch_agent' },
          by: seconds,
        });
        const hit = boundsHit(seconds);
        expect(hit).toEqual(bounds.slice(bounds.length - hit.length));
      }),
    );
  });
});
