import { describe, expect, it } from 'vitest';
import type { PolicyEngine } from '../../../functions/application/planning/planning-ports.ts';
import { goldenWeb, someAssets } from '../../support/builders/an-asset.ts';
import { taskId } from '../../support/builders/ids.ts';
import { planned } from '../../support/planning/planned.ts';

describe('validate-plan', () => {
  it('records the verdict with the digest of the plan that it is about', async () => {
    const { world, validate } = await planned();

    expect(await validate()).toEqual({ outcome: 'valid' });
    const task = world.store.current();
    expect(task.validation).toMatchObject({ valid: true, plan_digest: task.plan_digest });
    expect(task.validation?.policy_revision).toMatch(/^\S+$/);
    expect(world.store.audit.at(-1)).toMatchObject({
      event: 'plan_validated',
      plan_digest: task.plan_digest,
    });
  });

  it('sends a plan back to the agent when the fleet moved, and the repaired plan is valid', async () => {
    const { world, validate, codes } = await planned();
    world.fleetState.assets = someAssets(20).map((asset, index) =>
      index === 0 ? { ...asset, image: 'ami-moved', version: 'v-new' } : asset,
    );

    expect(await validate()).toEqual({ outcome: 'repairable' });
    expect(codes()).toEqual(['bake-short', 'asset-moved']);
    expect(await world.plan(1)).toEqual({ outcome: 'planned', plan_revision: 2 });
    expect(await world.validatePlan({ ...world.name, plan_revision: 2 })).toEqual({
      outcome: 'valid',
    });
    expect(world.store.current().repairs).toBe(1);
    expect(await world.submitPlan({ ...world.name, repair: 1, turn: 16 })).toEqual({
      outcome: 'planned',
      plan_revision: 2,
    });
    expect(world.kept.size).toBe(2);
  });

  it('leaves assets that another execution holds out of the repaired plan', async () => {
    const { world, validate, codes } = await planned();
    world.heldAssets.push({ asset_id: 'i-000007', reason: 'locked', until: null });

    expect(await validate()).toEqual({ outcome: 'repairable' });
    expect(codes()).toContain('asset-locked');
    await world.plan(1);

    expect(world.planOf(2).total_assets).toBe(19);
    expect(world.planOf(2).excluded).toEqual([
      { asset_id: 'i-000007', name: 'web-7', reason: 'Another execution holds the asset.' },
    ]);
  });

  it('counts a repair once, however often it is called', async () => {
    const { world, validate } = await planned();
    world.fleetState.assets = [];

    expect(await validate()).toEqual({ outcome: 'repairable' });
    expect(await validate()).toEqual({ outcome: 'repairable' });
    expect(world.store.current().repairs).toBe(1);
  });

  it('gives up after two repairs', async () => {
    const { world, validate } = await planned();
    world.store.replace({ repairs: 2 });
    world.fleetState.assets = [];

    expect(await validate()).toEqual({ outcome: 'invalid' });
    expect(world.store.current()).toMatchObject({
      status: 'failed',
      error: { code: 'plan-invalid' },
      validation: { valid: false },
    });
  });

  it('ends a task whose plan policy denies, with all findings', async () => {
    const { world, validate, codes } = await planned();
    const stored = world.kept.get(1);
    if (stored === undefined) throw new Error('There is no plan');
    const [canary, ...waves] = stored.plan.phases;
    if (canary === undefined) throw new Error('There is no canary');
    world.kept.set(1, {
      ...stored,
      plan: { ...stored.plan, phases: [{ ...canary, health_checks: [] }, ...waves] },
    });

    expect(await validate()).toEqual({ outcome: 'invalid' });
    expect(codes()).toEqual(['digest-mismatch', 'health-check-missing', 'bake-short']);
  });

  it('takes a verdict that is not allowed as a denial even without a finding', async () => {
    const silent: PolicyEngine = {
      evaluate: (...[name]) =>
        Promise.resolve({
          allowed: name === 'tool_authorization',
          findings: [],
          revision: 'r',
          result: null,
        }),
      revision: () => Promise.resolve('r'),
    };
    const { validate, codes } = await planned({ policy: silent });

    expect(await validate()).toEqual({ outcome: 'invalid' });
    expect(codes()).toEqual(['policy-denied']);
  });

  it('refuses to look at a plan that is not the task’s', async () => {
    const { world } = await planned();

    await expect(world.validatePlan({ ...world.name, plan_revision: 7 })).rejects.toMatchObject({
      code: 'state-forbids',
    });
  });

  it('ends a plan that is applied where the request would give another change by now', async () => {
    const { world, validate, codes } = await planned();
    world.store.replace({ applies_task_id: taskId });
    world.fleetState.goldenImages = [{ ...goldenWeb, image: 'ami-golden-of-today' }];

    expect(await validate()).toEqual({ outcome: 'invalid' });
    expect(codes()).toContain('effect-changed');
    expect(world.store.current().error).toMatchObject({
      code: 'plan-changed',
      message: expect.stringContaining('apply that one') as unknown,
    });
  });

  it('takes a plan that is applied where all is as it was', async () => {
    const { world, validate } = await planned();
    world.store.replace({ applies_task_id: taskId });

    expect(await validate()).toEqual({ outcome: 'valid' });
  });
});
