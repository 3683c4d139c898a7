// What these make by `new RegExp` is theirs: they are loaded before the product's modules are looked at.
import 'chrono-node';
import 'temporal-polyfill';
import 'zod';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pumped, pumpsOf } from '../../support/patterns/adversarial-texts.ts';
import type { Pump } from '../../support/patterns/adversarial-texts.ts';
import { makeCountingMatcher } from '../../support/patterns/counting-matcher.ts';
import type { CountingMatcher } from '../../support/patterns/counting-matcher.ts';
import { patternsOf } from '../../support/patterns/patterns-of.ts';

const domain = join(import.meta.dirname, '../../../functions/domain');
const found = [
  ...(await patternsOf(join(domain, 'intent'))),
  ...(await patternsOf(join(domain, 'intent/readers'))),
  ...(await patternsOf(join(domain, 'fleet'))),
];
const patterns = [...new Map(found.map((one) => [String(one.pattern), one])).values()].map(
  ({ file, pattern }) => [`${file} ${String(pattern).slice(0, 100)}`, pattern] as const,
);

/** What people and attackers repeat, whatever a pattern is about. */
const everywhere: readonly Pump[] = (
  'a|1|.|/a|x-|.1|a |1 |, |. |the |and |our |is |to |in |any |patch |https://x.example/a ' as const
)
  .split('|')
  .map((again) => ({ lead: '', again }));

const mostGrowth = 6;

/** How many times the steps of four times the text are; beyond all bounds it is infinite. */
const growthOf = ({ stepsIn }: CountingMatcher, pump: Pump, length: number): number => {
  const mostSteps = 5_000 * length;
  try {
    const short = stepsIn(pumped(pump, length), mostSteps);
    return stepsIn(pumped(pump, 4 * length), mostSteps) / short;
  } catch (error) {
    if (error instanceof RangeError) return Infinity;
    throw error;
  }
};

/** Texts over which a pattern goes back and forth more often, the longer they are. */
const badFor = (pattern: RegExp): readonly Pump[] => {
  const matcher = makeCountingMatcher(pattern);
  return [...pumpsOf(matcher.pattern), ...everywhere].filter((pump) =>
    // A bounded repetition comes to its bound in longer texts alone.
    [100, 400, 1_600].every((length) => growthOf(matcher, pump, length) > mostGrowth),
  );
};

const requests = [
  'patch the prod web servers except web-1 , one at a time , wait 5 minutes between waves',
  'why did 3 databases in eu-west-1 fail at 22:00 last night ? see https://x.example/a-1 please',
  'fix drift on 10 % of the 2.4.1 boxes without a reboot because of the audit ; chg-1234 then stop',
];

describe('the patterns of requests and of the fleet’s words', () => {
  it('are all looked at', () => {
    expect(found.length).toBeGreaterThan(250);
    // One that is made of parts, and stands nowhere as it is.
    expect(found.some(({ pattern }) => pattern.source.includes('(?<n>(?:\\d{1,6}|zero'))).toBe(
      true,
    );
  });

  it.each(patterns)('take steps in proportion to the text: %s', (_name, pattern) => {
    expect(badFor(pattern)).toEqual([]);
  });

  it.each(patterns)('are counted as they are searched for: %s', (_name, pattern) => {
    const { findAll } = makeCountingMatcher(pattern);
    for (const request of requests) {
      const [first = null] = pattern.exec(request) ?? [];
      pattern.lastIndex = 0;
      const places = pattern.global
        ? [...request.matchAll(pattern)].map(([text]) => text)
        : [first].filter((text) => text !== null);
      expect(findAll(request)).toEqual(places);
    }
  });

  it.each([
    ['exponential', /^(?:a+)+$/u],
    ['exponential by two ways', /^(?:\d|\d\d)+x/u],
    ['of a square', /\b(?:the |our )*weekend\b/u],
    ['of a square by its starts', /any[^.]*old/u],
    ['of a cube', /^\d*\d*\d*x/u],
  ])('are found out where they are %s', (_name, pattern) => {
    expect(badFor(pattern)).not.toEqual([]);
  });
});
