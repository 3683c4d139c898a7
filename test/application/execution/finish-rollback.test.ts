import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assetIds } from '../../support/builders/a-plan.ts';
import { org } from '../../support/builders/ids.ts';
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

describe('finishing a rollback', () => {
  it('ends execution and task as rolled back, once, and frees the locks', async () => {
    const { id, ref, batch } = await rollingBack();
    await world.steps.beginUndo(batch);
    world.clock.advance(1);
    await world.steps.checkUndo(batch);

    const said = [await world.steps.finishRollback(ref), await world.steps.finishRollback(ref)];

    expect(said).toEqual([{ status: 'rolled_back' }, { status: 'rolled_back' }]);
    expect(undone()).toHaveLength(4);
    expect(await world.executionOf(id)).toMatchObject({
      status: 'rolled_back',
      rollback_error: null,
    });
    expect((await world.taskOf(ref))?.status).toBe('rolled_back');
    const locks = await world.stores.locks.read(org, assetIds('web', 4));
    expect(locks.map((lock) => lock.held_by)).toEqual([null, null, null, null]);
    expect(await world.told('execution_rolled_back')).toHaveLength(1);
  });

  it('says honestly what stays changed', async () => {
    const { id, ref, batch } = await rollingBack();
    world.fleet.setVersion('web-3', 'v-by-somebody');
    await world.steps.beginUndo(batch);
    world.clock.advance(1);
    await world.steps.checkUndo(batch);

    expect(await world.steps.finishRollback(ref)).toEqual({ status: 'rollback_partial' });

    const ended = await world.executionOf(id);
    expect(ended?.rollback_error).toContain('1 assets stay changed: web-3.prod:');
    expect((await world.taskOf(ref))?.status).toBe('failed');
  });
});
