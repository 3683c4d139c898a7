import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acceptModelReading } from '../../functions/domain/intent/accept-model-reading.ts';
import type { ProposedSpan } from '../../functions/domain/intent/model-proposal.ts';
import { SpanKind } from '../../functions/domain/task/span.ts';
import { TaskType } from '../../functions/domain/task/task-type.ts';
import { demoReader, specOf } from '../support/planning/intent.ts';
import { anHonestProposal, anOwnReading } from '../support/planning/model-proposals.ts';

const environments = fc.constantFrom('staging', 'production', 'dev');
const scopes = fc.constantFrom('servers', 'hosts in us-east-1', 'linux machines');
const manners = fc.constantFrom(
  '',
  ' without rebooting',
  ' at 22:00',
  ' one at a time',
  ' for CVE-2026-10417',
);
const exclusions = fc.constantFrom(
  '',
  ', except the caches',
  ', but not the databases',
  ', never touch the checkout service',
);
const rests = fc
  .tuple(scopes, environments, manners, exclusions)
  .map(
    ([scope, place, manner, left]) =>
      `${scope.replace(/( in .*)?$/u, ` in ${place}$1`)}${manner}${left}`,
  );

const answer: ProposedSpan = { start: 10, end: 18, as: 'scope', value: 'role=web' };
/** Each with the same request in words that the rules read by themselves. */
const cases = rests.map((rest) => ({
  intent: `Patch the zugzwang ${rest}`,
  plain: `Patch the web ${rest}`,
}));

type Spans = readonly ProposedSpan[];

const swapped = (spans: Spans, index: number, change: Partial<ProposedSpan>): Spans =>
  spans.map((span, at) => (at === index ? { ...span, ...change } : span));

/** What a hostile or a careless model does to an honest reading. */
const tamperings: readonly ((spans: Spans, index: number, intent: string) => Spans)[] = [
  (spans, index) => spans.filter((_span, at) => at !== index),
  (spans, index) => [...spans, ...spans.slice(index, index + 1)],
  (spans, index) => swapped(spans, index, { start: (spans[index]?.start ?? 0) + 1 }),
  (spans, index) => swapped(spans, index, { end: (spans[index]?.end ?? 0) - 1 }),
  (spans, index, intent) => swapped(spans, index, { end: intent.length + 1 }),
  (spans, index) => swapped(spans, index, { start: -1 }),
  (spans, index) => swapped(spans, index, { as: 'residue', value: null }),
  (spans, index) => swapped(spans, index, { as: 'scope', value: 'role=everything' }),
  (spans, index) => swapped(spans, index, { as: 'constraint', value: 'max_failures=99' }),
  (_spans, _index, intent) => [{ ...answer, start: 0, end: intent.length }],
];

/** Spans that bound the change: a word of courtesy in their place would widen it. */
const bounding = (spans: Spans): readonly number[] =>
  spans.flatMap(({ as }, at) =>
    ['environment', 'exclusion', 'constraint', 'time'].includes(as) ? [at] : [],
  );

/** What the rules read of a request, but for what each of its words was taken for. */
const asSpec = (plain: string) => ({ ...specOf(plain), understood: expect.any(Array) as unknown });

const accept = (intent: string, proposed: unknown) =>
  acceptModelReading(
    { input: { intent }, reader: demoReader, own: anOwnReading({ intent }) },
    proposed,
  );

describe('a model’s reading, for all proposals', () => {
  it('is accepted when it is honest, and is then what plain words would have been', () => {
    fc.assert(
      fc.property(cases, ({ intent, plain }) => {
        const accepted = accept(intent, anHonestProposal(intent, answer));

        expect(accepted?.spec).toMatchObject(asSpec(plain));
      }),
      { numRuns: 60 },
    );
  });

  it('is never accepted where a span is dropped, doubled, moved or given another meaning', () => {
    fc.assert(
      fc.property(cases, fc.constantFrom(...tamperings), fc.nat(), ({ intent }, tamper, at) => {
        const honest = anHonestProposal(intent, answer);
        const spans = tamper(honest.spans, at % honest.spans.length, intent);

        // "servers" says nothing that is not said without it.
        const isIdle =
          spans.length < honest.spans.length &&
          spans.length > 1 &&
          honest.spans[at % honest.spans.length]?.value === null &&
          honest.spans[at % honest.spans.length]?.as === 'scope';
        if (!isIdle) expect(accept(intent, { ...honest, spans })).toBeNull();
      }),
      { numRuns: 200 },
    );
  });

  it('is never accepted where what bounds the change is taken for anything else', () => {
    fc.assert(
      fc.property(
        cases,
        fc.record({
          as: fc.constantFrom(...SpanKind.options),
          value: fc.constantFrom(null, 'production', 'role=web', 'role=api', 'reboot=never'),
        }),
        fc.nat(),
        ({ intent }, meaning, at) => {
          const honest = anHonestProposal(intent, answer);
          const places = bounding(honest.spans);
          const index = places[at % places.length] ?? 0;
          const before = honest.spans[index];
          fc.pre(before?.as !== meaning.as || before.value !== meaning.value);

          expect(
            accept(intent, { ...honest, spans: swapped(honest.spans, index, meaning) }),
          ).toBeNull();
        },
      ),
      { numRuns: 200 },
    );
  });

  it('of any shape at all changes neither environment nor type nor a bound that the rules read', () => {
    const spans = fc.array(
      fc.record({
        start: fc.integer({ min: -2, max: 90 }),
        end: fc.integer({ min: -2, max: 90 }),
        as: fc.constantFrom(...SpanKind.options),
        value: fc.constantFrom(null, 'production', 'role=web', 'reboot=always'),
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(
        cases,
        spans,
        fc.constantFrom(...TaskType.options),
        ({ intent, plain }, some, task_type) => {
          const honest = anHonestProposal(intent, answer);
          const accepted = accept(intent, {
            task_type,
            spans: [...honest.spans.slice(some.length), ...some],
          });
          if (accepted === null) return;
          expect(accepted.spec).toMatchObject(asSpec(plain));
        },
      ),
      { numRuns: 200 },
    );
  });
});
