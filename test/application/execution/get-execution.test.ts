import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeGetExecution } from '../../../functions/application/execution/get-execution.ts';
import { GetExecutionQuery } from '../../../functions/domain/execution/execution-requests.ts';
import { ExecutionId } from '../../../functions/domain/shared/ids.ts';
import { org, otherOrg } from '../../support/builders/ids.ts';
import { openSteps } from '../../support/execution/step-world.ts';
import type { StepWorld } from '../../support/execution/step-world.ts';

let world: StepWorld;
beforeEach(async () => {
  world = await openSteps();
});
afterEach(() => world.close());

describe('reading an execution', () => {
  /** A reader whose waits move the clock, and do what is to happen meanwhile. */
  const reader = (meanwhile: (waited: number) => Promise<unknown> = () => Promise.resolve()) => {
    const waits: number[] = [];
    const getExecution = makeGetExecution({
      executions: world.stores.executions,
      clock: world.clock,
      sleep: async (milliseconds) => {
        waits.push(milliseconds);
        world.clock.advance(milliseconds / 1_000);
        await meanwhile(waits.length);
      },
    });
    return { getExecution, waits };
  };

  it('answers at once without a wait', async () => {
    const { id } = await world.prepare(await world.approve());
    const { getExecution, waits } = reader();

    const view = await getExecution({ org_id: org, execution_id: id, wait: 0 });

    expect(view).toMatchObject({ id, status: 'running', version: 2, current_phase: 0 });
    expect(view.phases[0]?.assets).toHaveLength(2);
    expect(waits).toEqual([]);
  });

  it('answers at once when the caller knows an older version', async () => {
    const { id } = await world.prepare(await world.approve());
    const { getExecution, waits } = reader();

    expect(
      (await getExecution({ org_id: org, execution_id: id, wait: 20, since: 1 })).version,
    ).toBe(2);
    expect(waits).toEqual([]);
  });

  it('waits for the next change, also when it is one of an asset', async () => {
    const { id, phase } = await world.prepare(await world.approve());
    await world.steps.admitPhase(phase);
    const { getExecution } = reader((waited) =>
      waited === 3 ? world.steps.beginBatch({ ...phase, batch: 0, epoch: 1 }) : Promise.resolve(),
    );

    const view = await getExecution({ org_id: org, execution_id: id, wait: 20, since: 3 });

    expect(view.version).toBe(4);
    expect(view.phases[0]?.counts).toEqual({ running: 2 });
  });

  it('answers what stands when nothing changes within the wait, and asks ever more rarely', async () => {
    const { id } = await world.prepare(await world.approve());
    const { getExecution, waits } = reader();

    const view = await getExecution({ org_id: org, execution_id: id, wait: 5, since: 2 });

    expect(view.version).toBe(2);
    expect(waits.slice(0, 3)).toEqual([200, 300, 450]);
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBe(5_000);
  });

  it.each([{ wait: '26' }, { wait: '-1' }, { since: 'x' }, { other: '1' }])(
    'does not take the query %j',
    (query) => {
      expect(GetExecutionQuery.safeParse(query).success).toBe(false);
    },
  );

  it('knows none of another org, and none that there is not', async () => {
    const { id } = await world.prepared();
    const { getExecution } = reader();
    const unknown = ExecutionId.parse('exec-7zzzzzzzzzzzzzzzzzzzzzzzzz');

    for (const question of [
      { org_id: otherOrg, execution_id: id, wait: 0 },
      { org_id: org, execution_id: unknown, wait: 0 },
    ])
      await expect(getExecution(question)).rejects.toMatchObject({ code: 'not-found' });
  });
});
