import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileDataset } from '../../../../infra/local/fleet/file-dataset.ts';
import { nameOf, placeOf as placeBy } from '../../../../infra/local/fleet/read-place.ts';
import type { Tag } from '../../../../infra/local/fleet/read-place.ts';
import { fleetWordsOf } from '../../../../functions/domain/fleet/fleet-words.ts';

const words = fleetWordsOf();
const placeOf = (tags: readonly Tag[]) => placeBy(tags, words);
const placeKeys = words.tagKeys;

const anyCase = (word: string): fc.Arbitrary<string> =>
  fc
    .array(fc.boolean(), { minLength: word.length, maxLength: word.length })
    .map((upper) => Array.from(word, (c, at) => (upper[at] ? c.toUpperCase() : c)).join(''));

const keyOf = (kind: keyof typeof placeKeys): fc.Arbitrary<string> =>
  fc.constantFrom(...placeKeys[kind]).chain(anyCase);

const valuesOf = {
  environment: [
    ['production', 'prod', 'prd', 'live'],
    ['staging', 'stage', 'stg'],
    ['development', 'develop', 'dev'],
  ],
  role: [['web', 'nginx', 'frontend'], ['database', 'postgres'], ['constructor'], ['mail']],
  service: [['checkout'], ['payment'], ['tostring']],
} as const;

const kinds = ['environment', 'role', 'service'] as const;

const order = (tags: readonly Tag[]): fc.Arbitrary<readonly Tag[]> =>
  fc.shuffledSubarray([...tags], { minLength: tags.length, maxLength: tags.length });

const good: readonly Tag[] = [
  ['Environment', 'prod'],
  ['Role', 'web'],
  ['Service', 'checkout'],
];

