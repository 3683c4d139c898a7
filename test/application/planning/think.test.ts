import { describe, expect, it } from 'vitest';
import { aTask } from '../../support/builders/a-task.ts';
import { asking, thinking } from '../../support/planning/planners.ts';
import { aPlanningWorld } from '../../support/planning/world.ts';

describe('think', () => {
  it('gives the first turn again when it is called twice', async () => {
    let calls = 0;
    const planner = thinking(() => {
      calls += 1;
      return { kind: 'calls', calls: [{ tool: `tool_${calls}`, input: {} }] };
    });
    const world = aPlanningWorld({ planner });

    const first = await world.think({ ...world.name, repair: 0, turn: 1 });
    const second = await world.think({ ...world.name, repair: 0, turn: 1 });

    expect(first).toEqual({
      outcome: 'use_tools',
      turn: 1,
      calls: [{ call_id: 'call-0001-01', tool: 'tool_1' }],
    });
    expect(second).toEqual(first);
  });

  it('ends a task that takes more than twelve turns', async () => {
    const world = aPlanningWorld({ planner: asking('query_assets', { selector: {} }) });

    expect(await world.plan()).toEqual({ outcome: 'failed', plan_revision: 0 });
    expect(world.turns.size).toBe(12);
    expect(world.store.current().error).toEqual({
      code: 'budget-exhausted',
      message: 'The agent used up its 12 turns.',
    });
  });

  it('ends a task that makes more than forty tool calls', async () => {
    const planner = thinking(() => ({
      kind: 'calls',
      calls: Array.from({ length: 15 }, () => ({ tool: 'query_assets', input: {} })),
    }));
    const world = aPlanningWorld({ planner });

    await world.plan();

    expect(world.invocations.size).toBe(30);
    expect(world.store.current().error?.code).toBe('budget-exhausted');
  });

  it.each([
    ['input_tokens', 200_000],
    ['output_tokens', 16_000],
  ])('ends a task that used up its %s', async (member, tokens) => {
    const planner = thinking(() => ({ kind: 'calls', calls: [], [member]: tokens }));
    const world = aPlanningWorld({ planner });

    await world.plan();

    expect(world.turns.size).toBe(1);
    expect(world.store.current().error?.code).toBe('budget-exhausted');
  });

  it('ends a task after ten minutes', async () => {
    const world = aPlanningWorld({ planner: asking('query_assets') });
    await world.think({ ...world.name, repair: 0, turn: 1 });
    world.time.now += 600_000;

    const late = await world.think({ ...world.name, repair: 0, turn: 2 });

    expect(late.outcome).toBe('failed');
    expect(world.store.current().error?.message).toBe('The agent used up its 600 seconds.');
  });

  it('ends a task that the model declines', async () => {
    const world = aPlanningWorld({
      planner: thinking(() => ({ kind: 'declined', reason: 'No.' })),
    });

    await world.plan();

    expect(world.store.current().error).toEqual({ code: 'model-declined', message: 'No.' });
  });

  it('thinks no further for a task that was cancelled', async () => {
    const world = aPlanningWorld({ task: aTask({ status: 'cancelled' }) });

    const thought = await world.think({ ...world.name, repair: 0, turn: 1 });

    expect(thought.outcome).toBe('failed');
    expect(world.turns.size).toBe(0);
  });
});
