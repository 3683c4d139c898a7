import type { FleetVocabulary } from '../fleet/fleet-vocabulary.ts';
import { editsBetween } from './edits-between.ts';

/** A name in two halves: what is counted in it, which is never guessed at, and the letters around. */
interface Shape {
  /** Numbers without leading zeros and letters that stand alone, in their order: `3a,b`. */
  readonly identity: string;
  /** The rest, with a mark where each of them stood; whatever parts words is a hyphen. */
  readonly letters: string;
}

/** A number with the letter behind it, and a letter by itself. */
const counted = /\d+[a-z]?(?![a-z])|\d+|(?<![a-z0-9])[a-z](?![a-z0-9])/gu;

const shapeOf = (name: string): Shape => {
  const identity: string[] = [];
  const letters = name.replace(/[^a-z0-9]+/gu, '-').replace(counted, (found) => {
    identity.push(found.replace(/^0+(?=\d)/u, ''));
    return '#';
  });
  return { identity: identity.join(','), letters };
};

const partsOf = (letters: string): readonly string[] => letters.split(/[-#]+/u);

interface Known extends Shape {
  readonly spelling: string;
}

interface Index {
  /** By identity, first letter and length of the letters, so that a look-up compares with few. */
  readonly names: ReadonlyMap<string, readonly Known[]>;
  /** Words that names are made of: one that is right is no slip of another. */
  readonly parts: ReadonlySet<string>;
}

const placeOf = ({ identity, letters }: Shape, length = letters.length): string =>
  `${identity} ${letters.charAt(0)} ${length}`;

const indexOf = ({ names }: FleetVocabulary): Index => {
  const found = new Map<string, Known[]>();
  const parts = new Set<string>();
  for (const [name, { spelling }] of names) {
    const known = { ...shapeOf(name), spelling };
    const place = placeOf(known);
    const alike = found.get(place) ?? [];
    alike.push(known);
    found.set(place, alike);
    for (const part of partsOf(known.letters)) parts.add(part);
  }
  return { names: found, parts };
};

/** A fleet has many names and stays the same for minutes: its index is made once. */
const indexes = new WeakMap<FleetVocabulary, Index>();

const keptIndexOf = (fleet: FleetVocabulary): Index => {
  const index = indexes.get(fleet) ?? indexOf(fleet);
  indexes.set(fleet, index);
  return index;
};

/** "prod-api-29" is no slip of "prod-app-29" where both words are the fleet's own. */
const exchangesWord = (wanted: string, known: string, parts: Index['parts']): boolean => {
  const [said, meant] = [partsOf(wanted), partsOf(known)];
  return (
    said.length === meant.length && said.some((part, at) => part !== meant[at] && parts.has(part))
  );
};

/** How many slips are forgiven: few letters are too near to others. */
const mostEdits = (letters: string): number => {
  const count = letters.replace(/[^a-z]/gu, '').length;
  return count < 5 ? 0 : count < 10 ? 1 : 2;
};

const longest = 100;
const mostNames = 3;

/**
 * The names of the fleet that a name may be a slip of, the nearest ones alone and at most three: the
 * same numbers, whatever zeros lead them, and at most two letters left out, put in, replaced or swapped.
 * Never a name with another number, and never one that has another word of the fleet's in its place.
 */
export const nearestNames = (name: string, fleet: FleetVocabulary): readonly string[] => {
  if (name.length > longest) return [];
  const { names, parts } = keptIndexOf(fleet);
  const wanted = shapeOf(name);
  const most = mostEdits(wanted.letters);
  const near: { readonly spelling: string; readonly edits: number }[] = [];
  for (
    let length = wanted.letters.length - most;
    length <= wanted.letters.length + most;
    length += 1
  )
    for (const { letters, spelling } of names.get(placeOf(wanted, length)) ?? []) {
      const edits = editsBetween(wanted.letters, letters, most);
      if (edits !== null && !exchangesWord(wanted.letters, letters, parts))
        near.push({ spelling, edits });
    }
  const least = Math.min(...near.map(({ edits }) => edits));
  return near
    .filter(({ edits }) => edits === least)
    .map(({ spelling }) => spelling)
    .sort()
    .slice(0, mostNames);
};
