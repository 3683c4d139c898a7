import { afterEach, describe, expect, it } from 'vitest';
import { TransientFailure } from '../../../functions/domain/shared/errors.ts';
import type { Plan } from '../../../functions/domain/plan/plan.ts';
import { aPhase, aPlan, assetIds } from '../../support/builders/a-plan.ts';
import { org } from '../../support/builders/ids.ts';
import { openRollout } from '../../support/execution/rollout-world.ts';
import type { RolloutWorld } from '../../support/execution/rollout-world.ts';

const olivia = { id: 'olivia' };

describe('the phased-rollout machine', () => {
  let world: RolloutWorld;
  const open = async (plan: Plan = aPlan()) => {
    world = await openRollout(plan);
    return world;
  };
  afterEach(() => world.close());

  const control = () => ({ org_id: org, execution_id: world.id, identity: olivia });
  const applied = () => world.fleet.acts.filter((act) => act.kind === 'apply');
  const undone = () =>
    world.fleet.acts.filter((act) => act.kind === 'undo').map((act) => act.asset);
  const statuses = async () =>
    Object.fromEntries((await world.lines()).map((line) => [line.asset_id, line.status]));
  const expectNobodyActedTwice = async () => {
    const acts = world.fleet.acts.map((act) => `${act.kind} ${act.asset}`);
    expect(new Set(acts).size).toBe(acts.length);
    for (const line of await world.lines()) {
      expect(line.applies).toBeLessThanOrEqual(1);
      expect(line.undos).toBeLessThanOrEqual(1);
    }
  };

  it('changes every asset once, phase after phase, and completes the task', async () => {
    await open();

    await world.run();
    const ended = await world.untilEnded();

    expect(ended.status).toBe('completed');
    expect(ended.phases.map((phase) => [phase.status, phase.verdict])).toEqual([
      ['completed', 'pass'],
      ['completed', 'pass'],
    ]);
    expect(applied()).toHaveLength(8);
    expect(
      applied()
        .slice(0, 2)
        .map((act) => act.asset)
        .sort(),
    ).toEqual(['canary-1', 'canary-2']);
    expect(Object.values(await statuses())).toEqual(Array.from({ length: 8 }, () => 'completed'));
    expect((await world.taskNow())?.status).toBe('completed');
    await expectNobodyActedTwice();
  });

  it('never has more assets in flight than a phase allows', async () => {
    await open(aPlan({ phases: [aPhase('Canary', assetIds('canary', 9), { max_parallel: 5 })] }));

    await world.run();
    await world.untilEnded();

    expect(applied()).toHaveLength(9);
    expect(world.fleet.mostInFlight()).toBeLessThanOrEqual(5);
  });

  it('rolls back exactly the touched assets, last first, when the canary is unhealthy', async () => {
    await open();
    world.fleet.behaviour.unhealthy.add('canary-2');

    await world.run();
    const ended = await world.untilEnded();

    expect(ended.status).toBe('rolled_back');
    expect(ended.error).toBe('Canary: unhealthy after the change: canary-2.prod.');
    expect(undone()).toEqual(['canary-1', 'canary-2']);
    expect(applied().map((act) => act.asset)).toEqual(['canary-1', 'canary-2']);
    expect(world.fleet.versionOf('canary-1')).toBe('v1');
    expect(ended.phases.map((phase) => phase.status)).toEqual(['rolled_back', 'skipped']);
    expect((await world.taskNow())?.status).toBe('rolled_back');
    await expectNobodyActedTwice();
  });

  it('rolls earlier phases back too, the latest phase first', async () => {
    await open();
    world.fleet.behaviour.failsApply.add('wave-3');

    await world.run();
    const ended = await world.untilEnded();

    expect(ended.status).toBe('rolled_back');
    expect(ended.phases[1]?.error).toBe('Wave 1: 1 of 6 assets failed; none may fail.');
    expect(undone()).toEqual(expect.arrayContaining(['canary-1', 'canary-2']));
    expect(undone()).not.toContain('wave-3');
    expect(undone().slice(-2).sort()).toEqual(['canary-1', 'canary-2']);
    await expectNobodyActedTwice();
  });

  it('undoes an asset that a failed action left changed', async () => {
    await open();
    world.fleet.behaviour.failsHalfway.add('canary-1');

    await world.run();
    const ended = await world.untilEnded();

    expect(ended.status).toBe('rolled_back');
    expect(undone()).toContain('canary-1');
    expect(world.fleet.versionOf('canary-1')).toBe('v1');
  });

  it('reports an asset that moved since as not rolled back, and leaves it alone', async () => {
    await open();
    world.fleet.behaviour.failsApply.add('wave-2');
    world.hooks.before = (stem) => {
      if (stem === 'list-touched') world.fleet.setVersion('canary-1', 'v-by-somebody');
    };

    await world.run();
    const ended = await world.untilEnded();

    expect(ended.status).toBe('rollback_partial');
    expect(ended.rollback_error).toContain('1 assets stay changed: canary-1.prod:');
    expect(world.fleet.versionOf('canary-1')).toBe('v-by-somebody');
    expect(world.fleet.versionOf('canary-2')).toBe('v1');
    expect((await world.taskNow())?.status).toBe('failed');
  });

  it('pauses when nothing is in flight any more, begins nothing, and goes on when resumed', async () => {
    await open();
    await world.run();
    await world.until((now) => now.status === 'running' && applied().length > 0);

    const answer = await world.steps.pause(control());
    const sent = applied().map((act) => act.asset);
    const paused = await world.until((now) => now.status === 'paused');
    const before = applied().length;
    world.clock.jump(3_600);
    await new Promise((resolve) => setTimeout(resolve, 100));

    expect(answer).toMatchObject({ execution_id: world.id, status: 'pausing' });
    expect(sent).toEqual(expect.arrayContaining([...answer.in_flight]));
    expect(paused.status).toBe('paused');
    expect((await world.lines()).filter((line) => line.status === 'running')).toEqual([]);
    expect(applied()).toHaveLength(before);

    await world.steps.resume(control());
    expect((await world.untilEnded()).status).toBe('completed');
    expect(applied()).toHaveLength(8);
    await expectNobodyActedTwice();
  });

  it('leaves touched assets as they are, and lists them, when cancelled without rollback', async () => {
    await open();
    await world.run();
    await world.until((now) => now.phases[0]?.status === 'completed');

    await world.steps.cancel({ ...control(), rollback: false });
    const ended = await world.untilEnded();

    expect(ended.status).toBe('cancelled');
    expect(undone()).toEqual([]);
    expect(ended.error).toContain('changed assets stay as they are: canary-1.prod, canary-2.prod');
    expect((await world.lines()).filter((line) => line.status === 'running')).toEqual([]);
    expect((await world.taskNow())?.status).toBe('cancelled');
  });

  it('takes everything back when cancelled with rollback out of a pause', async () => {
    await open();
    await world.run();
    await world.until((now) => now.phases[0]?.status === 'completed');
    await world.steps.pause(control());
    await world.until((now) => now.status === 'paused');

    await world.steps.cancel({ ...control(), rollback: true });
    const ended = await world.untilEnded();

    expect(ended.status).toBe('cancelled');
    expect([...undone()].sort()).toEqual(
      applied()
        .map((act) => act.asset)
        .sort(),
    );
    expect(undone().length).toBeGreaterThanOrEqual(2);
    await expectNobodyActedTwice();
  });

  it('asks the fleet again when it crashed between ledger and fleet', async () => {
    await open();
    let crashes = 0;
    world.fleet.behaviour.before = (request) => {
      if (request.asset_id === 'canary-1' && (crashes += 1) === 1) {
        throw new TransientFailure('The function died');
      }
    };

    await world.run();
    const ended = await world.untilEnded();

    expect(crashes).toBeGreaterThanOrEqual(2);
    expect(ended.status).toBe('completed');
    await expectNobodyActedTwice();
  });

  it('does not act again when the answer of the fleet was lost', async () => {
    await open();
    const lost = new Set(['canary-1', 'wave-2', 'wave-5']);
    world.fleet.behaviour.after = (request) => {
      if (lost.delete(request.asset_id)) throw new TransientFailure('The answer was lost');
    };

    await world.run();
    const ended = await world.untilEnded();

    expect(ended.status).toBe('completed');
    expect(applied()).toHaveLength(8);
    await expectNobodyActedTwice();
  });

  it('goes on where it was after the process died', async () => {
    await open();
    await world.run();
    await world.until(() => applied().length >= 3);

    await world.restart();
    const ended = await world.untilEnded();

    expect(ended.status).toBe('completed');
    await expectNobodyActedTwice();
  });

  it('ends without rolling back when nobody resumes for a week', async () => {
    await open();
    await world.run();
    await world.until((now) => now.phases[0]?.status === 'completed');
    await world.steps.pause(control());
    await world.until((now) => now.status === 'paused');

    world.clock.jump(8 * 86_400);
    const ended = await world.untilEnded();

    expect(ended.status).toBe('failed');
    expect(ended.error).toContain('Nobody resumed the execution in time');
    expect(ended.error).toContain('changed assets stay as they are');
    expect(undone()).toEqual([]);
  });

  it('refuses to go on when the stored plan was swapped for another', async () => {
    await open();
    world.hooks.before = (stem, payload) => {
      const { phase_index: index } = payload as { phase_index?: number };
      if (stem !== 'admit-phase' || index !== 1) return;
      world.swapPlan(aPlan({ summary: 'Another plan' }));
    };

    await world.run();
    const ended = await world.untilEnded();

    expect(ended.status).toBe('failed');
    expect(ended.phases[1]?.error).toContain('not the one with the approved digest');
    expect(applied()).toHaveLength(2);
    expect(ended.error).toContain('2 changed assets stay as they are');
  });

  it('leaves an inconclusive phase to a person, whose resume accepts it', async () => {
    await open();
    for (const id of ['canary-1', 'canary-2']) world.fleet.assets.delete(id);

    await world.run();
    const held = await world.until((now) => now.status === 'paused');
    await world.steps.resume(control());
    const ended = await world.untilEnded();

    expect(held.phases[0]).toMatchObject({
      status: 'inconclusive',
      error: 'Canary: no asset was changed, so there is nothing to judge.',
    });
    expect(ended.status).toBe('completed');
    expect(ended.phases[0]).toMatchObject({ status: 'completed', verdict: 'inconclusive' });
    expect(await statuses()).toMatchObject({ 'canary-1': 'skipped', 'wave-1': 'completed' });
  });

  it('is rolled back by its recovery when it was stopped from outside', async () => {
    await open();
    await world.run();
    await world.until(() => applied().length >= 4);

    await world.stop();
    const ended = {
      executionArn: `arn:aws:states:us-east-1:000000000000:execution:phased-rollout:${world.id}`,
      stateMachineArn: 'arn:aws:states:us-east-1:000000000000:stateMachine:phased-rollout',
      name: world.id,
      status: 'ABORTED' as const,
    };
    const first = await world.recover()(ended);
    const second = await world.recover()(ended);
    const final = await world.untilEnded();

    expect([first.outcome, second.outcome]).toEqual(['roll_back_started', 'roll_back_started']);
    expect(final.status).toBe('rolled_back');
    expect([...undone()].sort()).toEqual(
      applied()
        .map((act) => act.asset)
        .sort(),
    );
    expect((await world.taskNow())?.status).toBe('rolled_back');
    await expectNobodyActedTwice();
  });

  it('is found and rolled back where nobody told of its end', async () => {
    await open();
    await world.run();
    await world.until(() => applied().length >= 4);

    await world.stop();
    const found = [await world.recoverLost(), await world.recoverLost()];
    const final = await world.untilEnded();

    expect(found).toEqual([
      { outcome: 'swept', machines: 1 },
      { outcome: 'swept', machines: 1 },
    ]);
    expect(final.status).toBe('rolled_back');
    expect((await world.taskNow())?.status).toBe('rolled_back');
    await expectNobodyActedTwice();
  });
});
