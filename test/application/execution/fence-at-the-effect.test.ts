import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Sleep } from '../../../functions/application/execution/execution-ports.ts';
import type {
  BatchAsset,
  BatchFence,
  FleetExecutor,
} from '../../../functions/application/execution/fleet-ports.ts';
import { Conflict, TransientFailure } from '../../../functions/domain/shared/errors.ts';
import { aPhase, aPlan, assetIds } from '../../support/builders/a-plan.ts';
import { org } from '../../support/builders/ids.ts';
import { rolloutSteps } from '../../support/execution/rollout-steps.ts';
import { openSteps } from '../../support/execution/step-world.ts';
import type { StepWorld } from '../../support/execution/step-world.ts';
import type { Changes } from '../../../functions/domain/shared/changes.ts';

const plan = aPlan({ phases: [aPhase('Canary', assetIds('web', 4))] });
const healthFailure = { error: 'HealthCheckFailed', cause: '' };

const gate = () => {
  let open: () => void = () => undefined;
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open };
};

describe('the fence at the effect', () => {
  let world: StepWorld;
  let job: Awaited<ReturnType<StepWorld['prepare']>>;
  let epoch: number;
  /** What the fleet was asked to begin. */
  let asked: string[];
  beforeEach(async () => {
    world = await openSteps();
    job = await world.prepare(await world.approve(plan));
    ({ epoch } = await world.steps.admitPhase(job.phase));
    asked = [];
    world.fleet.behaviour.before = (request, kind) => {
      asked.push(`${kind} ${request.asset_id}`);
    };
  });
  afterEach(() => world.close());

  const lines = () => world.stores.executions.lines({ org_id: org, execution_id: job.id });
  const statuses = async () => (await lines()).map((line) => line.status);
  const control = () => world.stores.executions.control({ org_id: org, execution_id: job.id });
  const first = () => ({ ...job.phase, batch: 0, epoch });
  const shortPause: Sleep = () => new Promise((resolve) => setTimeout(resolve, 2));
  const until = async (holds: () => Promise<boolean>) => {
    while (!(await holds())) await shortPause(1);
  };
  /** The steps over another executor or other stores, with a clock that stands while they sleep. */
  const stepsWith = (changes: {
    executor?: FleetExecutor;
    stores?: Partial<StepWorld['stores']>;
  }) => {
    const { executor = world.fleet.executor, stores = {} } = changes;
    return rolloutSteps({
      stores: { ...world.stores, ...stores },
      fleet: { ...world.fleet, executor },
      clock: world.clock,
      sleep: shortPause,
    });
  };
  /** Steps in which something happens between the mark of a line and its sending. */
  const betweenMarkAndSend = (happens: () => Promise<void>) => {
    let done = false;
    const { advance } = world.stores.executions;
    const executions: typeof world.stores.executions = {
      ...world.stores.executions,
      advance: async (step) => {
        const result = await advance(step);
        if (step.fence && !done) {
          done = true;
          await happens();
        }
        return result;
      },
    };
    return stepsWith({ stores: { executions } });
  };
  /** The fleet, which begins nothing before the gate is open. */
  const holdingBegins = (
    held: ReturnType<typeof gate>,
    asks: (request: BatchFence & BatchAsset) => void = () => undefined,
  ): FleetExecutor => ({
    ...world.fleet.executor,
    openBatch: async (assets, fence) => {
      const batch = await world.fleet.executor.openBatch(assets, fence);
      return {
        ...batch,
        begin: async (action, key) => {
          const asset = assets.find((one) => one.asset_id === action.asset_id);
          if (asset) asks({ ...fence, ...asset });
          await held.passed;
          return batch.begin(action, key);
        },
      };
    },
  });
  const rollingBack = async () => {
    for (const batch of [0, 1]) await world.steps.beginBatch({ ...job.phase, batch, epoch });
    world.clock.advance(1);
    for (const batch of [0, 1]) await world.steps.checkBatch({ ...job.phase, batch });
    await world.steps.finishRollout({ ...job.ref, failure: healthFailure });
    asked = [];
  };
  const undoBatch = () => ({ ...job.phase, batch: 0 });

  it('sends nothing where control changed between the mark and the sending', async () => {
    const calm = stepsWith({});
    let pausing: ReturnType<typeof calm.pause> | undefined;
    const steps = betweenMarkAndSend(async () => {
      pausing = calm.pause(job.operator);
      await until(async () => (await control())?.desired === 'pause');
    });

    const begun = await steps.beginBatch(first());
    const answer = await pausing;

    expect(asked).toEqual([]);
    expect(begun.outcome).toBe('stopped');
    expect(answer).toMatchObject({ status: 'pausing', in_flight: [] });
    expect(await statuses()).toEqual(['pending', 'pending', 'pending', 'pending']);
  });

  it('sends no undo where a pause came between the mark and the sending', async () => {
    await rollingBack();
    const calm = stepsWith({});
    let pausing: ReturnType<typeof calm.pause> | undefined;
    const steps = betweenMarkAndSend(async () => {
      pausing = calm.pause(job.operator);
      await until(async () => (await control())?.desired === 'pause');
    });

    await steps.beginUndo(undoBatch());

    expect(await pausing).toMatchObject({ in_flight: [] });
    expect(asked).toEqual([]);
    expect(await statuses()).toEqual(['completed', 'completed', 'completed', 'completed']);
  });

  it('sends nothing under a mark that is older than five seconds', async () => {
    const steps = betweenMarkAndSend(() => {
      world.clock.advance(5);
      return Promise.resolve();
    });

    await steps.beginBatch(first());

    expect(asked).toEqual([]);
    expect((await statuses()).slice(0, 2)).toEqual(['pending', 'pending']);
  });

  it('sends nothing at a repetition that an earlier call marked, also after the answer', async () => {
    world.fleet.behaviour.before = () => {
      throw new Error('The function died');
    };
    await expect(world.steps.beginBatch(first())).rejects.toThrow('The function died');
    world.fleet.behaviour.before = (request) => void asked.push(request.asset_id);

    const answer = await world.steps.cancel({ ...job.operator, rollback: false });
    const again = await world.steps.beginBatch(first());
    const check = await world.steps.checkBatch({ ...job.phase, batch: 0 });

    expect(answer).toMatchObject({ status: 'cancelling', in_flight: ['web-1', 'web-2'] });
    expect([again.outcome, check.outcome]).toEqual(['stopped', 'finished']);
    expect(asked).toEqual([]);
    expect(world.fleet.acts).toEqual([]);
    expect((await statuses()).slice(0, 2)).toEqual(['pending', 'pending']);
  });

  it('leaves a fresh mark to the call that made it, though control is open', async () => {
    world.fleet.behaviour.before = () => {
      throw new Error('The function died');
    };
    await expect(world.steps.beginBatch(first())).rejects.toThrow('The function died');
    world.fleet.behaviour.before = (request) => void asked.push(request.asset_id);

    const again = await world.steps.beginBatch(first());
    const beforeItsTime = [...asked];
    world.clock.advance(6);
    await world.steps.beginBatch(first());

    expect(again.outcome).toBe('begun');
    expect(beforeItsTime).toEqual([]);
    expect(asked).toEqual(['web-1', 'web-2']);
    expect((await lines())[0]?.fencing_token).toBe(2);
  });

  it('changes no line that was marked anew since it was read', async () => {
    await world.steps.beginBatch(first());
    const [line] = await lines();
    if (!line) throw new Error('The ledger is empty');
    const earlier = { ...line, fencing_token: line.fencing_token + 1 };
    const step = { org_id: org, execution_id: job.id, visible: false };
    const change = { from: earlier, to: { ...earlier, status: 'pending' as const } };

    expect(await world.stores.executions.advance({ ...step, lines: [change] })).toBe('moved');
  });

  it('leaves a line marked that the fleet can say nothing of, and begins nothing on it', async () => {
    const away = () => {
      throw new TransientFailure('The fleet is away');
    };
    Object.assign(world.fleet.behaviour, { before: away, settle: away });
    await expect(world.steps.beginBatch(first())).rejects.toThrow(TransientFailure);

    const answer = await world.steps.cancel({ ...job.operator, rollback: false });
    const finish = await world.steps.finishRollout({ ...job.ref, failure: null });
    const waiting = await world.steps.listTouched(job.ref);
    Object.assign(world.fleet.behaviour, { before: () => undefined, settle: () => undefined });
    const listed = [
      await world.steps.listTouched(job.ref),
      await world.steps.listTouched(job.ref),
    ].at(-1);
    await world.steps.finishRollback(job.ref);

    expect(answer.in_flight).toEqual(['web-1', 'web-2']);
    expect([finish.outcome, finish.status]).toEqual(['roll_back', 'cancelling']);
    expect([waiting.outcome, listed?.outcome]).toEqual(['settling', 'listed']);
    expect(world.fleet.acts).toEqual([]);
    expect((await world.stores.executions.get({ org_id: org, execution_id: job.id }))?.status).toBe(
      'cancelled',
    );
  });

  it('answers only once what is just being sent is known, and names it', async () => {
    const held = gate();
    const requests: (BatchFence & BatchAsset)[] = [];
    const executor = holdingBegins(held, (request) => void requests.push(request));
    const steps = stepsWith({ executor });
    const begin = steps.beginBatch(first());
    await until(() => Promise.resolve(requests.length === 2));
    let answered = false;
    const pausing = steps.pause(job.operator).then((answer) => {
      answered = true;
      return answer;
    });
    await until(async () => (await control())?.desired === 'pause');
    for (let turn = 0; turn < 10; turn += 1) await shortPause(1);
    const early = answered;

    held.open();
    const answer = await pausing;

    expect(early).toBe(false);
    expect(answer.in_flight).toEqual(['web-1', 'web-2']);
    expect(requests[0]).toMatchObject({
      epoch: 1,
      fencing_token: 1,
      not_after: Date.UTC(2026, 2, 1, 9, 0, 5),
    });
    await begin;
  });

  it('answers after five seconds what nobody settles, and counts it as in flight', async () => {
    const held = gate();
    const requests: unknown[] = [];
    const executor = holdingBegins(held, (request) => void requests.push(request));
    const begin = stepsWith({ executor }).beginBatch(first());
    await until(() => Promise.resolve(requests.length === 2));

    const answer = await world.steps.pause(job.operator);
    held.open();
    await begin;

    expect(answer.in_flight).toEqual(['web-1', 'web-2']);
    expect(world.fleet.acts).toEqual([]);
    expect((await statuses()).slice(0, 2)).toEqual(['pending', 'pending']);
  });

  it('writes control, its own record and a wake-up, and nothing else', async () => {
    const commits: Changes[] = [];
    const unitOfWork: typeof world.stores.unitOfWork = {
      commit: (changes) => {
        commits.push(changes);
        return world.stores.unitOfWork.commit(changes);
      },
    };
    const steps = stepsWith({ stores: { unitOfWork } });

    await steps.pause({ ...job.operator, reason: 'Looks odd' });
    await steps.pause(job.operator);
    await steps.resume(job.operator);
    await steps.cancel({ ...job.operator, rollback: true });

    expect(commits.map((changes) => changes.documents.map((write) => write.kind))).toEqual(
      Array.from({ length: 3 }, () => ['control']),
    );
    expect(commits.flatMap((changes) => changes.counters)).toEqual([]);
    expect(commits.flatMap((changes) => changes.messages.map(({ kind }) => kind))).toEqual(
      Array.from({ length: 3 }, () => 'resume_hold'),
    );
    expect(
      commits.flatMap((changes) => changes.audit.map((entry) => [entry.chain, entry.event])),
    ).toEqual([
      [job.id, 'execution_pausing'],
      [job.id, 'execution_running'],
      [job.id, 'execution_cancelling'],
    ]);
    expect(commits[0]?.audit[0]).toMatchObject({
      actor: 'olivia',
      details: { from: 'running', to: 'pausing', reason: 'Looks odd', epoch: 2 },
    });
  });

  it('gets through a store that is busy for a while', async () => {
    let failures = 12;
    const unitOfWork: typeof world.stores.unitOfWork = {
      commit: async (changes) => {
        failures -= 1;
        if (failures > 6) throw new TransientFailure('The store is too busy');
        if (failures > 0) throw new Conflict('control');
        await world.stores.unitOfWork.commit(changes);
      },
    };

    const answer = await stepsWith({ stores: { unitOfWork } }).pause(job.operator);

    expect(answer.status).toBe('pausing');
    expect((await control())?.desired).toBe('pause');
  });

  it('never ends as completed what was acknowledged as cancelled', async () => {
    for (const batch of [0, 1]) await world.steps.beginBatch({ ...job.phase, batch, epoch });
    world.clock.advance(1);
    for (const batch of [0, 1]) await world.steps.checkBatch({ ...job.phase, batch });
    await world.steps.assessPhase(job.phase);
    for (const sample of [1, 2]) await world.steps.checkHealth({ ...job.phase, sample });
    let cancelled = false;
    const unitOfWork: typeof world.stores.unitOfWork = {
      commit: async (changes) => {
        if (!cancelled) {
          cancelled = true;
          await world.steps.cancel({ ...job.operator, rollback: false });
        }
        await world.stores.unitOfWork.commit(changes);
      },
    };

    const end = await stepsWith({ stores: { unitOfWork } }).finishRollout({
      ...job.ref,
      failure: null,
    });
    const late = world.steps.pause(job.operator);

    expect(end).toEqual({ outcome: 'finished', status: 'cancelled' });
    await expect(late).rejects.toMatchObject({
      code: 'state-forbids',
      details: { members: { status: 'cancelled' } },
    });
  });

  it('holds the undoing while paused, and goes on when resumed', async () => {
    await rollingBack();

    const pause = await world.steps.pause(job.operator);
    const begun = await world.steps.beginUndo(undoBatch());
    const listed = await world.steps.listTouched(job.ref);
    const { org_id, execution_id } = job.ref;
    const hold = await world.steps.holdPhase({ org_id, execution_id, task_token: 'token-1' });
    const whilePaused = [...asked];
    const resumed = await world.steps.resume(job.operator);
    const again = await world.steps.listTouched(job.ref);
    await world.steps.beginUndo(undoBatch());

    expect(pause).toMatchObject({ status: 'pausing', in_flight: [] });
    expect([begun.outcome, listed.outcome, hold.status]).toEqual(['finished', 'held', 'paused']);
    expect(whilePaused).toEqual([]);
    expect(resumed.status).toBe('rolling_back');
    expect(again.batches).toHaveLength(1);
    expect([...asked].sort()).toEqual(['undo web-1', 'undo web-2', 'undo web-3', 'undo web-4']);
  });

  it('holds a rollback that begins by itself under an acknowledged pause', async () => {
    await world.steps.beginBatch(first());
    world.clock.advance(1);
    await world.steps.checkBatch({ ...job.phase, batch: 0 });
    await world.steps.pause(job.operator);
    await world.steps.finishRollout({ ...job.ref, failure: healthFailure });

    const listed = await world.steps.listTouched(job.ref);
    const cancel = world.steps.cancel({ ...job.operator, rollback: false });

    expect(listed.outcome).toBe('held');
    await expect(cancel).rejects.toThrow('it takes its changes back; pause that instead');
    expect((await world.stores.executions.get({ org_id: org, execution_id: job.id }))?.status).toBe(
      'rolling_back',
    );
    expect(asked.filter((one) => one.startsWith('undo'))).toEqual([]);
  });

  it('reports paused only once nothing is in flight, also after a duplicated step', async () => {
    await world.steps.beginBatch(first());
    await world.steps.pause(job.operator);

    const admission = await world.steps.admitPhase(job.phase);
    const hold = world.steps.holdPhase({ ...job.phase, task_token: 'token-1' });

    expect(admission).toMatchObject({ outcome: 'admitted', batches: [{ batch: 0 }] });
    await expect(hold).rejects.toThrow('still has actions in flight');
    expect((await world.steps.assessPhase(job.phase)).outcome).toBe('readmit');
  });
});
