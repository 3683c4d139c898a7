import { describe, expect, it } from 'vitest';
import { aSpec } from '../../support/builders/a-spec.ts';
import { aTask } from '../../support/builders/a-task.ts';
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
});
