import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSteps } from '../../support/execution/step-world.ts';
import type { StepWorld } from '../../support/execution/step-world.ts';

let world: StepWorld;
beforeEach(async () => {
  world = await openSteps();
});
afterEach(() => world.close());

const failure = { error: 'HealthCheckFailed', cause: '' };

/** A rollout of four changed assets that is to be taken back. */
const rollingBack = async () => {
  const job = await world.rolledOut();
  await world.steps.finishRollout({ ...job.ref, failure });
  return { ...job, batch: { ...job.phase, batch: 0 } };
};

const undone = () =>
  world.fleet.acts.filter(({ kind }) => kind === 'undo').map(({ asset }) => asset);

describe('checking an undo', () => {
  it('waits for the fleet, and then notes what was taken back, once', async () => {
    const { id, batch } = await rollingBack();
    await world.steps.beginUndo(batch);

    const early = await world.steps.checkUndo(batch);
    world.clock.advance(1);
    const said = [await world.steps.checkUndo(batch), await world.steps.checkUndo(batch)];

    expect(early).toEqual({ outcome: 'in_progress', wait_seconds: 1 });
    expect(said).toEqual(Array(2).fill({ outcome: 'finished', wait_seconds: 0 }));
    expect((await world.linesOf(id)).map((line) => [line.status, line.error])).toEqual(
      Array(4).fill(['rolled_back', null]),
    );
    expect(undone()).toHaveLength(4);
  });

  it('looks at each asset that is said to be undone, and believes what it sees', async () => {
    const { id, batch } = await rollingBack();
    await world.steps.beginUndo(batch);
    world.fleet.assets.delete('web-1');
    world.fleet.setVersion('web-2', 'v-by-somebody');
    world.fleet.behaviour.unhealthy.add('web-2');
    world.fleet.setVersion('web-3', 'v-by-somebody');
    world.clock.advance(1);

    await world.steps.checkUndo(batch);

    expect((await world.linesOf(id)).map((line) => [line.status, line.error])).toEqual([
      ['rollback_failed', 'Rolled back, but the asset is not in the inventory any more.'],
      ['rollback_failed', 'Rolled back, but the asset is not well afterwards: HTTP 503.'],
      ['rolled_back', null],
      ['rolled_back', null],
    ]);
  });
});
