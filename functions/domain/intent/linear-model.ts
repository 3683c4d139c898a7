import { TaskType } from '../task/task-type.ts';
import { isPlaceholder, taskFeatures } from './task-features.ts';

/** Weights as they are kept: a row of signed bytes a feature, base64 of them all in one. */
export interface ModelWeights {
  /** One a line, in the order of the rows. */
  readonly features: string;
  readonly weights: string;
  /** What a byte counts. */
  readonly scale: number;
  /** The lead of the first class over the second below which the model abstains. */
  readonly margin: number;
}

/** What the model makes of the words of a request that no other reader has claimed (lower case, in order). */
export interface TaskReading {
  /** The type, or null where the margin is too small (it abstains). */
  readonly type: TaskType | null;
  /** By score, best first; probability-like 0..1; used for candidates. */
  readonly ranked: readonly { readonly type: TaskType; readonly score: number }[];
  readonly margin: number;
  /** The words that decided, strongest first (explanation). */
  readonly decided: readonly string[];
}

/** The types in the order of the weights, and last what is no task at all. */
export const modelClasses = [...TaskType.options, null] as const;
const width = modelClasses.length;

/** The row that counts for every request. */
export const biasName = '#';

interface Evidence {
  /** For each class, over the whole request. */
  readonly sums: readonly number[];
  /** For each word and class. */
  readonly byWord: ReadonlyMap<number, readonly number[]>;
}

interface Rows {
  readonly bytes: Int8Array;
  /** Where the row of a feature starts; features without a row weigh nothing. */
  readonly starts: ReadonlyMap<string, number>;
}

const addRow = (totals: number[], { bytes, start }: { bytes: Int8Array; start: number }): void => {
  for (let index = 0; index < width; index += 1)
    totals[index] = (totals[index] ?? 0) + (bytes[start + index] ?? 0);
};

const nothing = (): number[] => modelClasses.map(() => 0);

const weigh = (words: readonly string[], { bytes, starts }: Rows): Evidence => {
  const sums = nothing();
  const byWord = new Map<number, number[]>();
  const seen = new Set<number>();
  for (const { name, at } of [{ name: biasName, at: -1 }, ...taskFeatures(words)]) {
    const start = starts.get(name);
    if (start === undefined || seen.has(start)) continue;
    seen.add(start);
    addRow(sums, { bytes, start });
    if (at < 0) continue;
    const ofWord = byWord.get(at) ?? nothing();
    byWord.set(at, ofWord);
    addRow(ofWord, { bytes, start });
  }
  return { sums, byWord };
};

const sharesOf = (sums: readonly number[], scale: number): readonly number[] => {
  const top = Math.max(...sums);
  const parts = sums.map((sum) => Math.exp((sum - top) * scale));
  const whole = parts.reduce((total, part) => total + part, 0);
  return parts.map((part) => part / whole);
};

const mostNamed = 4;

/** The words that speak for the first class more than for the second. */
const decidedBy = (
  words: readonly string[],
  byWord: Evidence['byWord'],
  [first, second]: readonly [number, number],
): readonly string[] => {
  const pulls = [...byWord].map(([at, ofWord]) => ({
    word: words[at] ?? '',
    pull: (ofWord[first] ?? 0) - (ofWord[second] ?? 0),
  }));
  const strongest = pulls.filter(({ pull }) => pull > 0).sort((a, b) => b.pull - a.pull);
  const named = strongest.map(({ word }) => word).filter((word) => !isPlaceholder(word));
  return [...new Set(named)].slice(0, mostNamed);
};

/** A reader of task types by these weights; takes time in proportion to the length of the words. */
export const makeLinearModel = (model: ModelWeights) => {
  const rows: Rows = {
    bytes: Int8Array.from(atob(model.weights), (letter) => letter.charCodeAt(0)),
    starts: new Map(model.features.split('\n').map((name, row) => [name, row * width])),
  };
  return (words: readonly string[]): TaskReading => {
    const { sums, byWord } = weigh(words, rows);
    const order = sharesOf(sums, model.scale)
      .map((score, index) => ({ score, index, type: modelClasses[index] ?? null }))
      .sort((left, right) => right.score - left.score || left.index - right.index);
    const [first, second] = order;
    const margin = (first?.score ?? 0) - (second?.score ?? 0);
    return {
      type: margin >= model.margin ? (first?.type ?? null) : null,
      ranked: order.flatMap(({ type, score }) => (type === null ? [] : [{ type, score }])),
      margin,
      decided: decidedBy(words, byWord, [first?.index ?? 0, second?.index ?? 0]),
    };
  };
};
