import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStepCounter } from '../../support/planning/count-steps.ts';
import type { StepCounter } from '../../support/planning/count-steps.ts';
import { readIntent } from '../../support/planning/intent.ts';
import { kindsOfText, textOf } from '../../support/planning/long-texts.ts';

let counter: StepCounter;

beforeAll(async () => {
  counter = await openStepCounter();
  // What is made once, as the index of the fleet's names, belongs to no text.
  await counter.stepsOf(() => readIntent({ intent: textOf('prose', 500) }));
});

afterAll(() => counter.close());

describe('the work of a reading', () => {
  it.each(kindsOfText)('grows no faster than the text: %s', async (kind) => {
    const steps: number[] = [];
    for (const length of [500, 1_000, 2_000, 4_000])
      steps.push(await counter.stepsOf(() => readIntent({ intent: textOf(kind, length) })));

    const [first = 0, , , last = 0] = steps;
    expect(first).toBeGreaterThan(500);
    expect(last / first, steps.join(', ')).toBeLessThanOrEqual(9);
  });
});
