import { afterEach, describe, expect, it } from 'vitest';
import { toTimestamp } from '../../../functions/domain/shared/ids.ts';
import { aPhase, aPlan, assetIds } from '../../support/builders/a-plan.ts';
import { org } from '../../support/builders/ids.ts';
import { openRollout } from '../../support/execution/rollout-world.ts';
import type { RolloutWorld } from '../../support/execution/rollout-world.ts';
import { openSteps } from '../../support/execution/step-world.ts';
import type { StepWorld } from '../../support/execution/step-world.ts';

const nine = Date.UTC(2026, 2, 1, 9, 0, 0);
const at = (minutes: number) => toTimestamp(nine + minutes * 60_000);

describe('the times of a plan', () => {
  let world: StepWorld;
  afterEach(() => world.close());

  const begin = async (times: { not_before?: string; not_after?: string }) => {
    world = await openSteps();
    const task = await world.approve(aPlan(times));
    const prepared = await world.prepare(task);
    const execution = async () =>
      world.stores.executions.get({ org_id: org, execution_id: prepared.id });
    return { ...prepared, execution };
  };

  it('keep the first phase waiting, and the execution pending, until not_before', async () => {
    const { phase, execution } = await begin({ not_before: at(60) });

    expect(await world.steps.admitPhase(phase)).toMatchObject({
      outcome: 'waiting',
      batches: [],
      wait_until: at(6),
    });
    expect(await execution()).toMatchObject({
      status: 'pending',
      phases: [{ status: 'waiting', waiting_for: { not_before: at(60) } }, { status: 'pending' }],
    });

    world.clock.advance(3_599);
    expect(await world.steps.admitPhase(phase)).toMatchObject({
      outcome: 'waiting',
      wait_until: at(60),
    });
    world.clock.advance(1);
    expect(await world.steps.admitPhase(phase)).toMatchObject({
      outcome: 'admitted',
      wait_until: null,
    });
    expect(await execution()).toMatchObject({
      status: 'running',
      phases: [{ status: 'running', waiting_for: null }, {}],
    });
  });

  it('let a cancel through while the first phase waits', async () => {
    const { phase, operator } = await begin({ not_before: at(60) });
    await world.steps.admitPhase(phase);
    await world.steps.cancel({ ...operator, rollback: false });

    expect((await world.steps.admitPhase(phase)).outcome).toBe('cancelled');
  });

  it('refuse a rollout of which nothing began by not_after', async () => {
    const { phase, execution } = await begin({ not_after: at(30) });
    world.clock.advance(1_801);

    expect((await world.steps.admitPhase(phase)).outcome).toBe('refused');
    expect((await execution())?.phases[0]).toMatchObject({
      status: 'failed',
      error: `Canary: No phase begins after ${at(30)}.`,
    });
  });

  it('hold a later phase after not_after for a person, also after a resume', async () => {
    const { phase, execution, operator } = await begin({ not_after: at(30) });
    await world.steps.admitPhase(phase);
    const wave = { ...phase, phase_index: 1 };
    world.clock.advance(1_801);

    expect((await world.steps.admitPhase(wave)).outcome).toBe('held');
    expect((await execution())?.phases[1]).toMatchObject({
      status: 'waiting',
      error: `Wave 1: No phase begins after ${at(30)}.`,
    });
    await world.steps.resume(operator);
    expect((await world.steps.admitPhase(wave)).outcome).toBe('held');
    expect(world.fleet.acts).toEqual([]);
  });

  it('let a phase that began in time go on after it', async () => {
    const { phase } = await begin({ not_after: at(30) });
    await world.steps.admitPhase(phase);
    world.clock.advance(1_801);

    expect((await world.steps.admitPhase(phase)).outcome).toBe('admitted');
  });
});

describe('the phased-rollout machine', () => {
  let world: RolloutWorld;
  afterEach(() => world.close());

  it('begins nothing before the start time of the plan, also after a restart, and all of it then', async () => {
    const phases = [aPhase('Canary', assetIds('canary', 2)), aPhase('Wave 1', assetIds('wave', 2))];
    world = await openRollout(aPlan({ phases, not_before: at(24 * 60) }));
    const begun: number[] = [];
    world.hooks.before = (stem) => {
      if (stem === 'begin-batch') begun.push(world.clock.now());
    };

    await world.run();
    const waiting = await world.until((now) => now.phases[0]?.status === 'waiting');
    expect(waiting.status).toBe('pending');
    await world.restart();
    world.clock.jump(23 * 3_600);
    await world.until(() => world.calls.filter((stem) => stem === 'admit-phase').length > 1);
    expect(begun).toEqual([]);

    world.clock.jump(3_600);
    const ended = await world.untilEnded();

    expect(ended.status).toBe('completed');
    expect(Math.min(...begun)).toBeGreaterThanOrEqual(nine + 24 * 3_600_000);
    expect(world.fleet.acts).toHaveLength(4);
  });

  it('waits between phases as long as the plan says, and never a second less', async () => {
    const phases = [
      aPhase('Canary', assetIds('canary', 1), { bake_seconds: 59 }),
      aPhase('Wave 1', assetIds('wave', 1), { bake_seconds: 2 }),
    ];
    world = await openRollout(aPlan({ phases, phase_wait_seconds: 59 }));
    const moments: { stem: string; at: number }[] = [];
    world.hooks.before = (stem) => moments.push({ stem, at: world.clock.now() });

    await world.run();
    await world.untilEnded();

    const baked = moments.find(({ stem }) => stem === 'assess-phase')?.at ?? 0;
    const next = moments.filter(({ stem }) => stem === 'begin-batch').at(-1)?.at ?? 0;
    expect(next - baked).toBeGreaterThanOrEqual(59_000);
  });
});
