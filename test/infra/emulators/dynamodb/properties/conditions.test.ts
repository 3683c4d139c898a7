import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holds } from '../../../../../infra/emulators/dynamodb/expressions/evaluate-condition.ts';
import { parseCondition } from '../../../../../infra/emulators/dynamodb/expressions/parse-condition.ts';
import { Placeholders } from '../../../../../infra/emulators/dynamodb/expressions/placeholders.ts';
import type { AttributeMap } from '../../../../../infra/emulators/dynamodb/values/attribute-value.ts';

/** An independent model: attributes are whole numbers or texts of one letter, or absent. */
type Plain = number | string;
type Model = Readonly<Record<string, Plain | undefined>>;

interface Sample {
  readonly text: string;
  readonly truth: (item: Model) => boolean;
}

const names = ['attr_a', 'attr_b', 'attr_c'];
const letters = ['x', 'y', 'z'];
const values: Readonly<Record<string, Plain>> = {
  ':one': 1,
  ':two': 2,
  ':ten': 10,
  ':x': 'x',
  ':y': 'y',
};

const plains: fc.Arbitrary<Plain> = fc.oneof(
  fc.constantFrom(1, 2, 3, 10),
  fc.constantFrom(...letters),
);
const items: fc.Arbitrary<Model> = fc.record({
  attr_a: fc.option(plains, { nil: undefined }),
  attr_b: fc.option(plains, { nil: undefined }),
  attr_c: fc.option(plains, { nil: undefined }),
});
const name = fc.constantFrom(...names);
const placeholder = fc.constantFrom(...Object.keys(values));

const ordered = (
  one: Plain | undefined,
  two: Plain | undefined,
  test: (order: number) => boolean,
) =>
  typeof one === typeof two && one !== undefined && two !== undefined
    ? test(one < two ? -1 : one > two ? 1 : 0)
    : false;

const comparators: Readonly<
  Record<string, (one: Plain | undefined, two: Plain | undefined) => boolean>
> = {
  '=': (one, two) => one !== undefined && one === two,
  '<>': (one, two) => one === undefined || one !== two,
  '<': (one, two) => ordered(one, two, (order) => order < 0),
  '<=': (one, two) => ordered(one, two, (order) => order <= 0),
  '>': (one, two) => ordered(one, two, (order) => order > 0),
  '>=': (one, two) => ordered(one, two, (order) => order >= 0),
};

const comparisons: fc.Arbitrary<Sample> = fc
  .tuple(name, fc.constantFrom(...Object.keys(comparators)), placeholder)
  .map(([attribute, operator, value]) => ({
    text: `${attribute} ${operator} ${value}`,
    truth: (item) => comparators[operator]?.(item[attribute], values[value]) === true,
  }));

const existence: fc.Arbitrary<Sample> = fc.tuple(name, fc.boolean()).map(([attribute, wanted]) => ({
  text: `${wanted ? 'attribute_exists' : 'attribute_not_exists'}(${attribute})`,
  truth: (item) => (item[attribute] !== undefined) === wanted,
}));

const memberships: fc.Arbitrary<Sample> = fc
  .tuple(name, fc.array(placeholder, { minLength: 1, maxLength: 3 }))
  .map(([attribute, options]) => ({
    text: `${attribute} IN (${options.join(', ')})`,
    truth: (item) =>
      item[attribute] !== undefined && options.some((option) => values[option] === item[attribute]),
  }));

const ranges: fc.Arbitrary<Sample> = name.map((attribute) => ({
  text: `${attribute} BETWEEN :two AND :ten`,
  truth: (item) => {
    const value = item[attribute];
    return typeof value === 'number' && value >= 2 && value <= 10;
  },
}));

const { condition } = fc.letrec<{ condition: Sample }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(comparisons, existence, memberships, ranges),
    tie('condition').map((inner) => ({
      text: `NOT (${inner.text})`,
      truth: (item: Model) => !inner.truth(item),
    })),
    fc.tuple(tie('condition'), tie('condition')).map(([one, two]) => ({
      text: `(${one.text}) AND (${two.text})`,
      truth: (item: Model) => one.truth(item) && two.truth(item),
    })),
    fc.tuple(tie('condition'), tie('condition')).map(([one, two]) => ({
      text: `(${one.text}) or (${two.text})`,
      truth: (item: Model) => one.truth(item) || two.truth(item),
    })),
  ),
}));

const toWire = (value: Plain) => (typeof value === 'number' ? { N: String(value) } : { S: value });

const evaluate = (text: string, item: Model): boolean => {
  const used = Object.entries(values).filter(([key]) => text.includes(key));
  const placeholders = new Placeholders({
    names: undefined,
    values:
      used.length === 0
        ? undefined
        : Object.fromEntries(used.map(([key, value]) => [key, toWire(value)])),
  });
  const stored: AttributeMap = Object.fromEntries(
    Object.entries(item).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, toWire(value)]],
    ),
  );
  return holds(parseCondition(text, placeholders), stored);
};

describe('a condition', () => {
  it('holds exactly where an independent model says so', () => {
    fc.assert(
      fc.property(condition, items, (sample, item) => {
        expect(evaluate(sample.text, item), sample.text).toBe(sample.truth(item));
      }),
      { numRuns: 1000 },
    );
  });

  it('without parentheses binds NOT before AND before OR', () => {
    const simple = fc.oneof(comparisons, existence, memberships, ranges);
    fc.assert(
      fc.property(fc.tuple(simple, simple, simple), items, ([one, two, three], item) => {
        const text = `${one.text} OR NOT ${two.text} AND ${three.text}`;

        const expected = one.truth(item) || (!two.truth(item) && three.truth(item));

        expect(evaluate(text, item), text).toBe(expected);
      }),
      { numRuns: 500 },
    );
  });
});
