import { TaskType } from '../../functions/domain/task/task-type.ts';
import { biasName, modelClasses } from '../../functions/domain/intent/linear-model.ts';
import type { ModelWeights } from '../../functions/domain/intent/linear-model.ts';
import { taskFeatures } from '../../functions/domain/intent/task-features.ts';
import type { LabelledRequest, RefusalReason } from './corpus.ts';
import { maskedWords } from './mask.ts';
import type { Masking } from './mask.ts';

const classCount = modelClasses.length;
const noTask = modelClasses.indexOf(null);

/** Refusals that the words alone show; the others differ from tasks by their form or their scope. */
const teachesNoTask: Readonly<Record<RefusalReason, boolean>> = {
  control: false,
  statement: false,
  destruction: false,
  secrets: true,
  weakening: false,
  command: true,
  several_tasks: false,
  two_environments: false,
  unknown_environment: false,
  condition: false,
  recurrence: false,
  chat: true,
  language: true,
  noun_phrase: false,
  injection: true,
  vague: false,
  past_time: false,
  unknown_host: false,
  hidden_user: true,
};

const classOf = ({ outcome, task_type, why }: LabelledRequest): number | null => {
  if (outcome === 'read') return task_type === null ? null : TaskType.options.indexOf(task_type);
  return why !== null && teachesNoTask[why] ? noTask : null;
};

interface Example {
  readonly rows: readonly number[];
  readonly target: number;
  readonly weight: number;
}

/** What the model is made of: a row of weights a feature. */
export interface TrainedModel {
  readonly features: readonly string[];
  readonly weights: Float64Array;
}

/** Each request is met as the other readers leave it: with their words taken out, and left in. */
const maskings: readonly Masking[] = ['full', 'without-scope'];

const trainingSettings = {
  epochs: 14,
  rate: 0.12,
  shrink: 0.00002,
  /** What is no task has words of every kind, and must not outvote a task by them. */
  noTaskWeight: 0.15,
  /** Features that fewer groups have teach a spelling and not a task. */
  fewestGroups: 2,
} as const;

/** Chosen by the folds: the margin, and how many features are kept of those that were learned. */
export const modelSettings = { margin: 0.4, kept: 9000 } as const;

/** Only + − × ÷, which every machine rounds alike; `Math.exp` is left to the engine. */
const exponential = (value: number): number => {
  let power = 1 + Math.max(value, -700) / 4096;
  if (power <= 0) return 0;
  for (let squaring = 0; squaring < 12; squaring += 1) power *= power;
  return power;
};

const namesOf = (request: string, masking: Masking): readonly string[] => [
  biasName,
  ...new Set(taskFeatures(maskedWords(request, masking)).map(({ name }) => name)),
];

/** A request that teaches, and what the model sees in it under each masking. */
interface Lesson {
  readonly group: string;
  readonly target: number;
  readonly seen: readonly (readonly string[])[];
}

const lessonsOf = (corpus: readonly LabelledRequest[]): readonly Lesson[] =>
  corpus.flatMap((request) => {
    const target = classOf(request);
    if (target === null) return [];
    const seen = maskings.map((masking) => namesOf(request.request, masking));
    return [{ group: request.group, target, seen }];
  });

const knownFeatures = (lessons: readonly Lesson[]): readonly string[] => {
  const groupsOf = new Map<string, Set<string>>();
  for (const { group, seen } of lessons)
    for (const name of seen.flat())
      groupsOf.set(name, (groupsOf.get(name) ?? new Set()).add(group));
  return [...groupsOf]
    .filter(([, groups]) => groups.size >= trainingSettings.fewestGroups)
    .map(([name]) => name)
    .sort();
};

const examplesOf = (
  lessons: readonly Lesson[],
  features: readonly string[],
): readonly Example[] => {
  const rowOf = new Map(features.map((name, row) => [name, row]));
  const sizes = new Map<string, number>();
  for (const { group } of lessons) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  return lessons.flatMap(({ group, target, seen }) => {
    // A family of paraphrases counts for more than one request, and for less than all of them.
    const weight =
      (target === noTask ? trainingSettings.noTaskWeight : 1) / Math.sqrt(sizes.get(group) ?? 1);
    return seen.map((names) => ({
      rows: names.flatMap((name) => rowOf.get(name) ?? []),
      target,
      weight,
    }));
  });
};

