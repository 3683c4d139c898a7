import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { org } from '../../support/builders/ids.ts';
import { openSteps } from '../../support/execution/step-world.ts';
import type { StepWorld } from '../../support/execution/step-world.ts';

let world: StepWorld;
beforeEach(async () => {
  world = await openSteps();
});
afterEach(() => world.close());

describe('checking health', () => {
  it('counts a repeated sample once, and ends the phase with one record and its ledger root', async () => {
    const { phase, ref, id } = await world.prepared();
    await world.apply(phase);
    await world.steps.assessPhase(phase);

    const answers = [
      await world.steps.checkHealth({ ...phase, sample: 1 }),
      await world.steps.checkHealth({ ...phase, sample: 1 }),
      await world.steps.checkHealth({ ...phase, sample: 2 }),
      await world.steps.checkHealth({ ...phase, sample: 2 }),
    ];

    expect(answers.map((answer) => answer.outcome)).toEqual([
      'baking',
      'baking',
      'completed',
      'completed',
    ]);
    expect((await world.linesOf(id)).map((line) => line.samples_taken)).toEqual([2, 2, 2, 2]);
    const records = await world.stores.audit.of(org, ref.task_id);
    const ended = records.filter((record) => record.event === 'phase_completed');
    expect(ended).toHaveLength(1);
    expect(ended[0]?.details).toMatchObject({
      phase: 'Canary',
      verdict: 'pass',
      counts: { completed: 4 },
      ledger_root: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });
  });

  it('holds a bake that is paused, and goes on with the next sample after it', async () => {
    const { phase, operator, id } = await world.prepared();
    await world.apply(phase);
    await world.steps.assessPhase(phase);
    await world.steps.checkHealth({ ...phase, sample: 1 });

    await world.steps.pause(operator);
    const held = await world.steps.checkHealth({ ...phase, sample: 2 });
    await world.steps.resume(operator);
    const admission = await world.steps.admitPhase(phase);
    const assessment = await world.steps.assessPhase(phase);

    expect(held.outcome).toBe('held');
    expect(admission).toMatchObject({ outcome: 'admitted', batches: [] });
    expect(assessment).toEqual({ outcome: 'bake', sample: 2, wait_seconds: 1 });
    expect((await world.executionOf(id))?.status).toBe('running');
  });

  it('fails a phase whose assets are not well after the change, and says which', async () => {
    const { id, phase } = await world.prepared();
    world.fleet.behaviour.unhealthy.add('web-2');
    await world.apply(phase);
    await world.steps.assessPhase(phase);
    await world.steps.checkHealth({ ...phase, sample: 1 });

    const said = [
      await world.steps.checkHealth({ ...phase, sample: 2 }),
      await world.steps.checkHealth({ ...phase, sample: 2 }),
    ];

    expect(said).toEqual(Array(2).fill({ outcome: 'failed', sample: 0, wait_seconds: 0 }));
    expect((await world.executionOf(id))?.phases[0]).toMatchObject({
      status: 'failed',
      error: 'Canary: unhealthy after the change: web-2.prod.',
    });
    expect(await world.told('phase_failed')).toHaveLength(1);
  });

  it('takes no sample after a cancel', async () => {
    const { id, phase, operator } = await world.prepared();
    await world.apply(phase);
    await world.steps.assessPhase(phase);
    await world.steps.cancel({ ...operator, rollback: false });

    expect((await world.steps.checkHealth({ ...phase, sample: 1 })).outcome).toBe('cancelled');

    expect((await world.linesOf(id)).map((line) => line.samples_taken)).toEqual([0, 0, 0, 0]);
  });
});
