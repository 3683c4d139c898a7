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
