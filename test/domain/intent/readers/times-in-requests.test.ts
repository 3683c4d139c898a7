import { describe, expect, it } from 'vitest';
import { readIntent } from '../../../support/planning/intent.ts';

const fix = 'Fix drift on staging web servers';

const timesOf = (intent: string): readonly (string | null)[] => {
  const reading = readIntent({ intent });
  if (reading.kind !== 'settled') throw new Error(`“${intent}”: ${reading.reason}`);
  const { not_before = null, not_after = null } = reading.spec.constraints;
  return [not_before, not_after].map((at) => at?.slice(5, 16) ?? null);
};

/** At noon of Friday 27 November. */
describe('times that a request names', () => {
  it.each([
    ['within 24 hours', null, '11-28T12:00'],
    ['in the coming week', null, '12-04T12:00'],
    ['this week', null, '11-28T00:00'],
    ['by year-end', null, '01-01T00:00'],
    ['by the 8th', null, '12-09T00:00'],
    ['on the 10th', '12-10T00:00', '12-11T00:00'],
    ['monday 30th 07:30', '11-30T07:30', null],
    ['by Monday lunch', null, '11-30T12:00'],
    ['by Wed', null, '12-03T00:00'],
    ['by 4 December at the latest', null, '12-05T00:00'],
    ['on Sunday evening', '11-29T18:00', '11-30T00:00'],
    ['tonight 01:00', '11-28T01:00', null],
    ['overnight Saturday to Sunday', '11-28T20:00', '11-29T06:00'],
    ['within the Sunday 02:00-05:00 window', '11-29T02:00', '11-29T05:00'],
    ['in the maintenance window, Sunday 02:00-05:00', '11-29T02:00', '11-29T05:00'],
    ['next week, Tuesday', '12-01T00:00', '12-02T00:00'],
    ['in December', '12-01T00:00', '01-01T00:00'],
    ['before Friday’s CAB', null, '12-04T00:00'],
    ['before the auditors come on 10 December', null, '12-10T00:00'],
  ])('reads “%s”', (words, ...times) => {
    expect(timesOf(`${fix} ${words}`)).toEqual(times);
  });

  it.each([
    'sshd_config on dev app servers got edited by hand last week, can you put them back to baseline?',
    `Good afternoon. ${fix}`,
    `${fix}, approved in this morning's CAB`,
    `CHG0051477, approved by the CAB on 26 November: ${fix}`,
    `${fix} since Monday`,
    'Patch staging web servers, SLA 72h',
    "Apply November's cumulative update to the staging web servers",
    'version 14 of the base image passed all its tests yesterday, promote it to prod please',
  ])('binds nothing by the time that “%s” tells of', (intent) => {
    expect(timesOf(intent)).toEqual([null, null]);
  });

  it('keeps the time that was agreed on', () => {
    expect(timesOf('We agreed on Sunday 02:00, so patch the staging web servers')).toEqual([
      '11-29T02:00',
      null,
    ]);
  });

  it.each([
    `${fix} yesterday`,
    `${fix} last week`,
    `${fix} within 14 days of the disclosure`,
    `${fix} that afternoon`,
    `${fix} overnight Saturday to Monday`,
    `${fix} next week`,
    `${fix} after Sunday and before Saturday`,
    `${fix} on tuesday 30th`,
    'Patch the staging web servers which were rebooted last week',
    'Patch the staging web servers - those rebooted yesterday',
    'Patch the staging web servers that failed on Monday',
    'show me proof that prod patches are applied within 30 days as our policy says',
  ])('asks back “%s”', (intent) => {
    expect(readIntent({ intent }).kind).not.toBe('settled');
  });
});

describe('what recurs', () => {
  it.each([
    'From the weekly ops sheet, row 14: stage memcached hosts off baseline, remediate drift',
    'staging web servers are behind two quarterly CPUs, patch them',
    'Quarterly attestation: audit production for soc2',
    'Apply the monthly patches to staging web servers',
    'Our contract obliges us to hold a DR exercise each autumn. Run a failover drill in staging on Thursday at 10:00 UTC',
    'analyse the bill in production per month',
  ])('is a name or somebody’s rule in “%s”', (intent) => {
    expect(readIntent({ intent }).kind).toBe('settled');
  });

  it.each([
    ...['every second Tuesday', 'each patch tuesday', 'as they come out', 'going forward'],
    ...['every weekday', 'every few days', 'all through December', 'until further notice'],
    ...['on a weekly basis', 'from now on', 'via cron', 'every fortnight', 'night after night'],
  ])('is refused in “Patch staging web servers %s”', (words) => {
    expect(readIntent({ intent: `Patch staging web servers ${words}` }).kind).not.toBe('settled');
  });

  it.each([
    'set up monthly patches for staging web servers',
    'schedule weekly patching of staging web servers',
    'keep staging web servers patched',
    'keep scanning staging web servers',
    'fix any future drift on staging web servers',
    'add a cron job that patches staging web servers',
  ])('is refused in “%s”', (intent) => {
    expect(readIntent({ intent }).kind).not.toBe('settled');
  });
});

describe('conditions', () => {
  it.each([
    'staging db servers drifted after the vendor’s tuning session, put them back to baseline',
    'Patch staging web servers once more',
    'Patch staging web servers when you have a minute',
    'Patch staging web servers if possible',
    'Patch staging web servers just once',
  ])('are none in “%s”', (intent) => {
    expect(readIntent({ intent }).kind).toBe('settled');
  });

  it.each([
    'Patch prod caches before EU wakes up',
    'Patch staging web servers once the release finished',
    'Once the release finished, patch staging web servers',
    'staging web servers patched after the release, please',
    'upgrade kernels before 6.1.112 on staging web servers',
    'Patch staging web servers until I have looked at it',
    'Patch staging web servers when the vendor agreed',
  ])('are asked back in “%s”', (intent) => {
    expect(readIntent({ intent }).kind).not.toBe('settled');
  });
});

describe('which machines, and not why', () => {
  it.each([
    'Patch the staging web servers which we bought',
    'Patch the staging web servers where the agent is missing',
    'Patch the staging web servers which are abandoned',
  ])('is asked back in “%s”', (intent) => {
    expect(readIntent({ intent }).kind).not.toBe('settled');
  });

  it('is a reason after a comma', () => {
    expect(readIntent({ intent: 'Patch the staging web servers, which are slow' }).kind).toBe(
      'settled',
    );
  });
});

describe('a wish for an environment', () => {
  it.each([
    ["I'd like production servers restored to the approved configuration", 'production'],
    ['I would like the staging web servers patched', 'staging'],
    ['do a fire drill on payments live site, stop after 2 failures', 'production'],
  ])('is one for it: “%s”', (intent, environment) => {
    const reading = readIntent({ intent });
    expect(reading.kind === 'settled' ? reading.spec.environment : reading.kind).toBe(environment);
  });

  it.each(['patch prod-eu web servers', 'fix drift on prod-eu web servers'])(
    'is for none of the three in “%s”',
    (intent) => {
      expect(readIntent({ intent }).kind).not.toBe('settled');
    },
  );
});
