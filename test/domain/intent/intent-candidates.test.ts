import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as candidates from '../../../functions/domain/intent/intent-candidates.ts';
import type { IntentInput } from '../../../functions/domain/intent/reading.ts';
import { candidatesFor, readIntent, whatCanBeAsked } from '../../support/planning/intent.ts';
import { smallReader } from '../../support/planning/small-fleet.ts';

const candidatesOf = (intent: string, environment?: 'production' | 'staging' | 'development') => {
  const reading = readIntent({ intent, environment });
  if (reading.kind === 'settled') throw new Error(`“${intent}” is settled`);
  return candidatesFor({ intent, environment }, reading);
};

describe('the candidates of an unclear intent', () => {
  it('are the things that were asked for, one by one', () => {
    expect(
      candidatesOf('Fix drift on production web servers and patch production app servers'),
    ).toMatchObject([
      {
        task_type: 'drift_remediation',
        intent: 'Fix drift on production web servers',
        environment: 'production',
      },
      { task_type: 'patch_rollout', intent: 'patch production app servers' },
    ]);
  });

  it('are the change that a question or a time hides, on the same assets', () => {
    expect(candidatesOf('Should we patch staging web servers?')).toMatchObject([
      { intent: 'Patch staging web servers', environment: 'staging' },
    ]);
    expect(candidatesOf('Patch production web servers later')).toMatchObject([
      { intent: 'Patch production web servers', environment: 'production' },
    ]);
    expect(candidatesOf('Patch production web servers in us-east-1 later')).toMatchObject([
      { intent: 'Patch production web servers in us-east-1', environment: 'production' },
    ]);
  });

  it('are the same words with one of them spelt as it may be meant', () => {
    expect(candidatesOf('Fix drift on prodution web servers')).toMatchObject([
      {
        task_type: 'drift_remediation',
        intent: 'Fix drift on production web servers',
        environment: 'production',
        reason: '“production” in place of “prodution”.',
      },
    ]);
  });

  it('are one for each environment that was named', () => {
    expect(candidatesOf('Patch web servers in staging and production')).toMatchObject([
      { intent: 'Patch production web servers', environment: 'production' },
      { intent: 'Patch staging web servers', environment: 'staging' },
    ]);
  });

  it('are none where the nearest request would be a wider one', () => {
    expect(candidatesOf('Patch production web servers except the primaries later')).toEqual([]);
    expect(candidatesOf('Patch some production web servers')).toEqual([]);
    expect(candidatesOf('Make me a coffee')).toEqual([]);
  });

  it('settle as they stand, whatever was asked', () => {
    const words = fc.constantFrom(
      ...'fix drift patch production staging web db servers and then tonight should we ? on checkout linux except the'.split(
        ' ',
      ),
    );
    fc.assert(
      fc.property(fc.array(words, { minLength: 2, maxLength: 14 }), (list) => {
        const intent = list.join(' ');
        const reading = readIntent({ intent });
        if (reading.kind === 'settled') return;
        for (const { intent: text, environment, task_type } of candidatesFor({ intent }, reading)) {
          expect(readIntent({ intent: text, environment, task_type })).toMatchObject({
            kind: 'settled',
            spec: { task_type, environment },
          });
        }
      }),
    );
  });

  it('stand beside what can be asked for, with an example that works', () => {
    const [, example = ''] = /such as "(.+)"/.exec(whatCanBeAsked) ?? [];

    expect(readIntent({ intent: example }).kind).toBe('settled');
    expect(whatCanBeAsked).toContain('not built yet: audit compliance');
  });
});

/** Over the small fleet: what is offered, in the words that it can be sent in. */
const offered = (intent: string, input: Omit<IntentInput, 'intent'> = {}) => {
  const asked = { intent, ...input };
  const reading = readIntent(asked, smallReader);
  if (reading.kind === 'settled') throw new Error(`“${intent}” is settled`);
  return candidates.candidatesFor(asked, reading, smallReader);
};
const intentsOf = (intent: string, input: Omit<IntentInput, 'intent'> = {}) =>
  offered(intent, input).map((one) => one.intent);

describe('a candidate', () => {
  it.each<[string, IntentInput['environment'], readonly string[]]>([
    ['Patch staging servers later', undefined, ['Patch staging servers']],
    ['Patch web servers later', undefined, ['Patch development web servers']],
    ['Patch web servers later', 'staging', ['Patch staging web servers']],
    [
      'Patch staging web and app servers in us-east-1 and eu-west-1 later',
      undefined,
      ['Patch staging app and web servers in eu-west-1 and us-east-1'],
    ],
    [
      'Patch staging billing linux web servers later',
      undefined,
      ['Patch staging Billing linux web servers'],
    ],
    ['Patch edge-berlin and shared-1 later', 'production', ['Patch Edge-Berlin and shared-1']],
    ['Patch web servers in staging', 'production', ['Patch staging web servers']],
  ])('says the assets of “%s” anew, where the caller says %s', (intent, environment, intents) => {
    expect(intentsOf(intent, { environment })).toEqual(intents);
  });

  it('says why it is offered', () => {
    const reasonOf = (intent: string) => [...new Set(offered(intent).map((one) => one.reason))];

    expect(reasonOf('Patch staging servers later')).toEqual([
      'The change that the words hint at, on the same assets.',
    ]);
    expect(reasonOf('Patch web servers in staging and production')).toEqual([
      'The same in one environment.',
    ]);
    expect(reasonOf('Fix drift on staging web servers and patch staging app servers')).toEqual([
      'One of the things that were asked for, by itself.',
    ]);
    expect(reasonOf('Patch biling web servers in staging')).toEqual([
      '“billing” in place of “biling”.',
    ]);
  });

  it('is one of the things that were asked for, in the caller’s environment', () => {
    const intent = 'Fix drift on web servers and then, patch app servers';

    expect(intentsOf(intent, { environment: 'staging' })).toEqual([
      'Fix drift on web servers',
      'patch app servers',
    ]);
    expect(
      intentsOf('Fix drift on web in staging and patch app servers in production', {
        environment: 'staging',
      }),
    ).toEqual(['Fix drift on web in staging']);
  });

  it('is one of five at most', () => {
    expect(
      intentsOf(
        'Fix drift on staging web servers, patch staging web servers. Fix drift on staging app servers; patch staging app servers, patch staging caches, patch staging databases',
      ),
    ).toHaveLength(5);
  });

  it.each([
    ['the assets can’t be said in plain words', 'Patch web servers in us-east-1a later'],
    ['nobody serves its type', 'build an image for staging web servers later'],
    ['nobody can do it yet', 'run a failover drill in staging later'],
    ['nothing says what is meant', 'patch drift tonight in staging'],
    ['a name is elsewhere', 'Patch edge-berlin later'],
  ])('is none where %s', (_, intent) => {
    expect(offered(intent)).toEqual([]);
  });

  it('is of the type that the caller gave', () => {
    expect(
      offered('fix drift tonight on staging web servers', { task_type: 'patch_rollout' }),
    ).toMatchObject([{ task_type: 'patch_rollout', intent: 'Patch staging web servers' }]);
  });

  it('is offered for what is served alone', () => {
    expect(offered('Audit staging web servers and patch staging app servers')).toMatchObject([
      { task_type: 'patch_rollout', intent: 'patch staging app servers' },
    ]);
  });
});
