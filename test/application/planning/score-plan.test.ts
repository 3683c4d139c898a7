import { describe, expect, it } from 'vitest';
import type { PolicyEngine } from '../../../functions/application/planning/planning-ports.ts';
import { changeKeyOf } from '../../../functions/domain/quality/change-key.ts';
import type { PastChange } from '../../../functions/domain/quality/past-changes.ts';
import { digestOf } from '../../../functions/domain/shared/canonical.ts';
import type { Actor, Task } from '../../../functions/domain/task/task.ts';
import { aPastChange } from '../../support/builders/a-past-change.ts';
import { aSpec } from '../../support/builders/a-spec.ts';
import { aTask } from '../../support/builders/a-task.ts';
import { anAsset, someAssets } from '../../support/builders/an-asset.ts';
import { someSettings } from '../../support/builders/some-settings.ts';
import { planned } from '../../support/planning/planned.ts';
import { aPlanningWorld } from '../../support/planning/world.ts';

describe('score-plan', () => {
  const entry = (changes: Partial<PastChange> = {}): PastChange => aPastChange(changes, 10);
  const many = (count: number, changes: Partial<PastChange> = {}) =>
    Array.from({ length: count }, () => entry(changes));

  const scored = async (options: Parameters<typeof planned>[0] = {}) => {
    const made = await planned(options);
    await made.validate();
    return { ...made, outcome: (await made.score()).outcome };
  };

  it('waits for approval in production between 60 and 79, with the requirement', async () => {
    const { world, outcome } = await scored();

    expect(outcome).toBe('await_approval');
    expect(world.store.current()).toMatchObject({
      status: 'planning',
      quality_score: { total: 61, requires_approval: true },
      approval_requirement: {
        required: true,
        reasons: ['no-earned-grant', 'score'],
        quorum: 1,
        four_eyes: false,
      },
    });
  });

  it.each<[string, Actor, string, readonly string[]]>([
    ['blocks it', { id: 'robot' }, 'blocked', ['requester-not-one-person']],
    ['takes it to a registered one', { id: 'alice' }, 'await_approval', []],
    ['takes it to one with an address', { id: 'x', email: 'x@y.org' }, 'await_approval', []],
  ])('%s where somebody else has to approve what an identity asked for', async (...row) => {
    const [, requested_by, expected, codes] = row;
    const made = await scored({
      task: aTask({ requested_by }),
      settings: someSettings({
        has_identity_provider: true,
        approvers: [{ id: 'alice', email: 'alice@example.com' }],
      }),
    });

    expect(made.outcome).toBe(expected);
    expect(made.codes()?.filter((code) => code.startsWith('requester'))).toEqual(codes);
  });

  it('asks people in production also from 80, where no grant was earned', async () => {
    const probe = await planned();
    const change_key = changeKeyOf(probe.world.planOf());
    const { world, outcome } = await scored({
      ledger: [...many(15), entry({ environment: 'staging', change_key })],
    });

    expect(outcome).toBe('await_approval');
    expect(world.store.current()).toMatchObject({
      status: 'planning',
      quality_score: { requires_approval: false, test_coverage: 20 },
      approval_requirement: { required: true, reasons: ['no-earned-grant'] },
    });
  });

  it('blocks production below 60', async () => {
    const { world, outcome } = await scored({
      ledger: many(20, { outcome: 'failed', review: 'rejected' }),
    });

    expect(outcome).toBe('blocked');
    expect(world.store.current()).toMatchObject({
      status: 'blocked',
      quality_score: { total: 43, allowed_environments: ['development', 'staging'] },
    });
  });

  it.each([
    ['plan_only', 'blocked'],
    ['approve_all', 'await_approval'],
    ['score', 'await_approval'],
    ['canary_only', 'await_approval'],
    ['full_auto', 'await_approval'],
  ] as const)('with the mode %s ends %s', async (mode, expected) => {
    const settings = someSettings({
      autonomy: { development: mode, staging: mode, production: mode },
    });

    expect((await scored({ settings })).outcome).toBe(expected);
  });

  it('never waives a threshold, also not with full_auto', async () => {
    const settings = someSettings({
      autonomy: { development: 'full_auto', staging: 'full_auto', production: 'full_auto' },
    });
    const ledger = many(20, { outcome: 'failed', review: 'rejected' });

    expect((await scored({ settings, ledger })).outcome).toBe('blocked');
  });

  it('asks people for a critical risk whatever the score and mode', async () => {
    const settings = someSettings({
      has_identity_provider: true,
      autonomy: { development: 'full_auto', staging: 'full_auto', production: 'full_auto' },
    });
    const { world, outcome } = await scored({
      task: aTask({ requested_by: { id: 'rita', email: 'rita@example.com' } }),
      settings,
      fleet: { assets: someAssets(501) },
    });

    expect(outcome).toBe('await_approval');
    expect(world.store.current().task_spec.risk_level).toBe('critical');
    expect(world.store.current().approval_requirement).toMatchObject({
      required: true,
      reasons: ['critical-risk', 'no-earned-grant', 'score'],
      quorum: 2,
      four_eyes: true,
    });
  });

  it('runs in development without approval', async () => {
    const spec = aSpec({
      environment: 'development',
      risk_level: 'low',
      selector: { environment: 'development' },
    });
    const { world, outcome } = await scored({
      task: aTask({ environment: 'development', task_spec: spec }),
      fleet: { assets: [anAsset(1, { environment: 'development' })] },
    });

    expect(outcome).toBe('approved');
    expect(world.store.current().quality_score?.test_coverage).toBe(20);
  });

  describe('of a requester who wants people to decide', () => {
    const staging = (changes: Partial<Task> = {}) => {
      const selector = { environment: 'staging' as const, roles: ['web'] };
      const spec = aSpec({ environment: 'staging', risk_level: 'medium', selector });
      return aTask({ environment: 'staging', task_spec: spec, ...changes });
    };
    const fullAuto = someSettings({
      autonomy: { development: 'full_auto', staging: 'full_auto', production: 'full_auto' },
    });
    const assets = someAssets(20, { environment: 'staging' });

    it.each([
      ['the table', someSettings()],
      ['full autonomy', fullAuto],
    ])('waits in staging, whatever %s says', async (_, settings) => {
      const fleet = { assets, history: many(30, { environment: 'staging' }) };
      const plain = await scored({ task: staging(), fleet, settings });
      const asked = await scored({ task: staging({ require_approval: true }), fleet, settings });

      expect([plain.outcome, asked.outcome]).toEqual(['approved', 'await_approval']);
      expect(asked.world.planOf().require_approval).toBe(true);
      expect(plain.world.planOf()).not.toHaveProperty('require_approval');
      expect(asked.world.store.current().approval_requirement).toMatchObject({
        required: true,
        reasons: ['approval-requested'],
        explanations: [
          {
            code: 'approval-requested',
            message: expect.stringContaining('wants people to decide') as string,
          },
        ],
      });
    });

    it('waits also where the task forgot it and its plan did not', async () => {
      const made = await planned({
        task: staging({ require_approval: true }),
        fleet: { assets },
      });
      await made.validate();
      const task = { ...made.world.store.current(), require_approval: false };
      const world = aPlanningWorld({ task, fleet: { assets } });
      world.kept.set(1, {
        revision: 1,
        digest: digestOf(made.world.planOf()),
        plan: made.world.planOf(),
      });

      expect(await world.scorePlan({ ...world.name, plan_revision: 1 })).toEqual({
        outcome: 'await_approval',
      });
    });

    it('waits also where the plan does not say it and its task does', async () => {
      const history = many(30, { environment: 'staging' });
      const made = await planned({ task: staging(), fleet: { assets, history } });
      await made.validate();
      made.world.store.replace({ require_approval: true });

      expect(await made.score()).toEqual({ outcome: 'await_approval' });
    });

    it('waits also with the plan of a repair', async () => {
      const made = await planned({ task: staging({ require_approval: true }), fleet: { assets } });
      made.world.heldAssets.push({ asset_id: 'i-000001', reason: 'locked', until: null });
      expect(await made.validate()).toEqual({ outcome: 'repairable' });
      await made.world.plan(1);
      const second = { ...made.world.name, plan_revision: 2 };
      made.world.heldAssets.length = 0;
      await made.world.validatePlan(second);

      expect(await made.world.scorePlan(second)).toEqual({ outcome: 'await_approval' });
      expect(made.world.planOf(2).total_assets).toBe(19);
    });
  });

  it('completes a dry run with its score', async () => {
    const { world, outcome } = await scored({ task: aTask({ dry_run: true }) });

    expect(outcome).toBe('finished');
    expect(world.store.current()).toMatchObject({
      status: 'completed',
      dry_run: true,
      quality_score: { total: 61 },
    });
  });

  it('adds what a fleet remembers to the ledger', async () => {
    const { world } = await scored({
      fleet: { assets: someAssets(20), history: many(8) },
    });

    expect(world.store.current().quality_score).toMatchObject({
      operational_history: 18,
      human_review: 17,
    });
  });

  it('gives the first outcome again when it is called twice', async () => {
    const { world, score } = await scored({ task: aTask({ dry_run: true }) });

    expect(await score()).toEqual({ outcome: 'finished' });
    expect(world.store.audit.filter(({ event }) => event === 'task_completed')).toHaveLength(1);
  });

  it('refuses to score a plan that was not found valid', async () => {
    const { score } = await planned();

    await expect(score()).rejects.toThrow('was not found valid');
  });

  it('asks people when the policy gives no usable answer', async () => {
    const made = await planned();
    await made.validate();
    const broken: PolicyEngine = {
      evaluate: () =>
        Promise.resolve({ allowed: false, findings: [], revision: 'r', result: null }),
      revision: () => Promise.resolve('r'),
    };
    const world = aPlanningWorld({ task: made.world.store.current(), policy: broken });
    const stored = made.world.kept.get(1);
    if (stored === undefined) throw new Error('There is no plan');
    world.kept.set(1, stored);

    expect(await world.scorePlan({ ...world.name, plan_revision: 1 })).toEqual({
      outcome: 'await_approval',
    });
    expect(world.store.current().approval_requirement).toMatchObject({
      required: true,
      quorum: 2,
      four_eyes: true,
    });
  });
});
