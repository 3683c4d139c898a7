import { remembered } from '../shared/remembered.ts';
import { topicOf } from './task-topics.ts';
import { stemOf } from './word-stem.ts';

/** Words that stand beside any type of task; they would teach the model nothing but noise. */
const idleWords: ReadonlySet<string> = new Set(
  (
    'a an the this that these those our my your their its we i you it us me they them he she ' +
    'on in at of for to from with by as into onto over and or also so then just now please pls plz ' +
    'kindly hi hey hello team folks thanks thank thx cheers asap urgent urgently could would can will ' +
    'shall should may might must need needs needed want wants wanted like let lets go ahead ' +
    'is are was were be been being am do does did have has had there here'
  ).split(' '),
);

/** Stands for the number of any release of software: "2.4.66" and "5.14.0-611" say the same of a task. */
export const releaseWord = 'releasenumber';

/** A word of many parts is looked at from each of them. */
const longestRelease = 32;

const releaseShape = /^v?\d{1,5}(?:\.\d{1,5}){1,2}(?:[-_][a-z0-9.]+)?$/u;

/** Whether a word numbers a release of software. */
export const isRelease = (word: string): boolean =>
  word.length <= longestRelease && releaseShape.test(word);

/** One thing seen in a request, and the word that it was seen at. */
export interface TaskFeature {
  readonly name: string;
  readonly at: number;
}

/** Longer words are names or noise; their tail would only cost time. */
const longestRead = 24;
const gramSizes = [3, 4, 5] as const;

const gramsOf = remembered((word: string): readonly string[] => {
  const framed = `^${word.slice(0, longestRead)}$`;
  return gramSizes.flatMap((size) =>
    Array.from(
      { length: Math.max(0, framed.length - size + 1) },
      (_, start) => `~${framed.slice(start, start + size)}`,
    ),
  );
});

const scopeMark = '<scope>';

/** What another reader has claimed stands as `<scope>`, `<env>` and the like. */
export const isPlaceholder = (word: string): boolean => word.startsWith('<');

/** Ids whose kind says something of the task, while the id itself says nothing. */
const idKinds: readonly (readonly [RegExp, string])[] = [
  [/^cve-\d/u, 'cve'],
  [/^(?:inc|incident|pd)-?\d/u, 'incident'],
];

const partsOf = remembered((word: string): readonly string[] => {
  const kind = idKinds.find(([shape]) => shape.test(word))?.[1];
  if (kind !== undefined) return [kind];
  return word.split(/[^\p{L}\p{N}']+/u).filter((part) => part !== '');
});

interface Told {
  readonly at: number;
  readonly part: string;
  readonly stem: string;
}

const toldBy = (words: readonly string[]): readonly Told[] =>
  words.flatMap((word, at) =>
    isPlaceholder(word)
      ? []
      : partsOf(word)
          .filter((part) => !idleWords.has(part))
          .map((part) => ({ at, part, stem: stemOf(part) })),
  );

const wordFeatures = (told: readonly Told[]): readonly TaskFeature[] =>
  told.flatMap(({ at, part, stem }, index) => {
    const next = told[index + 1];
    const later = told[index + 2];
    return [
      { name: stem, at },
      ...(index === 0 ? [{ name: `^${stem}`, at }] : []),
      ...(next === undefined ? [] : [{ name: `${stem} ${next.stem}`, at }]),
      ...(later === undefined ? [] : [{ name: `${stem} _ ${later.stem}`, at }]),
      ...gramsOf(part).map((name) => ({ name, at })),
    ];
  });

interface Topic {
  readonly at: number;
  readonly topic: string;
}

const topicsOf = (told: readonly Told[]): readonly Topic[] =>
  told.flatMap(({ at, stem }) => {
    const topic = topicOf(stem);
    return topic === null ? [] : [{ at, topic }];
  });

/** The topics in their order: which comes first, which follows which, and which come after the first. */
const topicFeatures = (topics: readonly Topic[]): readonly TaskFeature[] => {
  const first = topics[0]?.topic ?? '';
  return topics.flatMap(({ at, topic }, index) => [
    { name: `@${topic}`, at },
    { name: index === 0 ? `^@${topic}` : `^@${first} @${topic}`, at },
    ...(index === 0 ? [] : [{ name: `@${topics[index - 1]?.topic ?? ''} @${topic}`, at }]),
  ]);
};

/** That machines are named at all, and with what: golden images by themselves, or put onto something. */
const scopeFeatures = (words: readonly string[], told: readonly Told[]): readonly TaskFeature[] => {
  const at = words.indexOf(scopeMark);
  if (at === -1) return [];
  return [
    { name: scopeMark, at },
    ...told.slice(0, 1).map(({ stem }) => ({ name: `${stem} ${scopeMark}`, at })),
    ...topicsOf(told).map(({ topic }) => ({ name: `@${topic} ${scopeMark}`, at })),
  ];
};

/**
 * What the model sees in the words of a request: stems, pairs of neighbouring stems, runs of letters
 * within words, the stem that comes first, topics in their order, and whether machines are named.
 * Other placeholders and idle words are passed over. Linear in the length of the words.
 */
export const taskFeatures = (words: readonly string[]): readonly TaskFeature[] => {
  const told = toldBy(words);
  return [...wordFeatures(told), ...topicFeatures(topicsOf(told)), ...scopeFeatures(words, told)];
};
