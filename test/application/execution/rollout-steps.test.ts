import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ExecutionId } from '../../../functions/domain/shared/ids.ts';
import { TransientFailure } from '../../../functions/domain/shared/errors.ts';
import { aPhase, aPlan, assetIds } from '../../support/builders/a-plan.ts';
import { org } from '../../support/builders/ids.ts';
import { actionNamed } from '../../../functions/specialists/actions/list.ts';
import { anAsset } from '../../support/execution/fake-fleet.ts';
import { openSteps } from '../../support/execution/step-world.ts';
import type { StepWorld } from '../../support/execution/step-world.ts';

const onePhase = (changes: Parameters<typeof aPhase>[2] = {}) =>
  aPlan({ phases: [aPhase('Canary', assetIds('web', 4), changes)] });

describe('a step of a rollout', () => {
  let world: StepWorld;
  beforeEach(async () => {
    world = await openSteps();
  });
  afterEach(() => world.close());

  const prepared = async (plan = onePhase()) => world.prepare(await world.approve(plan));
  const linesOf = (id: ExecutionId) =>
    world.stores.executions.lines({ org_id: org, execution_id: id });
  const executionOf = (id: ExecutionId) =>
    world.stores.executions.get({ org_id: org, execution_id: id });
  /** Applies everything of the first phase. */
  const apply = async (phase: Awaited<ReturnType<StepWorld['prepare']>>['phase']) => {
    const { epoch, batches } = await world.steps.admitPhase(phase);
    for (const { batch } of batches) await world.steps.beginBatch({ ...phase, batch, epoch });
    world.clock.advance(1);
    for (const { batch } of batches) await world.steps.checkBatch({ ...phase, batch });
  };

  it('does not admit a phase that policy refuses by now, and says why', async () => {
    const { id, phase } = await prepared();
    const finding = {
      code: 'canary-too-large',
      severity: 'error' as const,
      message: 'The canary is too large',
      rule: 'production_safety',
    };
    world.policy.evaluate = () =>
      Promise.resolve({ allowed: false, findings: [finding], revision: 'r2', result: {} });

    const admission = await world.steps.admitPhase(phase);

    expect(admission).toMatchObject({ outcome: 'refused', batches: [] });
    expect((await executionOf(id))?.phases[0]).toMatchObject({
      status: 'failed',
      error: 'Policy refuses the phase: The canary is too large.',
    });
    expect((await world.owed('notify')).map((m) => m.kind === 'notify' && m.event)).toContain(
      'phase_failed',
    );
  });

  it('ends assets that drifted since the plan before anything is done to them', async () => {
    const { id, phase } = await prepared();
    world.fleet.setVersion('web-1', 'v9');
    world.fleet.assets.delete('web-2');

    const admission = await world.steps.admitPhase(phase);

    expect(admission.batches).toEqual([{ batch: 1 }]);
    expect((await linesOf(id)).map((line) => [line.status, line.error])).toEqual([
      ['failed', 'Changed since the plan was made (version v1, now v9); nothing was done.'],
      ['skipped', 'Not in the inventory any more; nothing was done.'],
      ['pending', null],
      ['pending', null],
    ]);
  });

  it('goes by what the action touches where the plan has its digest', async () => {
    const lenient = { max_failed: 4, max_failed_percent: 100 };
    const plan = { ...onePhase({ failure_threshold: lenient }), failure_budget: lenient };
    const { type, parameters } = plan.action;
    const touched_digest = actionNamed(type)?.touched(anAsset('web-1'), parameters) ?? undefined;
    const phases = plan.phases.map((phase) => ({
      ...phase,
      assets: phase.assets.map((asset) => ({ ...asset, touched_digest })),
    }));
    const { id, phase } = await prepared({ ...plan, phases });
    const scanned = { tags: { Scanned: 'today' }, version: 'v9' };
    world.fleet.assets.set('web-1', anAsset('web-1', scanned));
    world.fleet.assets.set('web-2', anAsset('web-2', { image: 'ami-moved', version: 'v9' }));

    await apply(phase);

    expect(touched_digest).toBeDefined();
    expect((await linesOf(id)).map((line) => line.status)).toEqual([
      'completed',
      'failed',
      'completed',
      'completed',
    ]);
    expect(world.fleet.acts.map(({ asset }) => asset).sort()).toEqual(['web-1', 'web-3', 'web-4']);
  });

  it('fails an asset that another execution holds, and changes the others', async () => {
    const first = await prepared();
    const second = await world.prepare(await world.approve(onePhase()));
    const { epoch } = await world.steps.admitPhase(first.phase);
    await world.steps.beginBatch({ ...first.phase, batch: 0, epoch });
    world.fleet.setVersion('web-1', 'v1');
    world.fleet.setVersion('web-2', 'v1');
    await world.steps.admitPhase(second.phase);

    const answer = await world.steps.beginBatch({ ...second.phase, batch: 0, epoch: 1 });

    expect(answer.outcome).toBe('finished');
    expect((await linesOf(second.id))[0]).toMatchObject({
      status: 'failed',
      applies: 0,
      error: `Locked by ${first.id}; nothing was done.`,
    });
    expect(world.fleet.acts).toHaveLength(2);
  });

  it('stops beginning batches once the failure budget is spent', async () => {
    const { phase, id } = await prepared();
    world.fleet.behaviour.failsApply.add('web-1');
    const { epoch } = await world.steps.admitPhase(phase);
    await world.steps.beginBatch({ ...phase, batch: 0, epoch });
    world.clock.advance(1);
    await world.steps.checkBatch({ ...phase, batch: 0 });

    const next = await world.steps.beginBatch({ ...phase, batch: 1, epoch });
    const assessment = await world.steps.assessPhase(phase);

    expect(next).toEqual({ outcome: 'stopped', wait_seconds: 0 });
    expect(assessment.outcome).toBe('failed');
    expect((await executionOf(id))?.phases[0]?.error).toBe(
      'Canary: 1 of 4 assets failed; none may fail.',
    );
  });

  it('leaves a batch in progress while the fleet does not answer, until the deadline', async () => {
    const { phase, id } = await prepared();
    world.fleet.behaviour.hangs.add('web-1');
    const { epoch } = await world.steps.admitPhase(phase);
    await world.steps.beginBatch({ ...phase, batch: 0, epoch });

    world.clock.advance(1_800);
    const early = await world.steps.checkBatch({ ...phase, batch: 0 });
    world.clock.advance(1_801);
    const late = await world.steps.checkBatch({ ...phase, batch: 0 });

    expect(early).toEqual({ outcome: 'in_progress', wait_seconds: 1 });
    expect(late.outcome).toBe('finished');
    expect((await linesOf(id))[0]).toMatchObject({
      status: 'failed',
      error: 'The action gave no result within 60 minutes.',
    });
  });

  it('begins anew what the fleet says that it did not begin', async () => {
    const { phase, id } = await prepared();
    const { epoch } = await world.steps.admitPhase(phase);
    world.fleet.behaviour.before = () => {
      throw new TransientFailure('The fleet is busy');
    };
    await expect(world.steps.beginBatch({ ...phase, batch: 0, epoch })).rejects.toThrow(
      'The fleet gave no answer',
    );
    const between = (await linesOf(id)).slice(0, 2).map((line) => [line.status, line.applies]);
    world.fleet.behaviour.before = () => undefined;

    await world.steps.beginBatch({ ...phase, batch: 0, epoch });
    world.clock.advance(1);
    await world.steps.checkBatch({ ...phase, batch: 0 });

    expect(between).toEqual([
      ['pending', 0],
      ['pending', 0],
    ]);
    expect((await linesOf(id)).slice(0, 2).map((line) => [line.status, line.applies])).toEqual([
      ['completed', 1],
      ['completed', 1],
    ]);
    expect(world.fleet.acts).toHaveLength(2);
  });

  it('takes marks back at the check, once nobody may send them, and admits their assets again', async () => {
    const { phase, id } = await prepared();
    const { epoch } = await world.steps.admitPhase(phase);
    const away = () => {
      throw new TransientFailure('The fleet is away');
    };
    Object.assign(world.fleet.behaviour, { before: away, settle: away });
    await expect(world.steps.beginBatch({ ...phase, batch: 0, epoch })).rejects.toThrow();
    const again = await world.steps.beginBatch({ ...phase, batch: 0, epoch });
    Object.assign(world.fleet.behaviour, { before: () => undefined, settle: () => undefined });

    const fresh = await world.steps.checkBatch({ ...phase, batch: 0 });
    world.clock.advance(6);
    const late = await world.steps.checkBatch({ ...phase, batch: 0 });
    const admission = await world.steps.admitPhase(phase);

    expect([again.outcome, fresh.outcome, late.outcome]).toEqual([
      'begun',
      'in_progress',
      'finished',
    ]);
    expect((await linesOf(id)).map((line) => line.status)).toEqual(Array(4).fill('pending'));
    expect(admission.batches).toEqual([{ batch: 0 }, { batch: 1 }]);
    expect(world.fleet.acts).toEqual([]);
  });

  it('counts a repeated sample once, and ends the phase with one record and its ledger root', async () => {
    const { phase, ref, id } = await prepared();
    await apply(phase);
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
    expect((await linesOf(id)).map((line) => line.samples_taken)).toEqual([2, 2, 2, 2]);
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
    const { phase, operator, id } = await prepared();
    await apply(phase);
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
    expect((await executionOf(id))?.status).toBe('running');
  });

  it('wakes a hold that began after the resume', async () => {
    const { phase, operator, id } = await prepared();
    await world.steps.pause(operator);
    await world.steps.resume(operator);
    const before = await world.owed('resume_hold');

    await world.steps.holdPhase({ ...phase, task_token: 'token-1' });

    expect(before).toHaveLength(2);
    expect(await world.owed('resume_hold')).toHaveLength(3);
    expect((await executionOf(id))?.status).toBe('running');
  });

  it('counts each status that an execution enters', async () => {
    const { operator, ref, phase } = await prepared();
    await world.steps.pause(operator);
    await world.steps.holdPhase({ ...phase, task_token: 'token-1' });
    await world.steps.cancel({ ...operator, rollback: false });
    await world.steps.finishRollout({ ...ref, failure: null });

    const counted = (await world.stores.counters.ofOrg(org))
      .filter((counter) => counter.name === 'orchestrator_executions_total')
      .map((counter) => [counter.labels['status'], counter.value]);

    expect(Object.fromEntries(counted)).toEqual({
      pending: 1,
      running: 1,
      pausing: 1,
      paused: 1,
      cancelling: 1,
      cancelled: 1,
    });
  });

  it('ends once, however often it is finished, and frees its locks', async () => {
    const { phase, ref, id } = await prepared();
    await apply(phase);
    await world.steps.assessPhase(phase);
    await world.steps.checkHealth({ ...phase, sample: 1 });
    await world.steps.checkHealth({ ...phase, sample: 2 });

    const first = await world.steps.finishRollout({ ...ref, failure: null });
    const second = await world.steps.finishRollout({ ...ref, failure: null });

    expect([first, second]).toEqual([
      { outcome: 'finished', status: 'completed' },
      { outcome: 'finished', status: 'completed' },
    ]);
    const locks = await world.stores.locks.read(org, assetIds('web', 4));
    expect(locks.map((lock) => [lock.held_by, lock.last_change?.task_id])).toEqual(
      Array.from({ length: 4 }, () => [null, ref.task_id]),
    );
    const notices = (await world.owed('notify')).map((m) => (m.kind === 'notify' ? m.event : ''));
    expect(notices.filter((event) => event === 'execution_completed')).toHaveLength(1);
    expect(await world.owed('anchor_audit')).toHaveLength(2);
    expect(await executionOf(id)).toMatchObject({ status: 'completed', error: null });
  });

  it.each([
    { verb: 'resume' as const, code: 'state-forbids' },
    { verb: 'pause' as const, code: null },
    { verb: 'cancel' as const, code: null },
  ])('$verb of a running execution answers $code', async ({ verb, code }) => {
    const { operator } = await prepared();
    const said = world.steps[verb]({ ...operator, rollback: false });

    if (code) await expect(said).rejects.toMatchObject({ code });
    else expect((await said).execution_id).toBe(operator.execution_id);
  });

  it('knows no execution of another org', async () => {
    const { operator } = await prepared();
    const foreign = { ...operator, org_id: 'org-other' as typeof org };

    await expect(world.steps.pause(foreign)).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('a rollout in an org with a cooldown', () => {
  it('fails an asset that was changed for another task a moment ago', async () => {
    const world = await openSteps({ cooldownSeconds: 1_800 });
    const first = await world.prepare(await world.approve(onePhase()));
    await world.steps.admitPhase(first.phase);
    await world.steps.beginBatch({ ...first.phase, batch: 0, epoch: 1 });
    world.clock.advance(1);
    await world.steps.checkBatch({ ...first.phase, batch: 0 });
    await world.steps.cancel({ ...first.operator, rollback: false });
    await world.steps.finishRollout({ ...first.ref, failure: null });
    for (const id of ['web-1', 'web-2']) world.fleet.setVersion(id, 'v1');

    const second = await world.prepare(await world.approve(onePhase()));
    await world.steps.admitPhase(second.phase);
    await world.steps.beginBatch({ ...second.phase, batch: 0, epoch: 1 });

    const [line] = await world.stores.executions.lines({ org_id: org, execution_id: second.id });
    expect(line).toMatchObject({
      status: 'failed',
      error: 'Cooling down after a change until 2026-03-01T09:30:01.000Z; nothing was done.',
    });
    await world.close();
  });
});
