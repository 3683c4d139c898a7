import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createConcurrency } from '../../../infra/local/lambda/concurrency.ts';
import { projectRoot } from '../../../infra/local/project-root.ts';

const stemsIn = (folder: string): readonly string[] =>
  readdirSync(join(projectRoot(), 'functions/handlers', folder), { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => name.replace(/^.*\/|\.ts$/g, ''));

/** They end a task and wait for nothing else. */
const unlimited = ['close-task', 'fail-task'];

describe('the concurrency of functions', () => {
  it('has each step of a workflow take its turn, but for those that end a task', () => {
    const { bulkheadOf } = createConcurrency();
    const steps = stemsIn('workflow');

    expect(steps.length).toBeGreaterThan(15);
    expect(steps.filter((stem) => bulkheadOf(stem) === null).sort()).toEqual(unlimited);
  });

  it('has planning and rollouts wait for their own kind alone', () => {
    const { bulkheadOf } = createConcurrency();

    expect(bulkheadOf('think')).toBe(bulkheadOf('score-plan'));
    expect(bulkheadOf('begin-batch')).toBe(bulkheadOf('check-undo'));
    expect(bulkheadOf('think')).not.toBe(bulkheadOf('begin-batch'));
  });

  it('never has the API wait, least of all the controls', () => {
    const { bulkheadOf } = createConcurrency();
    const functions = stemsIn('api');

    expect(functions).toContain('cancel-execution');
    expect(functions.filter((stem) => bulkheadOf(stem) !== null)).toEqual([]);
  });

  it('counts the steps of planning that wait', async () => {
    const { bulkheadOf, planningBacklog } = createConcurrency();
    const ends: (() => void)[] = [];
    const work = () => new Promise<void>((resolve) => ends.push(resolve));
    const runs = Array.from({ length: 6 }, () => bulkheadOf('think')?.run(work) ?? work());
    await new Promise((resolve) => setImmediate(resolve));

    expect(ends).toHaveLength(4);
    expect(planningBacklog()).toBe(2);
    while (ends.length > 0) {
      ends.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all(runs);
    expect(planningBacklog()).toBe(0);
  });
});