describe('where an asset belongs by its tags', () => {
  it.each<[string, readonly Tag[], object]>([
    [
      'is said by any of the keys',
      [
        ['Stage', 'PRD '],
        ['Component', 'db'],
      ],
      { environment: 'production', role: 'database', service: null },
    ],
    [
      'may be said twice in one meaning',
      [
        ['env', 'prod'],
        ['Environment', 'production'],
        ['Role', 'web'],
        ['application', 'nginx'],
      ],
      { environment: 'production', role: 'web', service: null },
    ],
    [
      'takes no notice of blank tags',
      [...good, ['environment', ' '], ['role', '']],
      { environment: 'production', role: 'web', service: 'checkout' },
    ],
    [
      'may be a name that objects have',
      [
        ['Environment', 'dev'],
        ['Role', 'constructor'],
        ['Service', 'toString'],
      ],
      { environment: 'development', role: 'constructor', service: 'tostring' },
    ],
  ])('%s', (_, tags, place) => {
    expect(placeOf(tags)).toEqual(place);
  });

  it.each<readonly [readonly Tag[]]>([
    [[['Environment', 'PRD']]],
    [
      [
        ['Environment', 'PRD'],
        ['Application', 'NULL'],
        ['Role', ' n/a '],
      ],
    ],
  ])('may lack a role: %j', (tags) => {
    expect(placeOf(tags)).toEqual({ environment: 'production', role: null, service: null });
  });

  it('is said by the keys and words of the settings', () => {
    const own = fleetWordsOf({
      environments: { staging: ['preprod'] },
      roles: { web: ['edge'] },
      tag_keys: { environment: ['Umgebung'] },
    });

    expect(
      placeBy(
        [
          ['UMGEBUNG', 'PreProd'],
          ['Environment', 'production'],
          ['Role', 'edge'],
        ],
        own,
      ),
    ).toEqual({ environment: 'staging', role: 'web', service: null });
    expect(placeBy([['Environment', 'production']], own)).toEqual({ reason: 'no Umgebung tag' });
  });

  it.each<[readonly Tag[], string]>([
    [
      [
        ['Environment', 'dev'],
        ['environment', 'production'],
        ['Role', 'web'],
      ],
      'the tags Environment=dev and environment=production contradict each other',
    ],
    [
      [
        ['Env', 'prod'],
        ['Stage', 'dev'],
        ['Role', 'web'],
      ],
      'the tags Env=prod and Stage=dev contradict each other',
    ],
    [
      [
        ['Environment', 'dev'],
        ['Role', 'web'],
        ['Component', 'db'],
      ],
      'the tags Component=db and Role=web contradict each other',
    ],
    [
      [
        ['Environment', 'dev'],
        ['Role', 'web'],
        ['Service', 'a'],
        ['service', 'b'],
      ],
      'the tags Service=a and service=b contradict each other',
    ],
    [
      [
        ['Environment', 'prod'],
        ['env', 'qa'],
        ['Role', 'web'],
      ],
      'the tag env=qa names none of production, staging and development',
    ],
    [
      [
        ['Environment', '__proto__'],
        ['Role', 'web'],
      ],
      'the tag Environment=__proto__ names none of production, staging and development',
    ],
    [
      [
        ['Environment', 'prod'],
        ['Environment\u200b', 'dev'],
        ['Role', 'web'],
      ],
      'the tags Environment=prod and Environment=dev contradict each other',
    ],
    [
      [
        ['Environment', 'dev'],
        ['Role', 'web'],
        ['role', '<b>'],
      ],
      'the tag role=<b> is not a single word',
    ],
    [
      [
        ['__proto__', 'prod'],
        ['Role', 'web'],
      ],
      'no Environment tag',
    ],
  ])('is not known from %j: %s', (tags, reason) => {
    expect(placeOf(tags)).toEqual({ reason });
    expect(placeOf([...tags].reverse())).toEqual({ reason });
  });

  it('is never known where two tags of one kind differ, whatever their keys and order', () => {
    const contradiction = fc.constantFrom(...kinds).chain((kind) =>
      fc.record({
        kind: fc.constant(kind),
        keys: fc.tuple(keyOf(kind), keyOf(kind)),
        groups: fc.shuffledSubarray([...valuesOf[kind]], { minLength: 2, maxLength: 2 }),
        picks: fc.tuple(fc.nat(3), fc.nat(3)),
      }),
    );
    fc.assert(
      fc.property(
        contradiction.chain(({ kind, keys, groups, picks }) => {
          const own: readonly Tag[] = [0, 1].map((at): Tag => {
            const words = groups[at] ?? [];
            return [keys[at] ?? '', words[(picks[at] ?? 0) % words.length] ?? ''];
          });
          const others = good.filter(([key]) => key.toLowerCase() !== kind);
          return order([...others, ...own]);
        }),
        (tags) => {
          const place = placeOf(tags);

          expect(place).toEqual({
            reason: expect.stringMatching(/^the tags .* contradict each other$/) as string,
          });
        },
      ),
    );
  });

  it('is the same in whatever order any tags come', () => {
    const tag = fc.tuple(
      fc.oneof(...kinds.map(keyOf), fc.string()),
      fc.oneof(fc.constantFrom(...kinds.flatMap((kind) => valuesOf[kind].flat())), fc.string()),
    );
    fc.assert(
      fc.property(
        fc.array(tag, { maxLength: 6 }).chain((tags) => fc.tuple(order(tags), order(tags))),
        ([one, two]) => {
          expect(placeOf(one)).toEqual(placeOf(two));
          expect(nameOf(one, 'i-1')).toBe(nameOf(two, 'i-1'));
        },
      ),
    );
  });
});

describe('the name of an asset', () => {
  it.each<[readonly Tag[], string]>([
    [[], 'i-1'],
    [[['Name', '']], 'i-1'],
    [[['Name', ' \t ']], 'i-1'],
    [[['Name', '\u200b\u202e']], 'i-1'],
    [[['Name', ' web ']], 'web'],
    [
      [
        ['Name', ''],
        ['name', 'web'],
      ],
      'web',
    ],
    [
      [
        ['name', 'a'],
        ['Name', 'b'],
      ],
      'b',
    ],
  ])('with the tags %j is %s', (tags, name) => {
    expect(nameOf(tags, 'i-1')).toBe(name);
    expect(nameOf([...tags].reverse(), 'i-1')).toBe(name);
  });
});

it('leaves the instances of a file unmanaged whose tags contradict each other, in either order', () => {
  const { assets, unmanaged } = fileDataset({
    fleetFile: join(import.meta.dirname, 'evidence/fleet-tag-case-conflict.json'),
  });

  expect(assets).toEqual([]);
  expect(unmanaged.map(({ reason }) => reason)).toEqual(
    [1, 2].map(() => 'the tags Environment=dev and environment=production contradict each other'),
  );
});
