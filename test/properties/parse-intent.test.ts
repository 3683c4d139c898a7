import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseIntent } from '../support/planning/intent.ts';
import { TaskSpec } from '../../functions/domain/task/task-spec.ts';

const environments = fc.constantFrom('development', 'staging', 'production');

const vocabulary = fc.constantFrom(
  ...(
    'fix drift patch production staging dev web servers databases except not never and , . do don’t touch ' +
    'in on the all cve-2026-10417 scan audit investigate us-east-1 us-east-1a 10 % checkout service runbook ' +
    'write delete constructor __proto__ toString valueOf at most image build promote test live'
  ).split(' '),
);
const sentences = fc.array(vocabulary, { maxLength: 25 }).map((words) => words.join(' '));

/** Words of daily life: none of them is about a fleet. */
const idleWords = fc.constantFrom(
  ...(
    'please tell write me my cat dog garden music dinner lovely blue river mountain walk sing dance story ' +
    'about with sunshine coffee morning friend letter book train holiday birthday thanks nice quickly update'
  ).split(' '),
);
const idleTalk = fc.array(idleWords, { maxLength: 20 }).map((words) => words.join(' '));

describe('parseIntent, for all texts', () => {
  it('answers for any text at all, in a shape that parses', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), sentences),
        fc.option(environments, { nil: undefined }),
        (intent, environment) => {
          const reading = parseIntent({ intent, environment });
          if (reading.kind === 'settled') TaskSpec.parse(reading.spec);
          else expect(reading.reason).not.toBe('');
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('never changes an environment that is given', () => {
    fc.assert(
      fc.property(sentences, environments, (intent, environment) => {
        const reading = parseIntent({ intent: `fix drift ${intent}`, environment });
        if (reading.kind !== 'settled') return;
        expect(reading.spec.environment).toBe(environment);
        expect(reading.spec.selector.environment).toBe(environment);
      }),
      { numRuns: 2_000 },
    );
  });

  it('makes no task of talk that is about nothing here', () => {
    fc.assert(
      fc.property(idleTalk, (intent) => {
        expect(parseIntent({ intent }).kind).toBe('unclear');
      }),
      { numRuns: 2_000 },
    );
  });

  it('never reads production out of “don’t touch production”', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('Fix drift on', 'Patch', 'Remediate drift for'),
        fc.constantFrom('web servers', 'the databases', 'staging caches', 'linux hosts'),
        fc.constantFrom(
          'don’t touch production',
          'do not touch prod',
          'never production',
          'not in production',
          'leave production alone',
          'stay away from production',
          'excluding production',
        ),
        (lead, what, rest) => {
          const reading = parseIntent({ intent: `${lead} ${what}, ${rest}` });
          expect(reading.kind).toBe('settled');
          if (reading.kind === 'settled') expect(reading.spec.environment).not.toBe('production');
        },
      ),
    );
  });

  it('keeps characters that steer text out of every goal', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const reading = parseIntent({ intent: `Write a runbook: ${text}` });
        if (reading.kind === 'settled')
          expect(reading.spec.goal).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
      }),
      { numRuns: 1_000 },
    );
  });
});
