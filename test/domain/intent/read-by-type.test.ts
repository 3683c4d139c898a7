import { describe, expect, it } from 'vitest';
import { readIntent } from '../../support/planning/intent.ts';
import { smallReader } from '../../support/planning/small-fleet.ts';

const read = (intent: string) => readIntent({ intent }, smallReader);

const hourless =
  '“later” names no hour: say a time such as “at 22:00” or “2026-12-01 02:00–04:00 UTC”.';
const waits = 'is a condition, and nothing can wait for it: ask when it holds.';
const recurs = 'recurs, and a task is done once: ask for each time by itself.';
const onStagingWeb = { criteria: { roles: ['web'] }, environments: ['staging'] };

describe('readByType, of a change', () => {
  it.each([
    ['Patch kiosk web servers in staging', '“kiosk” is not understood.'],
    [
      'Patch kiosk lobby foyer web servers in staging',
      '“kiosk” is not understood. “lobby” is not understood. “foyer” is not understood.',
    ],
    [
      'Patch kiosk lobby foyer hall web servers in staging',
      '“kiosk” is not understood. “lobby” is not understood. “foyer” is not understood. 1 more words are open.',
    ],
    ['Patch staging kiosk web servers later', `${hourless} “kiosk” is not understood.`],
    [
      'Patch staging servers except kiosk',
      '“kiosk” is nothing that this fleet has, so that it can’t be left out.',
    ],
    ['Patch staging web servers and web-99', '“web-99” is the name of nothing in this fleet.'],
  ])('admits of no open word in “%s”', (intent, reason) => {
    expect(read(intent)).toMatchObject({
      kind: 'unclear',
      reason,
      candidates: ['patch_rollout'],
      draft: null,
    });
  });

  it.each([
    ['Patch staging web servers later', hourless],
    ['Patch staging web servers if the tests pass', `“if the tests pass” ${waits}`],
    ['Patch staging web servers every Sunday', `“every Sunday” ${recurs}`],
  ])('keeps of “%s” what is clear', (intent, reason) => {
    expect(read(intent)).toMatchObject({ kind: 'unclear', reason, draft: onStagingWeb });
  });

  it.each(['Patch staging web servers later except caches', 'Patch 3 staging web servers later'])(
    'keeps nothing of “%s” that would be wider',
    (intent) => {
      expect(read(intent)).toMatchObject({ kind: 'unclear', draft: null });
    },
  );

  it.each([
    ['Patch staging web servers at 22:00', { not_before: '2026-11-27T22:00:00.000Z' }],
    ['Patch staging web servers by Monday', { not_after: '2026-12-01T00:00:00.000Z' }],
    [
      'Patch staging web servers tomorrow with at most 2 failures',
      {
        not_before: '2026-11-28T00:00:00.000Z',
        not_after: '2026-11-29T00:00:00.000Z',
        max_failures: 2,
      },
    ],
    ['Patch staging web servers', {}],
  ])('holds to the times of “%s”', (intent, constraints) => {
    const reading = read(intent);

    expect(reading.kind === 'settled' && reading.spec.constraints).toEqual(constraints);
  });

  it.each([
    ['Simulate patching staging web servers', true],
    ['what would change if we patch staging web servers?', true],
    ['Patch staging web servers', false],
    ['Simulate a failover drill in staging', false],
    ['estimate the costs of staging', false],
  ])('rehearses “%s”: %s', (intent, rehearses) => {
    expect(read(intent)).toMatchObject({ kind: 'settled', rehearses });
  });

  it('offers the word behind a slip', () => {
    expect(read('Patch biling web servers in staging')).toMatchObject({
      kind: 'unclear',
      reason: '“biling” is not understood.',
      suggestion: { start: 6, end: 12, word: 'billing' },
    });
  });
});

describe('readByType, of what changes nothing', () => {
  it.each([
    ['which kiosk servers in staging lack compliance?', '“kiosk” is not understood.'],
    ['audit the staging web-99', '“web-99” is the name of nothing in this fleet.'],
    ['audit 0 staging servers', '“0” leaves no asset to change.'],
    ['audit staging web servers every Sunday', `“every Sunday” ${recurs}`],
    ['scan staging web servers unless it rains', `“unless it rains” ${waits}`],
    ['audit the biling of staging', '“biling” is not understood.'],
  ])('asks about the place of “%s”', (intent, reason) => {
    expect(read(intent)).toMatchObject({ kind: 'unclear', reason, draft: null });
  });

  it.each([
    ['why did staging web servers fail since yesterday?', 'incident_investigation'],
    ['cut the costs of the lobby in staging', 'cost_optimization'],
    ['why does web fail if the cache is down in staging?', 'incident_investigation'],
    ['write a runbook if a region fails', 'sop_authoring'],
    ['write a runbook for the kiosk of web-99', 'sop_authoring'],
    ['build an adapter for the kiosk api if there is none', 'api_adapter'],
  ])('lets “%s” speak of what it is about', (intent, task_type) => {
    expect(read(intent)).toMatchObject({ kind: 'settled', spec: { task_type }, rehearses: false });
  });

  it('knows the time that a question is about', () => {
    expect(read('why did staging web servers fail since yesterday?')).toMatchObject({
      spec: { constraints: { window: { from: '2026-11-26T00:00:00.000Z' } } },
    });
    expect(read('why did staging web servers fail?')).toMatchObject({ spec: { constraints: {} } });
  });

  it('quotes what it is about, and takes it for nothing wider', () => {
    const reading = read('write a runbook for the kiosk of web-99');

    expect(reading).toMatchObject({
      spec: { selector: { environment: 'development', names: ['web-99'] } },
    });
    expect(reading.kind === 'settled' && reading.spec.understood).toContainEqual(
      expect.objectContaining({ text: 'web-99', as: 'reference', value: 'subject' }),
    );
  });

  it('lets an image be called by words of the requester', () => {
    expect(read('build a golden kiosk image for staging web servers')).toMatchObject({
      kind: 'settled',
      spec: { selector: { environment: 'staging', roles: ['web'] } },
    });
    expect(read('build a golden biling image for staging web servers')).toMatchObject({
      kind: 'unclear',
      reason: '“biling” is not understood.',
      suggestion: { word: 'billing' },
    });
  });
});
