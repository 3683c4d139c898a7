import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExecutionId } from '../../../functions/domain/shared/ids.ts';
import { aPhase, aPlan, assetIds } from '../../support/builders/a-plan.ts';
import { org } from '../../support/builders/ids.ts';
import { openExecutionStores } from '../../support/world/execution-stores.ts';
import type { ExecutionStores } from '../../support/world/execution-stores.ts';
import { anAssetNamed } from '../../support/builders/an-asset.ts';
import { aMemoryFleet } from '../../support/execution/fake-fleet.ts';
import { rolloutSteps } from '../../support/execution/rollout-steps.ts';

const clock = { now: () => Date.now() };
const olivia = { id: 'olivia' };

describe('the fence, on the store that keeps it', () => {
  let stores: ExecutionStores;
  beforeAll(async () => {
    stores = await openExecutionStores(clock);
  });
  afterAll(() => stores.close());

  /** A running execution with one admitted phase of twelve assets in six batches. */
  const admit = async () => {
    const fleet = aMemoryFleet(clock);
    const steps = rolloutSteps({ stores, fleet, clock });
    const prefix = `f${stores.ids.messageId()}`;
    const plan = aPlan({ phases: [aPhase('Canary', assetIds(prefix, 12))] });
    for (const id of assetIds(prefix, 12)) fleet.assets.set(id, anAssetNamed(id));
    const task = await stores.approve(plan);
    const { execution_id: id } = await steps.startExecution({
      org_id: org,
      task_id: task.task_id,
    });
    if (id === null) throw new Error('The execution did not start');
    await steps.prepareRollout({ org_id: org, task_id: task.task_id, execution_id: id });
    const phase = { org_id: org, execution_id: id, phase_index: 0 };
    const { epoch, batches } = await steps.admitPhase(phase);
    return { fleet, steps, id, phase, epoch, batches };
  };
  const startedIn = async (id: ExecutionId) =>
    (await stores.executions.lines({ org_id: org, execution_id: id }))
      .filter((line) => line.applies > 0)
      .map((line) => line.asset_id as string);

  it('lets no asset begin after a pause or cancel was acknowledged', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('pause' as const, 'cancel' as const),
        fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 6, maxLength: 6 }),
        fc.integer({ min: 0, max: 12 }),
        async (verb, delays, pauseDelay) => {
          const { steps, id, phase, epoch, batches } = await admit();
          const later = async <Result>(milliseconds: number, work: () => Promise<Result>) => {
            await new Promise((resolve) => setTimeout(resolve, milliseconds));
            return work();
          };
          const control = async () => {
            await (verb === 'pause'
              ? steps.pause({ org_id: org, execution_id: id, identity: olivia })
              : steps.cancel({ org_id: org, execution_id: id, identity: olivia, rollback: false }));
            return startedIn(id);
          };

          const [atAcknowledgement, ...outcomes] = await Promise.all([
            later(pauseDelay, control),
            ...batches.map(({ batch }, index) =>
              later(delays[index] ?? 0, () => steps.beginBatch({ ...phase, batch, epoch })),
            ),
          ]);
          const atEnd = await startedIn(id);

          expect(atEnd.sort()).toEqual([...atAcknowledgement].sort());
          const begun = outcomes.filter(({ outcome }) => outcome === 'begun').length;
          expect(atEnd).toHaveLength(begun * 2);
        },
      ),
      { numRuns: 15 },
    );
  });

  it('begins an asset once, however often and at once its batch is begun', async () => {
    const { fleet, steps, phase, epoch, id } = await admit();

    await Promise.all(
      Array.from({ length: 6 }, () => steps.beginBatch({ ...phase, batch: 0, epoch })),
    );

    expect(fleet.acts).toHaveLength(2);
    expect(await startedIn(id)).toHaveLength(2);
    const lines = await stores.executions.lines({ org_id: org, execution_id: id }, 0);
    expect(lines.filter((line) => line.action_ref !== null)).toHaveLength(2);
  });

  it('goes on after a resume under the new epoch alone', async () => {
    const { steps, phase, epoch, id } = await admit();
    await steps.pause({ org_id: org, execution_id: id, identity: olivia });
    await steps.resume({ org_id: org, execution_id: id, identity: olivia });

    const late = await steps.beginBatch({ ...phase, batch: 0, epoch });
    const readmitted = await steps.admitPhase(phase);
    const anew = await steps.beginBatch({ ...phase, batch: 0, epoch: readmitted.epoch });

    expect(late.outcome).toBe('stopped');
    expect(readmitted).toMatchObject({ outcome: 'admitted', epoch: 3 });
    expect(anew.outcome).toBe('begun');
  });
});
