import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { candidatesFor, parseIntent, whatCanBeAsked } from '../../support/planning/intent.ts';

const candidatesOf = (intent: string, environment?: 'production' | 'staging' | 'development') => {
  const reading = parseIntent({ intent, environment });
  if (reading.kind !== 'unclear') throw new Error(`“${intent}” is ${reading.kind}`);
  return candidatesFor({ intent, environment }, reading.candidates);
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
    expect(candidatesOf('Patch production web servers tonight')).toMatchObject([
      { intent: 'Patch production web servers', environment: 'production' },
    ]);
  });

  it('are none where the nearest request would be a wider one', () => {
    expect(candidatesOf('Patch production web servers in us-east-1 tonight')).toEqual([]);
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
        const reading = parseIntent({ intent });
        if (reading.kind !== 'unclear') return;
        for (const candidate of candidatesFor({ intent }, reading.candidates)) {
          const { kind, ...rest } = parseIntent(candidate);
          expect(kind).toBe('settled');
          expect(rest).toMatchObject({
            spec: { task_type: candidate.task_type, environment: candidate.environment },
          });
        }
      }),
    );
  });

  it('stand beside what can be asked for, with an example that works', () => {
    const [, example = ''] = /such as "(.+)"/.exec(whatCanBeAsked) ?? [];

    expect(parseIntent({ intent: example }).kind).toBe('settled');
    expect(whatCanBeAsked).toContain('not built yet: audit compliance');
  });
});
