import { describe, expect, it } from 'vitest';
import { makeClaims } from '../../../../functions/domain/intent/claims.ts';
import { readText } from '../../../../functions/domain/intent/request-text.ts';
import { readLimits, withLimits } from '../../../../functions/domain/intent/readers/read-limits.ts';
import type { Constraints } from '../../../../functions/domain/task/task-spec.ts';
import { readIntent, specOf } from '../../../support/planning/intent.ts';

const limitsOf = (intent: string) => readLimits(makeClaims(readText(intent)));

describe('readLimits', () => {
  it.each<readonly [string, Constraints]>([
    ['back to golden, ten percent at a time', { max_parallel_percent: 10 }],
    ['10 percent at once', { max_parallel_percent: 10 }],
    ['sudo fixes on all prod linux, 15% waves', { max_parallel_percent: 15 }],
    ['in batches of 25 %', { max_parallel_percent: 25 }],
    ['20 percent of hosts max in flight', { max_parallel_percent: 20 }],
    ['never over 10% down', { max_parallel_percent: 10 }],
    ['max. 5 % of hosts concurrently', { max_parallel_percent: 5 }],
    ['a quarter of the fleet at a time', { max_parallel_percent: 25 }],
    ['at most 2 down', { max_parallel: 2 }],
    ['max 1 unavailable', { max_parallel: 1 }],
    ['no more than three hosts offline at the same time', { max_parallel: 3 }],
    ['four by four', { max_parallel: 4 }],
    ['in pairs', { max_parallel: 2 }],
    ['1 host/batch', { max_parallel: 1 }],
    ['do them in turn', { max_parallel: 1 }],
    ['single node at a time', { max_parallel: 1 }],
    ['one server after the other', { max_parallel: 1 }],
    ['wait half an hour in between', { phase_wait_seconds: 1_800 }],
    ['pause for 10 minutes between batches', { phase_wait_seconds: 600 }],
    ['let it bake an hour', { phase_wait_seconds: 3_600 }],
    ['soak 30 min', { phase_wait_seconds: 1_800 }],
    ['abort upon 3 failures', { max_failures: 2 }],
    ['stop @ 2 fails', { max_failures: 1 }],
    ['abort when one goes red', { max_failures: 0 }],
    ['roll back if health goes red', {}],
    ['10% first, then the rest', {}],
    ['canary, then everyone', {}],
    ['allow the reboots', { reboot: 'if_needed' }],
    ['reboots may happen', { reboot: 'if_needed' }],
    ['hold the reboots for now', { reboot: 'never' }],
    ['postpone any reboots', { reboot: 'never' }],
    ['a rolling restart', { reboot: 'always' }],
    ['reboot one after another', { reboot: 'always', max_parallel: 1 }],
    ['rebooted in turn', { reboot: 'always', max_parallel: 1 }],
    ['restart services ok', {}],
  ])('reads “%s”', (intent, constraints) => {
    expect(limitsOf(intent)).toEqual({ constraints, doubts: [] });
  });

  it.each([
    ['one zone at a time', 'is counted by place'],
    ['two boxes per zone at once', 'is counted by place'],
    ['zone by zone', 'is counted by place'],
    ['in small batches', 'names no number'],
    ['a few at a time', 'names no number'],
    ['canary then a third then everyone', 'divides the change in a way of its own'],
    ['canary one then the remainder', 'divides the change in a way of its own'],
    ['5% first, then the rest', 'divides the change in a way of its own'],
    ['half now, the other half', 'divides the change in a way of its own'],
    ['one node each 5 min', 'is a pace of single machines'],
    ['200 % at a time', 'is no share of 1 to 100 per cent'],
    ['0% at once', 'is no share of 1 to 100 per cent'],
  ])('says of “%s” that it can’t be kept', (intent, reason) => {
    const { constraints, doubts } = limitsOf(intent);

    expect(constraints).toEqual({});
    expect(doubts.map((doubt) => doubt.reason.startsWith(reason))).toEqual([true]);
    const kind = readIntent({ intent: `Patch the staging web servers, ${intent}` }).kind;
    expect(kind).not.toBe('settled');
  });

  it.each([
    'patch 10% of the web servers',
    'half of the fleet',
    'in turn of events',
    'drift is 14% today',
    'two databases are down',
    'stop the rollout',
    'bake an image',
    'reboot loops on two hosts',
    'the region',
  ])('reads no limit in “%s”', (intent) => {
    const { constraints, doubts } = limitsOf(intent);

    expect({ ...constraints, max_parallel: undefined }).toEqual({ max_parallel: undefined });
    expect(doubts).toEqual([]);
  });

  it('changes all that is asked for, so many at a time', () => {
    const { constraints, selector } = specOf('Patch the production web servers, 10% at a time');

    expect(constraints).toEqual({ max_parallel_percent: 10 });
    expect(selector).toEqual({ environment: 'production', roles: ['web'] });
  });

  it('takes a rollback on bad health for no control of a rollout, and “roll it back” for one', () => {
    expect(
      readIntent({ intent: 'Patch staging web servers, roll back if health goes red' }).kind,
    ).toBe('settled');
    expect(readIntent({ intent: 'Roll it back' }).kind).toBe('unclear');
  });
});

describe('withLimits', () => {
  it('keeps the narrower of two values', () => {
    expect(
      withLimits(
        { reboot: 'always', max_parallel: 2, max_failures: 0, packages: ['sudo'] },
        { reboot: 'never', max_parallel: 4, max_failures: 3 },
      ),
    ).toEqual({ reboot: 'never', max_parallel: 2, max_failures: 0, packages: ['sudo'] });
    expect(withLimits({ reboot: 'if_needed' }, { reboot: 'always' })).toEqual({
      reboot: 'if_needed',
    });
    expect(withLimits({}, {})).toEqual({});
  });
});
