import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeGetTask } from '../../../functions/application/task/get-task.ts';
import { operations } from '../../../functions/contract/operations.ts';
import { aGate } from '../../support/builders/a-gate.ts';
import { aTwoServerPlan } from '../../support/builders/a-plan.ts';
import { aPlannedTask } from '../../support/builders/a-task.ts';
import {
  executionId,
  gateId,
  org,
  otherOrg,
  planDigest,
  taskId,
} from '../../support/builders/ids.ts';
import { openStores } from '../../support/world/open-stores.ts';
import type { Stores } from '../../support/world/open-stores.ts';

let stores: Stores;

beforeEach(async () => {
  stores = await openStores();
});

afterEach(() => stores.close());

const getTask = () =>
  makeGetTask({ ...stores, publicUrl: 'https://orchestrator.example.com' })({
    org_id: org,
    task_id: taskId,
  });

describe('a task', () => {
  it('is shown with plan, gate and links, as the API describes it', async () => {
    await stores.putTask(
      aPlannedTask({ status: 'executing', gate_id: gateId, execution_id: executionId }),
    );
    await stores.putGate(aGate());
    await stores.plans.put(
      { org_id: org, task_id: taskId },
      {
        revision: 1,
        digest: planDigest,
        plan: aTwoServerPlan(),
      },
    );

    const view = await getTask();

    expect(view).toMatchObject({
      requires_hitl: true,
      plan: { total_assets: 2 },
      approval: { gate_id: 'gate-7zzzzzzzzzzzzzzzzzzzzzzzzz', quorum: 1, decisions: [] },
      links: {
        self: 'https://orchestrator.example.com/api/v1/ai/tasks/task-01j0000000000000000000000a',
        approval: 'https://orchestrator.example.com/approvals/gate-7zzzzzzzzzzzzzzzzzzzzzzzzz',
        execution:
          'https://orchestrator.example.com/api/v1/ai/executions/exec-01j0000000000000000000000a',
      },
    });
    expect(view.approval).not.toHaveProperty('approvers');
    expect(operations.getTask.answers.json[200].safeParse(view).error).toBeUndefined();
  });

  it('without plan and gate has neither, and no links to them', async () => {
    await stores.putTask(
      aPlannedTask({ plan_revision: 0, plan_digest: null, approval_requirement: null }),
    );

    const view = await getTask();

    expect(view).toMatchObject({ plan: null, approval: null, requires_hitl: false });
    expect(Object.keys(view.links)).toEqual(['self']);
    expect(operations.getTask.answers.json[200].safeParse(view).error).toBeUndefined();
  });

  it('of another org is not there', async () => {
    await stores.putTask(aPlannedTask({ org_id: otherOrg }));

    await expect(getTask()).rejects.toMatchObject({
      code: 'not-found',
      message: 'No such task.',
    });
  });

  it('is shown in the same way however often, and nothing is written', async () => {
    await stores.putTask(aPlannedTask({ status: 'pending_approval', gate_id: gateId }));
    await stores.putGate(aGate());

    const views = [await getTask(), await getTask()];

    expect(views[1]).toEqual(views[0]);
    expect((await stores.tasks.get({ org_id: org, task_id: taskId }))?.version).toBe(1);
  });
});
