import { describe, expect, it } from 'vitest';
import { aSpec } from '../../support/builders/a-spec.ts';
import { aTask } from '../../support/builders/a-task.ts';
import { anAsset, someAssets } from '../../support/builders/an-asset.ts';
import { proposing } from '../../support/planning/planners.ts';
import { aPlanningWorld } from '../../support/planning/world.ts';

describe('submit-plan', () => {
  it('gives the first plan again when it is called twice', async () => {
    const world = aPlanningWorld({ fleet: { assets: someAssets(5) } });
    const first = await world.plan();
    world.fleetState.assets = someAssets(9);

    const second = await world.submitPlan({ ...world.name, repair: 0, turn: 4 });

    expect(second).toEqual(first);
    expect(world.kept.size).toBe(1);
    expect(world.store.audit.map(({ event }) => event)).toEqual(['plan_submitted']);
  });

  it('counts the latency from submit to plan once', async () => {
    const world = aPlanningWorld({
      task: aTask({ created_at: '2026-03-02T11:59:58.000Z' }),
      fleet: { assets: someAssets(5) },
    });

    await world.plan();

    const latency = 'orchestrator_agent_latency_seconds';
    expect(world.store.counters.filter(({ name }) => name === `${latency}_count`)).toEqual([
      { org_id: 'org-123', name: `${latency}_count`, labels: { agent: 'drift_agent' }, by: 1 },
    ]);
    expect(world.store.counters.filter(({ name }) => name === `${latency}_sum`)).toEqual([
      { org_id: 'org-123', name: `${latency}_sum`, labels: { agent: 'drift_agent' }, by: 2 },
    ]);
  });

  it('passes over a revision that a crashed call left behind', async () => {
    const world = aPlanningWorld({ fleet: { assets: someAssets(5) } });
    await world.plan();
    world.store.replace({ plan_revision: 0, plan_digest: null });
    world.fleetState.assets = someAssets(6);

    const again = await world.submitPlan({ ...world.name, repair: 0, turn: 4 });

    expect(again).toEqual({ outcome: 'planned', plan_revision: 2 });
    expect(world.planOf(2).total_assets).toBe(6);
  });

  it.each<[string, Record<string, unknown>, RegExp]>([
    [
      'an action of another agent',
      { action: { type: 'patch', parameters: {} } },
      /may not propose/,
    ],
    ['an action that nobody knows', { action: { type: 'shell', parameters: {} } }, /agreed shape/],
    ['assets by id', { asset_ids: ['i-000001'] }, /agreed shape/],
    ['assets by id in the selector', { selector: { asset_ids: ['i-000001'] } }, /agreed shape/],
    ['another environment', { selector: { environment: 'staging' } }, /agreed shape/],
    ['a profile of its own', { profile: 'yolo' }, /agreed shape/],
    ['more than was asked for', { selector: { roles: ['database'] } }, /reaches beyond/],
  ])('refuses a proposal that names %s', async (_case, changes, message) => {
    const world = aPlanningWorld({
      planner: proposing(changes),
      fleet: { assets: someAssets(5) },
    });

    expect(await world.plan()).toMatchObject({ outcome: 'failed' });
    expect(world.store.current().status).toBe('failed');
    expect(world.store.current().error?.code).toBe('plan-invalid');
    expect(world.store.current().error?.message).toMatch(message);
  });

  it('takes the image from inventory and not from the proposal', async () => {
    const world = aPlanningWorld({
      planner: proposing({ action: { type: 'reimage', parameters: { image: 'ami-evil' } } }),
      fleet: { assets: someAssets(5) },
    });

    await world.plan();

    expect(world.planOf().action.parameters).toEqual({ image: 'ami-web-golden' });
  });

  it('keeps only evidence of calls that were made', async () => {
    const world = aPlanningWorld({
      planner: proposing({
        evidence: [{ tool_call_id: 'call-9999-01', statement: 'Trust me.' }],
      }),
      fleet: { assets: someAssets(5) },
    });

    await world.plan();

    expect(world.planOf().evidence).toEqual([]);
    expect(world.planOf().simulation).toBeNull();
  });

  it('names an image for each role and platform where there are several', async () => {
    const world = aPlanningWorld({
      task: aTask({ task_spec: aSpec({ selector: { environment: 'production' } }) }),
      fleet: { assets: [anAsset(1), anAsset(2, { role: 'database' })] },
    });

    await world.plan();

    expect(world.planOf().action.parameters).toEqual({
      images: { 'database/linux': 'ami-database-golden', 'web/linux': 'ami-web-golden' },
    });
  });
});
