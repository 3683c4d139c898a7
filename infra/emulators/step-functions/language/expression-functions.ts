import { createHash } from 'node:crypto';
import type { Json } from './json.ts';

/** What `$now`, `$millis`, `$random` and `$uuid` read. */
export interface Ambient {
  readonly now: () => number;
  readonly random: () => number;
}

type NativeFunction = (...args: never[]) => unknown;

const hashes: Readonly<Record<string, string>> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

/** JSONata unwraps a sequence of one, and AWS's `$range` returns a sequence. */
const sequence = <Item>(items: Item[]): Item[] =>
  Object.defineProperty(items, 'sequence', { enumerable: false, value: true });

const wholeNumber = (value: unknown, name: string): number => {
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    throw new Error(`${name} must be an integer`);
  }
  return value;
};

const partition = (items: Json | undefined, size: unknown): Json[][] | undefined => {
  if (items === undefined) return undefined;
  const length = wholeNumber(size, 'the chunk size of $partition');
  if (length < 1) throw new Error('the chunk size of $partition must be positive');
  const all: readonly Json[] = Array.isArray(items) ? (items as readonly Json[]) : [items];
  const chunks: Json[][] = [];
  for (let start = 0; start < all.length; start += length) {
    chunks.push(all.slice(start, start + length));
  }
  return chunks;
};

const range = (first: unknown, last: unknown, step: unknown): number[] => {
  const from = wholeNumber(first, 'the first argument of $range');
  const to = wholeNumber(last, 'the second argument of $range');
  const by = wholeNumber(step, 'the third argument of $range');
  if (by === 0) throw new Error('the step of $range must not be 0');
  const values: number[] = [];
  for (let value = from; by > 0 ? value <= to : value >= to; value += by) {
    if (values.length === 1000) throw new Error('$range makes at most 1000 numbers');
    values.push(value);
  }
  return sequence(values);
};

const hash = (data: Json | undefined, algorithm: unknown): string | undefined => {
  if (data === undefined) return undefined;
  const name = typeof algorithm === 'string' ? hashes[algorithm] : undefined;
  if (name === undefined) throw new Error(`unknown algorithm of $hash: ${String(algorithm)}`);
  return createHash(name)
    .update(typeof data === 'string' ? data : JSON.stringify(data))
    .digest('hex');
};

const parse = (text: unknown): unknown => {
  if (text === undefined) return undefined;
  if (typeof text !== 'string') throw new Error('$parse takes a string');
  return JSON.parse(text) as unknown;
};

/** One number of mulberry32, so that the same seed gives the same number. */
const seeded = (seed: number): number => {
  let mixed = (seed + 0x6d2b79f5) | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
};

/** A version 4 UUID from the given source of randomness. */
export const randomUuid = (random: () => number): string => {
  const word = (): string =>
    Math.floor(random() * 0x1_0000_0000)
      .toString(16)
      .padStart(8, '0');
  const [a, b, c, d] = [word(), word(), word(), word()];
  const variant = '89ab'.charAt(Math.floor(random() * 4));
  return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-${variant}${c.slice(1, 4)}-${c.slice(4)}${d}`;
};

/** The functions that Step Functions adds to JSONata, and its own readings of time and chance. */
export const functionsOfAws: Readonly<Record<string, (ambient: Ambient) => NativeFunction>> = {
  partition: () => partition,
  range: () => range,
  hash: () => hash,
  parse: () => parse,
  random: (ambient) => (seed?: number) => (seed === undefined ? ambient.random() : seeded(seed)),
  uuid: (ambient) => () => randomUuid(() => ambient.random()),
  millis: (ambient) => () => ambient.now(),
};

/** The functions of JSONata 2.0.6 that AWS has too: all but `$eval`, which could run data as code. */
export const jsonataFunctions: ReadonlySet<string> = new Set(
  (
    'sum count max min average string substring substringBefore substringAfter lowercase uppercase ' +
    'length trim pad match contains replace split join formatNumber formatBase formatInteger ' +
    'parseInteger number floor ceil round abs sqrt power boolean not map zip filter single reduce ' +
    'sift keys lookup append exists spread merge reverse each error assert type sort shuffle ' +
    'distinct base64encode base64decode encodeUrlComponent encodeUrl decodeUrlComponent decodeUrl ' +
    'toMillis fromMillis clone now'
  ).split(' '),
);
