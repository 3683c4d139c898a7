import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TransientFailure } from '../../../functions/domain/shared/errors.ts';
import { org } from '../../support/builders/ids.ts';
import { anAssetNamed } from '../../support/builders/an-asset.ts';
import { openSteps } from '../../support/execution/step-world.ts';
import type { StepWorld } from '../../support/execution/step-world.ts';

let world: StepWorld;
beforeEach(async () => {
  world = await openSteps();
});
afterEach(() => world.close());

describe('beginning a batch', () => {
  it('fails an asset that another execution holds, and changes the others', async () => {
    const first = await world.prepared();
    const second = await world.prepared();
    const { epoch } = await world.steps.admitPhase(first.phase);
    await world.steps.beginBatch({ ...first.phase, batch: 0, epoch });
    world.fleet.setVersion('web-1', 'v1');
    world.fleet.setVersion('web-2', 'v1');
    await world.steps.admitPhase(second.phase);

    const answer = await world.steps.beginBatch({ ...second.phase, batch: 0, epoch: 1 });

    expect(answer.outcome).toBe('finished');
    expect((await world.linesOf(second.id))[0]).toMatchObject({
      status: 'failed',
      applies: 0,
      error: `Locked by ${first.id}; nothing was done.`,
    });
    expect(world.fleet.acts).toHaveLength(2);
  });

  it('stops beginning batches once the failure budget is spent', async () => {
    const { phase, id } = await world.prepared();
    world.fleet.behaviour.failsApply.add('web-1');
    const { epoch } = await world.steps.admitPhase(phase);
    await world.steps.beginBatch({ ...phase, batch: 0, epoch });
    world.clock.advance(1);
    await world.steps.checkBatch({ ...phase, batch: 0 });

    const next = await world.steps.beginBatch({ ...phase, batch: 1, epoch });
    const assessment = await world.steps.assessPhase(phase);

    expect(next).toEqual({ outcome: 'stopped', wait_seconds: 0 });
    expect(assessment.outcome).toBe('failed');
    expect((await world.executionOf(id))?.phases[0]?.error).toBe(
      'Canary: 1 of 4 assets failed; none may fail.',
    );
  });

  it('leaves out an asset that was taken out of what was asked for since its phase was admitted', async () => {
    const { id, phase } = await world.prepared();
    const { epoch } = await world.steps.admitPhase(phase);
    world.fleet.assets.set('web-2', anAssetNamed('web-2', { role: 'database' }));

    await world.steps.beginBatch({ ...phase, batch: 0, epoch });

    expect((await world.linesOf(id))[1]).toMatchObject({
      status: 'skipped',
      error: 'Not one of the assets that were asked for any more; nothing was done.',
    });
    expect(world.fleet.acts.map(({ asset }) => asset)).toEqual(['web-1']);
    expect(await world.stores.locks.read(org, ['web-2'])).toEqual([]);
  });

  it('begins anew what the fleet says that it did not begin', async () => {
    const { phase, id } = await world.prepared();
    const { epoch } = await world.steps.admitPhase(phase);
    world.fleet.behaviour.before = () => {
      throw new TransientFailure('The fleet is busy');
    };
    await expect(world.steps.beginBatch({ ...phase, batch: 0, epoch })).rejects.toThrow(
      'The fleet gave no answer',
    );
    const between = (await world.linesOf(id))
      .slice(0, 2)
      .map((line) => [line.status, line.applies]);
    world.fleet.behaviour.before = () => undefined;

    await world.steps.beginBatch({ ...phase, batch: 0, epoch });
    world.clock.advance(1);
    await world.steps.checkBatch({ ...phase, batch: 0 });

    expect(between).toEqual([
      ['pending', 0],
      ['pending', 0],
    ]);
    expect(
      (await world.linesOf(id)).slice(0, 2).map((line) => [line.status, line.applies]),
    ).toEqual([
      ['completed', 1],
      ['completed', 1],
    ]);
    expect(world.fleet.acts).toHaveLength(2);
  });

  it('fails an asset that is cooling down after a change for another task', async () => {
    await world.close();
    world = await openSteps({ cooldownSeconds: 1_800 });
    const first = await world.prepared();
    await world.steps.admitPhase(first.phase);
    await world.steps.beginBatch({ ...first.phase, batch: 0, epoch: 1 });
    world.clock.advance(1);
    await world.steps.checkBatch({ ...first.phase, batch: 0 });
    await world.steps.cancel({ ...first.operator, rollback: false });
    await world.steps.finishRollout({ ...first.ref, failure: null });
    for (const id of ['web-1', 'web-2']) world.fleet.setVersion(id, 'v1');

    const second = await world.prepared();
    await world.steps.admitPhase(second.phase);
    await world.steps.beginBatch({ ...second.phase, batch: 0, epoch: 1 });

    const [line] = await world.linesOf(second.id);
    expect(line).toMatchObject({
      status: 'failed',
      error: 'Cooling down after a change until 2026-03-01T09:30:01.000Z; nothing was done.',
    });
  });

  it('begins each asset once, however often it is called', async () => {
    const { id, phase } = await world.prepared();
    const { epoch } = await world.steps.admitPhase(phase);

    const said = [
      await world.steps.beginBatch({ ...phase, batch: 0, epoch }),
      await world.steps.beginBatch({ ...phase, batch: 0, epoch }),
    ];
    world.clock.advance(1);
    await world.steps.checkBatch({ ...phase, batch: 0 });
    said.push(await world.steps.beginBatch({ ...phase, batch: 0, epoch }));

    expect(said.map(({ outcome }) => outcome)).toEqual(['begun', 'begun', 'finished']);
    expect(world.fleet.acts.map(({ asset }) => asset)).toEqual(['web-1', 'web-2']);
    expect((await world.linesOf(id)).map((line) => line.applies)).toEqual([1, 1, 0, 0]);
  });

  it.each(['pause', 'cancel'] as const)('begins nothing after a %s', async (verb) => {
    const { id, phase, operator } = await world.prepared();
    const { epoch } = await world.steps.admitPhase(phase);
    await world.steps[verb]({ ...operator, rollback: false });

    const begun = await world.steps.beginBatch({ ...phase, batch: 0, epoch });

    expect(begun).toEqual({ outcome: 'stopped', wait_seconds: 0 });
    expect(world.fleet.acts).toEqual([]);
    expect((await world.linesOf(id)).map((line) => line.status)).toEqual(Array(4).fill('pending'));
  });

  it('begins nothing under the word of an admission that a pause has ended', async () => {
    const { phase, operator } = await world.prepared();
    const { epoch } = await world.steps.admitPhase(phase);
    await world.steps.pause(operator);
    await world.steps.resume(operator);

    const late = await world.steps.beginBatch({ ...phase, batch: 0, epoch });

    expect(late.outcome).toBe('stopped');
    expect(world.fleet.acts).toEqual([]);
  });
});
