import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assetIds } from '../../support/builders/a-plan.ts';
import { openSteps } from '../../support/execution/step-world.ts';
import type { StepWorld } from '../../support/execution/step-world.ts';

let world: StepWorld;
beforeEach(async () => {
  world = await openSteps();
});
afterEach(() => world.close());

describe('assessing a phase', () => {
  it('bakes what was changed, and says the same again', async () => {
    const { id, phase } = await world.prepared();
    await world.apply(phase);

    const first = await world.steps.assessPhase(phase);
    const baking = await world.executionOf(id);
    const second = await world.steps.assessPhase(phase);

    expect(first).toEqual({ outcome: 'bake', sample: 1, wait_seconds: 1 });
    expect(second).toEqual(first);
    expect(baking?.phases[0]?.status).toBe('baking');
    expect(await world.executionOf(id)).toEqual(baking);
  });

  it('has a phase admitted again of which something is to begin or in flight', async () => {
    const { phase } = await world.prepared();
    const { epoch } = await world.steps.admitPhase(phase);
    await world.steps.beginBatch({ ...phase, batch: 0, epoch });

    const inFlight = await world.steps.assessPhase(phase);
    world.clock.advance(1);
    await world.steps.checkBatch({ ...phase, batch: 0 });
    const toBegin = await world.steps.assessPhase(phase);

    expect([inFlight.outcome, toBegin.outcome]).toEqual(['readmit', 'readmit']);
  });

  it('fails a phase whose budget is spent, once, and tells people', async () => {
    const { id, phase } = await world.prepared();
    world.fleet.behaviour.failsApply.add('web-1');
    await world.apply(phase);

    const said = [await world.steps.assessPhase(phase), await world.steps.assessPhase(phase)];

    expect(said.map(({ outcome }) => outcome)).toEqual(['failed', 'failed']);
    expect((await world.executionOf(id))?.phases[0]).toMatchObject({
      status: 'failed',
      error: 'Canary: 1 of 4 assets failed; none may fail.',
    });
    expect(await world.told('phase_failed')).toHaveLength(1);
  });

  it.each([
    ['a pause holds it', 'pause', false, 'held'],
    ['a spent budget stands above a pause', 'pause', true, 'failed'],
    ['a cancel stands above a spent budget', 'cancel', true, 'cancelled'],
  ] as const)('knows what stands above what: %s', async (...row) => {
    const [, verb, isSpent, outcome] = row;
    const { phase, operator } = await world.prepared();
    if (isSpent) world.fleet.behaviour.failsApply.add('web-1');
    await world.apply(phase);
    await world.steps[verb]({ ...operator, rollback: false });

    expect((await world.steps.assessPhase(phase)).outcome).toBe(outcome);
  });

  it('holds a phase in which nothing was changed, for a person to judge', async () => {
    const { id, phase } = await world.prepared();
    for (const asset of assetIds('web', 4)) world.fleet.assets.delete(asset);
    await world.steps.admitPhase(phase);

    expect(await world.steps.assessPhase(phase)).toEqual({
      outcome: 'held',
      sample: 0,
      wait_seconds: 0,
    });

    expect((await world.executionOf(id))?.phases[0]).toMatchObject({
      status: 'inconclusive',
      error: 'Canary: no asset was changed, so there is nothing to judge.',
    });
  });
});
