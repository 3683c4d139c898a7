import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Asset } from '../../functions/domain/fleet/asset.ts';
import { matchesSelector } from '../../functions/domain/plan/select-assets.ts';
import { Environment } from '../../functions/domain/shared/environment.ts';
import type { Selector } from '../../functions/domain/task/task-spec.ts';
import { TaskSpec } from '../../functions/domain/task/task-spec.ts';
import { demoDataset } from '../../infra/local/fleet/demo-dataset.ts';
import { candidatesFor, readIntent } from '../support/planning/intent.ts';

const assets = demoDataset().assets.map((asset) => Asset.parse(asset));
const selected = (selector: Selector): readonly string[] =>
  assets.filter((asset) => matchesSelector(asset, selector)).map(({ asset_id }) => asset_id);

const environments = fc.constantFrom(...Environment.options);
const vocabulary = fc.constantFrom(
  ...(
    'fix drift patch production staging dev web servers databases except not never and , . do don’t touch ' +
    'in on the all cve-2026-10417 scan audit investigate us-east-1 us-east-1a 10 % checkout service runbook ' +
    'write delete constructor __proto__ toString valueOf at most image build promote test live'
  ).split(' '),
);
const sentences = fc.array(vocabulary, { maxLength: 25 }).map((words) => words.join(' '));

const lead = fc.constantFrom('Fix drift on', 'Patch', 'Please patch');
const place = fc.constantFrom('production', 'staging', 'dev');
const scope = fc.constantFrom('web servers', 'databases', 'linux hosts', 'api nodes', 'servers');
const changes = fc.tuple(lead, place, scope).map((words) => words.join(' '));

/** Words that may stand at the end of any change; none is a role, a service or a place of its own. */
const additions = fc.constantFrom(
  ...(
    'carefully except only not without unless half ten kernel please kiosk primaries blue vendor ' +
    'tonight tomorrow rebooting idle old 2016 named legacy'
  ).split(' '),
);

/** What is so, was so, or must not be: it asks for nothing. */
const tellings = fc
  .tuple(
    fc.constantFrom('The', 'Our', 'Last week the', 'Since Monday the', 'We patched the'),
    fc.constantFrom('databases', 'caches', 'web servers', 'app servers', 'payment team', 'workers'),
    fc.constantFrom(
      ...['drifted last week', 'are fine', 'were patched on Monday', 'broke again', 'are frozen'],
      ...['is in a freeze', 'have the latest kernel', 'run a demo there', 'on Monday', 'as well'],
    ),
  )
  .map((words) => words.join(' '));

const idleTalk = fc
  .array(
    fc.constantFrom(
      ...(
        'please tell write me my cat dog garden music dinner lovely blue river mountain walk sing dance story ' +
        'about with sunshine coffee morning friend letter book train holiday birthday thanks nice quickly update'
      ).split(' '),
    ),
    { maxLength: 20 },
  )
  .map((words) => words.join(' '));

describe('readRequest, for all texts', () => {
  it('answers for any text at all, in a shape that parses, and the same each time', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), sentences),
        fc.option(environments, { nil: undefined }),
        (intent, environment) => {
          const reading = readIntent({ intent, environment });
          if (reading.kind === 'settled') TaskSpec.parse(reading.spec);
          else expect(reading.reason).not.toBe('');
          expect(readIntent({ intent, environment })).toEqual(reading);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('never changes an environment that is given', () => {
    fc.assert(
      fc.property(sentences, environments, (intent, environment) => {
        const reading = readIntent({ intent: `fix drift ${intent}`, environment });
        if (reading.kind !== 'settled') return;
        expect(reading.spec.environment).toBe(environment);
        expect(reading.spec.selector.environment).toBe(environment);
      }),
      { numRuns: 300 },
    );
  });

  it('adds no asset by an exclusion', () => {
    fc.assert(
      fc.property(
        changes,
        fc.constantFrom('databases', 'caches', 'checkout service', 'windows hosts', 'primaries'),
        (intent, left) => {
          const whole = readIntent({ intent });
          if (whole.kind !== 'settled') throw new Error(whole.reason);
          const reading = readIntent({ intent: `${intent}, except the ${left}` });
          if (reading.kind !== 'settled') return;
          expect(selected(whole.spec.selector)).toEqual(
            expect.arrayContaining([...selected(reading.spec.selector)]),
          );
          expect(reading.spec.selector.exclude).toHaveLength(1);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('widens no change by a word more', () => {
    fc.assert(
      fc.property(changes, additions, (intent, word) => {
        const whole = readIntent({ intent });
        if (whole.kind !== 'settled') throw new Error(whole.reason);
        const reading = readIntent({ intent: `${intent} ${word}` });
        if (reading.kind !== 'settled') return;
        expect(selected(whole.spec.selector)).toEqual(
          expect.arrayContaining([...selected(reading.spec.selector)]),
        );
      }),
      { numRuns: 200 },
    );
  });

  it('widens no change by what is told beside it', () => {
    fc.assert(
      fc.property(changes, tellings, fc.boolean(), (intent, telling, isFirst) => {
        const whole = readIntent({ intent });
        if (whole.kind !== 'settled') throw new Error(whole.reason);
        const reading = readIntent({
          intent: isFirst ? `${telling}. ${intent}` : `${intent}. ${telling}.`,
        });
        if (reading.kind !== 'settled') return;
        expect(selected(whole.spec.selector)).toEqual(
          expect.arrayContaining([...selected(reading.spec.selector)]),
        );
      }),
      { numRuns: 200 },
    );
  });

  it('offers only candidates that settle', () => {
    fc.assert(
      fc.property(sentences, (intent) => {
        const reading = readIntent({ intent });
        if (reading.kind === 'settled') return;
        for (const candidate of candidatesFor({ intent }, reading))
          expect(readIntent(candidate)).toMatchObject({
            kind: 'settled',
            spec: { task_type: candidate.task_type, environment: candidate.environment },
          });
      }),
      { numRuns: 150 },
    );
  });

  it('makes no change of talk that is about nothing here', () => {
    fc.assert(
      fc.property(idleTalk, (intent) => {
        expect(readIntent({ intent }).kind).toBe('unclear');
      }),
      { numRuns: 300 },
    );
  });
});
