import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type {
  FleetBatch,
  FleetExecutor,
} from '../../../functions/application/execution/fleet-ports.ts';
import { TransientFailure } from '../../../functions/domain/shared/errors.ts';
import { aPhase, aPlan, assetIds } from '../../support/builders/a-plan.ts';
import { org } from '../../support/builders/ids.ts';
import { rolloutSteps } from '../../support/execution/rollout-steps.ts';
import { openSteps } from '../../support/execution/step-world.ts';
import type { StepWorld } from '../../support/execution/step-world.ts';

const plan = aPlan({
  phases: [
    aPhase('Canary', assetIds('web', 2), {
      failure_threshold: { max_failed: 2, max_failed_percent: 100 },
    }),
  ],
});
const away = () => {
  throw new TransientFailure('The fleet is away');
};

describe('an action on its way to the fleet', () => {
  let world: StepWorld;
  let job: Awaited<ReturnType<StepWorld['prepare']>>;
  let epoch: number;
  beforeEach(async () => {
    world = await openSteps();
    job = await world.prepare(await world.approve(plan));
    ({ epoch } = await world.steps.admitPhase(job.phase));
  });
  afterEach(() => world.close());

  const lines = () => world.stores.executions.lines({ org_id: org, execution_id: job.id });
  const batch = () => ({ ...job.phase, batch: 0 });
  const begin = (steps = world.steps) => steps.beginBatch({ ...batch(), epoch });
  /** The steps over a fleet that answers otherwise. */
  const stepsWith = (changes: Partial<FleetExecutor>) =>
    rolloutSteps({
      stores: world.stores,
      fleet: { ...world.fleet, executor: { ...world.fleet.executor, ...changes } },
      clock: world.clock,
    });
  const openingWith = (change: (batch: FleetBatch) => Partial<FleetBatch>) =>
    stepsWith({
      openBatch: async (...asked) => {
        const opened = await world.fleet.executor.openBatch(...asked);
        return { ...opened, ...change(opened) };
      },
    });

  it('has stored what an undo needs when the fleet is asked to begin', async () => {
    const stored: unknown[] = [];
    const steps = openingWith((opened) => ({
      begin: async (asked, key) => {
        const line = (await lines()).find(({ asset_id: id }) => id === asked.asset_id);
        stored.push([line?.status, line?.before, line?.action_ref]);
        return opened.begin(asked, key);
      },
    }));

    await begin(steps);

    expect(stored).toEqual([
      ['running', { version: 'v1' }, null],
      ['running', { version: 'v1' }, null],
    ]);
  });

  it('begins nothing where nothing could be captured, and is as before', async () => {
    world.fleet.behaviour.capture = away;

    await expect(begin()).rejects.toThrow(TransientFailure);
    const between = (await lines()).map((line) => [line.status, line.applies, line.before]);
    world.fleet.behaviour.capture = () => undefined;
    const again = await begin();

    expect(between).toEqual([
      ['pending', 0, null],
      ['pending', 0, null],
    ]);
    expect(again.outcome).toBe('begun');
    expect(world.fleet.acts).toHaveLength(2);
  });

  it('forgets what was captured under a mark that came to nothing: it is looked at anew', async () => {
    world.fleet.behaviour.before = away;

    await expect(begin()).rejects.toThrow(TransientFailure);

    expect((await lines()).map((line) => [line.status, line.before])).toEqual([
      ['pending', null],
      ['pending', null],
    ]);
  });

  it('begins what could be captured beside what could not', async () => {
    world.fleet.behaviour.capture = (id) => {
      if (id === 'web-1') away();
    };

    await expect(begin()).rejects.toThrow(TransientFailure);

    expect(world.fleet.acts).toEqual([{ kind: 'apply', asset: 'web-2' }]);
    expect((await lines()).map((line) => line.status)).toEqual(['pending', 'running']);
  });

  it('begins nothing where no session could be opened', async () => {
    const steps = stepsWith({ openBatch: () => Promise.reject(new TransientFailure('Throttled')) });

    await expect(begin(steps)).rejects.toThrow(TransientFailure);

    expect((await lines()).map((line) => line.status)).toEqual(['pending', 'pending']);
  });

  it('opens a session for just its assets, under their locks and until their time', async () => {
    const opened: Parameters<FleetExecutor['openBatch']>[] = [];
    const steps = stepsWith({
      openBatch: (...asked) => {
        opened.push(asked);
        return world.fleet.executor.openBatch(...asked);
      },
    });

    await begin(steps);

    expect(opened).toHaveLength(1);
    expect(opened[0]?.[0]).toMatchObject([
      { asset_id: 'web-1', fencing_token: 1 },
      { asset_id: 'web-2', fencing_token: 1 },
    ]);
    expect(opened[0]?.[1]).toMatchObject({
      execution_id: job.id,
      epoch: 1,
      captured_by: Date.UTC(2026, 2, 1, 9, 0, 2, 500),
      not_after: Date.UTC(2026, 2, 1, 9, 0, 5),
    });
  });

  it('ends where the asset is gone, and the others go on', async () => {
    world.fleet.assets.delete('web-1');

    const begun = await begin();

    expect(begun.outcome).toBe('begun');
    expect((await lines()).map((line) => [line.status, line.error])).toEqual([
      ['failed', 'moved: web-1 is gone'],
      ['running', null],
    ]);
  });

  it('leaves alone what somebody changed between the capture and the beginning', async () => {
    const steps = openingWith((opened) => ({
      begin: (asked, key) => {
        world.fleet.setVersion(asked.asset_id, 'v-by-somebody');
        return opened.begin(asked, key);
      },
    }));

    const begun = await begin(steps);
    const failure = { error: 'HealthCheckFailed', cause: '' };
    await world.steps.finishRollout({ ...job.ref, failure });
    const listed = await world.steps.listTouched(job.ref);

    expect(begun.outcome).toBe('finished');
    expect((await lines())[0]).toMatchObject({
      status: 'failed',
      error: 'moved: the asset has the version v-by-somebody',
      version_after: null,
    });
    expect(listed.batches).toEqual([]);
    expect(world.fleet.acts).toEqual([]);
    expect(world.fleet.versionOf('web-1')).toBe('v-by-somebody');
  });

  it('is abandoned when it is overdue, and its asset looked at', async () => {
    const abandoned: string[] = [];
    world.fleet.behaviour.hangs.add('web-1');
    world.fleet.behaviour.abandon = (ref) => void abandoned.push(ref);
    await begin();

    world.clock.advance(3_601);
    const check = await world.steps.checkBatch(batch());

    expect(abandoned).toEqual([`${job.id}/web-1/apply`]);
    expect(check.outcome).toBe('finished');
    expect((await lines()).map((line) => [line.status, line.version_after])).toEqual([
      ['failed', world.fleet.versionOf('web-1')],
      ['completed', world.fleet.versionOf('web-2')],
    ]);
  });

  it('is not over where the fleet can’t stop it, until it ends', async () => {
    world.fleet.behaviour.hangs.add('web-1');
    let end: 'in_progress' | 'succeeded' = 'in_progress';
    const steps = stepsWith({
      abandon: () =>
        Promise.resolve(
          end === 'in_progress'
            ? { state: end, wait_seconds: 7 }
            : { state: end, version: 'v2', output: 'Image replaced' },
        ),
    });
    await begin();
    world.clock.advance(3_601);

    const overdue = await steps.checkBatch(batch());
    const between = (await lines())[0]?.status;
    end = 'succeeded';
    const late = await steps.checkBatch(batch());

    expect(overdue).toEqual({ outcome: 'in_progress', wait_seconds: 7 });
    expect(between).toBe('running');
    expect(late.outcome).toBe('finished');
    expect((await lines())[0]).toMatchObject({ status: 'completed', version_after: 'v2' });
  });
});
