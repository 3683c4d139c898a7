import { describe, expect, it } from 'vitest';
import { makeLinearModel } from '../../../functions/domain/intent/linear-model.ts';
import { TaskType } from '../../../functions/domain/task/task-type.ts';

/** A row speaks for some of the types, and last for no task at all. */
const row = (byType: Partial<Record<TaskType, number>>, noTask = 0): readonly number[] => [
  ...TaskType.options.map((type) => byType[type] ?? 0),
  noTask,
];

const rows: Readonly<Record<string, readonly number[]>> = {
  '#': row({}),
  drift: row({ drift_remediation: 40 }),
  patch: row({ patch_rollout: 40 }),
  haiku: row({}, 100),
};

const modelOf = (margin: number) =>
  makeLinearModel({
    features: Object.keys(rows).join('\n'),
    weights: Buffer.from(Int8Array.from(Object.values(rows).flat()).buffer).toString('base64'),
    scale: 0.1,
    margin,
  });

describe('makeLinearModel', () => {
  it('reads the type whose words weigh most', () => {
    const { type, margin, decided } = modelOf(0.5)(['patch', 'it']);
    expect(type).toBe('patch_rollout');
    expect(margin).toBeGreaterThan(0.5);
    expect(decided).toEqual(['patch']);
  });

  it('abstains where two types are as near, and ranks both first', () => {
    const { type, margin, ranked } = modelOf(0.5)(['patch', 'drift']);
    expect(type).toBeNull();
    expect(margin).toBeCloseTo(0, 6);
    expect(ranked.slice(0, 2).map((each) => each.type)).toEqual([
      'drift_remediation',
      'patch_rollout',
    ]);
  });

  it('reads the first of two where no margin is asked for', () => {
    expect(modelOf(0)(['patch', 'drift']).type).toBe('drift_remediation');
  });

  it('abstains where no task weighs most, however clearly', () => {
    const { type, margin } = modelOf(0.5)(['patch', 'haiku']);
    expect(type).toBeNull();
    expect(margin).toBeGreaterThan(0.9);
  });

  it('counts a word once, and takes no notice of one that it never met', () => {
    const read = modelOf(0.5);
    expect(read(['patch', 'zzyzx', 'patch']).margin).toBeCloseTo(read(['patch']).margin, 12);
    expect(read(['zzyzx']).type).toBeNull();
  });
});

describe('what a reading is made of', () => {
  const modelBy = (
    weights: Readonly<Record<string, readonly number[]>>,
    { scale = 0.1, margin = 0 } = {},
  ) =>
    makeLinearModel({
      features: Object.keys(weights).join('\n'),
      weights: Buffer.from(Int8Array.from(Object.values(weights).flat()).buffer).toString('base64'),
      scale,
      margin,
    });
  const patch = (weight: number, drift = 0) =>
    row({ patch_rollout: weight, drift_remediation: drift });

  it('names the words that decided, the strongest first and four at most', () => {
    const weights = {
      '#': row({}),
      abc: patch(10),
      def: patch(50),
      ghi: patch(30),
      jkl: patch(40),
      mno: patch(20),
      pqr: patch(60, 60),
      stu: patch(-20),
    };

    const { decided } = modelBy(weights)(['abc', 'def', 'stu', 'ghi', 'jkl', 'pqr', 'mno']);

    expect(decided).toEqual(['def', 'jkl', 'ghi', 'mno']);
  });

  it('names no word that speaks for the second as much, and none twice', () => {
    const weights = { '#': row({}), abc: patch(40, 40), def: patch(50, 45), ghi: patch(20) };

    expect(modelBy(weights)(['abc', 'def', 'ghi', 'ghi']).decided).toEqual(['ghi', 'def']);
    expect(modelBy(weights)(['abc']).decided).toEqual([]);
  });

  it('weighs every request alike by the row that counts for all', () => {
    const reading = modelBy({ '#': patch(40), abc: patch(0, 10) })([]);

    expect(reading.type).toBe('patch_rollout');
    expect(reading.decided).toEqual([]);
  });

  it('ranks equals in the order of the types', () => {
    const { ranked } = modelBy({ '#': row({}) })(['abc']);

    expect(ranked.map(({ type }) => type)).toEqual(TaskType.options);
    for (const { score } of ranked) expect(score).toBeCloseTo(1 / (TaskType.options.length + 1), 9);
  });

  it('scores as shares of one', () => {
    const others = TaskType.options.length;
    const { ranked, margin } = modelBy({ '#': row({}), abc: patch(40) })(['abc']);

    expect(ranked[0]?.score).toBeCloseTo(Math.exp(4) / (Math.exp(4) + others), 9);
    expect(margin).toBeCloseTo((Math.exp(4) - 1) / (Math.exp(4) + others), 9);
  });

  it('bears weights that no number could hold by themselves', () => {
    const { margin, ranked } = modelBy({ '#': row({}), abc: patch(127) }, { scale: 50 })(['abc']);

    expect(margin).toBe(1);
    expect(ranked[1]?.score).toBe(0);
  });

  it('is settled from its margin on', () => {
    const weights = { '#': row({}), abc: patch(40) };
    const { margin } = modelBy(weights)(['abc']);

    expect(modelBy(weights, { margin })(['abc']).type).toBe('patch_rollout');
    expect(modelBy(weights, { margin: margin + 1e-9 })(['abc']).type).toBeNull();
  });
});
