import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeResumeHold } from '../../../functions/application/execution/resume-hold.ts';
import { org } from '../../support/builders/ids.ts';
import { openSteps } from '../../support/execution/step-world.ts';
import type { StepWorld } from '../../support/execution/step-world.ts';

let world: StepWorld;
beforeEach(async () => {
  world = await openSteps();
});
afterEach(() => world.close());

describe('the wake-up of a hold', () => {
  it('goes to the newest token, and to nobody while control asks for a pause', async () => {
    const { id, ref, phase, operator } = await world.prepare(await world.approve());
    const woken: unknown[] = [];
    const workflow = {
      resume: (token: string, output: unknown) => {
        woken.push([token, output]);
        return Promise.resolve('resumed' as const);
      },
    };
    const resumeHold = makeResumeHold({ ...world.stores, clock: world.clock, workflow });
    const at = '2026-03-01T09:00:00.000Z';
    const message = { kind: 'resume_hold', message_id: 'm-1', ...ref, at } as const;

    await world.steps.pause(operator);
    await resumeHold(message);
    await world.steps.holdPhase({ ...phase, task_token: 'token-1' });
    await resumeHold(message);
    await world.steps.holdPhase({ ...phase, task_token: 'token-2' });
    await world.steps.cancel({ ...operator, rollback: true });
    await resumeHold(message);

    expect(woken).toEqual([['token-2', { outcome: 'cancelled' }]]);
    expect(await world.stores.executions.control({ org_id: org, execution_id: id })).toMatchObject({
      rollback: true,
    });
    expect((await world.stores.executions.get({ org_id: org, execution_id: id }))?.status).toBe(
      'cancelling',
    );
  });
});
