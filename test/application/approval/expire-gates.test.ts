import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeExpireGates } from '../../../functions/application/approval/expire-gates.ts';
import { makeDecideGate } from '../../../functions/application/approval/steps/gate-decision.ts';
import { anApproval, openerOf, waitingIn, waitWith } from '../../support/approval/gate-steps.ts';
import { aGate } from '../../support/builders/a-gate.ts';
import { openWorld } from '../../support/world/approval-world.ts';
import type { World } from '../../support/world/approval-world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

describe('expiring gates', () => {
  const expirer = () => makeExpireGates(world);

  test('closes a gate and its task once, when its time is over and not before', async () => {
    await world.putTask();
    await openerOf(world)(waitWith('token-1'));
    world.clock.advance(86_399);

    const before = await expirer()({ limit: 10 });
    world.clock.advance(1);
    const after = await expirer()({ limit: 10 });
    const again = await expirer()({ limit: 10 });

    expect([before, after, again]).toEqual([{ expired: 0 }, { expired: 1 }, { expired: 0 }]);
    const { gate, task } = await waitingIn(world);
    expect([gate.status, task.status]).toEqual(['expired', 'expired']);
    expect(await world.owed('resume_gate')).toHaveLength(1);
    expect((await world.owed('notify')).at(-1)?.message).toMatchObject({ event: 'task_expired' });
  });

  test('leaves a gate alone that was decided in time', async () => {
    await world.putTask();
    await openerOf(world)(waitWith('token-1'));
    const { gate } = await waitingIn(world);
    await makeDecideGate(world)(gate, anApproval());
    world.clock.advance(90_000);

    const report = await expirer()({ limit: 10 });

    expect(report).toEqual({ expired: 0 });
    expect((await waitingIn(world)).task.status).toBe('approved');
    expect(await world.expiries.due('2099-01-01T00:00:00.000Z', 10)).toEqual([]);
  });

  test('closes a gate that its task has left, and leaves the task as it is', async () => {
    const task = await world.putTask({ status: 'cancelled' });
    const gate = aGate({ expires_at: '2026-03-01T10:00:00.000Z' });
    await world.putGate(gate);
    world.clock.advance(3_600);

    expect(await expirer()({ limit: 10 })).toEqual({ expired: 1 });

    expect((await world.gates.get(gate))?.status).toBe('expired');
    expect(await world.tasks.get({ org_id: task.org_id, task_id: task.task_id })).toEqual(task);
    expect(await world.owed('resume_gate', 'notify')).toEqual([]);
  });
});
