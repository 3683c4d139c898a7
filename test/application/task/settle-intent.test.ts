import { describe, expect, it } from 'vitest';
import { fleetVocabularyOf } from '../../../functions/domain/fleet/fleet-vocabulary.ts';
import { aSpec } from '../../support/builders/a-spec.ts';
import { aTask } from '../../support/builders/a-task.ts';
import { anAsset, goldenWeb } from '../../support/builders/an-asset.ts';
import { aPlanningWorld } from '../../support/planning/world.ts';

describe('settle-intent', () => {
  it('lets a task of an available agent go on', async () => {
    const world = aPlanningWorld();

    expect(await world.settleIntent(world.name)).toEqual({ outcome: 'settled' });
    expect(world.store.current().version).toBe(1);
  });

  it('ends a task whose agent nobody serves, once', async () => {
    const task = aTask({ task_spec: aSpec({ agent: 'cost_agent' }) });
    const world = aPlanningWorld({ task });

    expect(await world.settleIntent(world.name)).toEqual({ outcome: 'failed' });
    expect(await world.settleIntent(world.name)).toEqual({ outcome: 'failed' });
    expect(world.store.current()).toMatchObject({
      status: 'failed',
      version: 2,
      error: { code: 'agent-not-available' },
    });
    expect(world.store.audit.map(({ event }) => event)).toEqual(['task_failed']);
  });

  it('decides again when another writer was first', async () => {
    const world = aPlanningWorld({ task: aTask({ task_spec: aSpec({ agent: 'dr_agent' }) }) });
    world.store.failures.conflicts = 1;

    expect(await world.settleIntent(world.name)).toEqual({ outcome: 'failed' });
  });

  it.each<{ image: string | undefined; outcome: string; fitting: readonly string[] }>([
    { image: undefined, outcome: 'settled', fitting: [] },
    { image: 'ami-web-golden', outcome: 'settled', fitting: [] },
    { image: 'ami-web-old', outcome: 'settled', fitting: [] },
    { image: 'ami-elsewhere', outcome: 'failed', fitting: ['ami-web-golden'] },
  ])('looks whether $image fits all assets: $outcome', async ({ image, outcome, fitting }) => {
    const said = {
      text: '',
      start: 28,
      end: 44,
      as: 'constraint' as const,
      value: `image=${image}`,
    };
    const spec = aSpec({
      selector: { environment: 'production', roles: ['web'] },
      constraints: { ...(image !== undefined && { image }) },
      understood: [said],
    });
    const intent = 'Reimage production web hosts to ami-elsewhere';
    const fleet = fleetVocabularyOf([anAsset(1)], [goldenWeb]);
    const world = aPlanningWorld({
      task: aTask({ task_spec: spec, intent }),
      fleet: { assets: [anAsset(1)], goldenImages: [goldenWeb] },
      vocabulary: { of: () => Promise.resolve(fleet) },
    });

    expect(await world.settleIntent(world.name)).toEqual({ outcome });
    const { error } = world.store.current();
    expect(error?.code).toBe(outcome === 'failed' ? 'intent-unclear' : undefined);
    for (const one of fitting) expect(error?.message).toContain(`can be brought to ${one}.`);
  });
});
