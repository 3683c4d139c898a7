import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TransientFailure } from '../../../functions/domain/shared/errors.ts';
import { ExecutionId } from '../../../functions/domain/shared/ids.ts';
import { rolloutSteps } from '../../support/execution/rollout-steps.ts';
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

const otherExecution = ExecutionId.parse('exec-7zzzzzzzzzzzzzzzzzzzzzzzzz');

describe('beginning to undo', () => {
  it('takes each asset back once, however often it is called', async () => {
    const { id, batch } = await rollingBack();

    const said = [await world.steps.beginUndo(batch), await world.steps.beginUndo(batch)];

    expect(said.map(({ outcome }) => outcome)).toEqual(['begun', 'begun']);
    expect([...undone()].sort()).toEqual(['web-1', 'web-2', 'web-3', 'web-4']);
    expect((await world.linesOf(id)).map((line) => line.undos)).toEqual([1, 1, 1, 1]);
  });

  it('begins nothing after a pause was acknowledged', async () => {
    const { id, batch, operator } = await rollingBack();
    await world.steps.pause(operator);

    const begun = await world.steps.beginUndo(batch);

    expect(begun).toEqual({ outcome: 'finished', wait_seconds: 0 });
    expect(undone()).toEqual([]);
    expect((await world.linesOf(id)).map((line) => line.undos)).toEqual([0, 0, 0, 0]);
  });

  it('leaves alone what somebody changed since', async () => {
    const { id, batch } = await rollingBack();
    world.fleet.setVersion('web-3', 'v-by-somebody');

    await world.steps.beginUndo(batch);

    expect([...undone()].sort()).toEqual(['web-1', 'web-2', 'web-4']);
    expect(world.fleet.versionOf('web-3')).toBe('v-by-somebody');
    expect((await world.linesOf(id))[2]).toMatchObject({ status: 'rollback_failed' });
  });

  it('leaves alone what another execution holds by now', async () => {
    const { id, batch } = await rollingBack();
    const { locks } = world.stores;
    const steps = rolloutSteps({
      ...world,
      stores: {
        ...world.stores,
        locks: {
          ...locks,
          read: async (...asked) =>
            (await locks.read(...asked)).map((lock) =>
              lock.asset_id === 'web-1' ? { ...lock, held_by: otherExecution } : lock,
            ),
        },
      },
    });

    await steps.beginUndo(batch);

    expect([...undone()].sort()).toEqual(['web-2', 'web-3', 'web-4']);
    expect((await world.linesOf(id))[0]).toMatchObject({
      status: 'rollback_failed',
      error: `Not rolled back: ${otherExecution} holds its lock by now.`,
    });
  });

  it('goes on at the next call where the fleet gave no answer', async () => {
    const { batch } = await rollingBack();
    world.fleet.behaviour.before = () => {
      throw new TransientFailure('The fleet is away');
    };
    await expect(world.steps.beginUndo(batch)).rejects.toThrow(TransientFailure);
    world.fleet.behaviour.before = () => undefined;

    await world.steps.beginUndo(batch);

    expect([...undone()].sort()).toEqual(['web-1', 'web-2', 'web-3', 'web-4']);
  });
});
