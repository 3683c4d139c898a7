import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { candidatesFor, readIntent, whatCanBeAsked } from '../../support/planning/intent.ts';

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
    expect(candidatesOf('Patch production web servers except the primaries tonight')).toEqual([]);
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