/** A fixed order that looks shuffled; the same on every machine and at every run. */
const shuffled = <Item>(items: readonly Item[], seed: number): readonly Item[] => {
  const order = [...items];
  let state = seed * 2_654_435_761 + 1;
  for (let last = order.length - 1; last > 0; last -= 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const other = state % (last + 1);
    [order[last], order[other]] = [order[other] as Item, order[last] as Item];
  }
  return order;
};

const scoresOf = (weights: Float64Array, rows: readonly number[]): Float64Array => {
  const scores = new Float64Array(classCount);
  for (const row of rows)
    for (let index = 0; index < classCount; index += 1)
      scores[index] = (scores[index] ?? 0) + (weights[row * classCount + index] ?? 0);
  return scores;
};

const sharesOf = (scores: Float64Array): Float64Array => {
  const top = Math.max(...scores);
  const parts = scores.map((score) => exponential(score - top));
  const whole = parts.reduce((total, part) => total + part, 0);
  return parts.map((part) => part / whole);
};

const learn = (
  { rows, target, weight }: Example,
  weights: Float64Array,
  squares: Float64Array,
): void => {
  const shares = sharesOf(scoresOf(weights, rows));
  // A long request has many features; each of its steps is the smaller.
  const step = weight / Math.sqrt(rows.length);
  for (let index = 0; index < classCount; index += 1) {
    const fault = ((index === target ? 1 : 0) - (shares[index] ?? 0)) * step;
    if (fault < 1e-4 && fault > -1e-4) continue;
    for (const row of rows) {
      const place = row * classCount + index;
      const slope = fault - trainingSettings.shrink * (weights[place] ?? 0);
      squares[place] = (squares[place] ?? 0) + slope * slope;
      weights[place] =
        (weights[place] ?? 0) +
        (trainingSettings.rate * slope) / Math.sqrt(1e-3 + (squares[place] ?? 0));
    }
  }
};

/**
 * A softmax classifier by stochastic steps of their own size each (AdaGrad), always in the same
 * order: the same corpus gives the same weights, bit by bit.
 */
export const train = (corpus: readonly LabelledRequest[]): TrainedModel => {
  const lessons = lessonsOf(corpus);
  const features = knownFeatures(lessons);
  const examples = examplesOf(lessons, features);
  const weights = new Float64Array(features.length * classCount);
  const squares = new Float64Array(weights.length);
  for (let epoch = 1; epoch <= trainingSettings.epochs; epoch += 1)
    for (const example of shuffled(examples, epoch)) learn(example, weights, squares);
  return { features, weights };
};

const heaviest = (values: Float64Array): number =>
  values.reduce((top, value) => Math.max(top, Math.abs(value)), 0);

/** The model in a byte a weight, with the features that weigh most, as many as are to be kept. */
export const quantise = (
  { features, weights }: TrainedModel,
  { margin, kept }: { readonly margin: number; readonly kept: number },
): ModelWeights => {
  const rowOf = (row: number): Float64Array =>
    weights.subarray(row * classCount, (row + 1) * classCount);
  const scale = heaviest(weights) / 127;
  const rows = features
    .map((name, row) => ({ name, row, weight: heaviest(rowOf(row)) }))
    .sort((left, right) => right.weight - left.weight || left.row - right.row)
    .filter(({ name, weight }, place) => name === biasName || (place < kept && weight > scale))
    .sort((left, right) => left.row - right.row);
  const bytes = Int8Array.from(
    rows.flatMap(({ row }) => [...rowOf(row)].map((weight) => Math.round(weight / scale))),
  );
  return {
    features: rows.map(({ name }) => name).join('\n'),
    weights: Buffer.from(bytes.buffer).toString('base64'),
    scale,
    margin,
  };
};
