import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeCloseTask } from '../../../functions/application/task/close-task.ts';
import { leftOutKeyOf } from '../../../functions/domain/quality/change-key.ts';
import { digestOf } from '../../../functions/domain/shared/canonical.ts';
import { TransientFailure } from '../../../functions/domain/shared/errors.ts';
import type { Execution } from '../../../functions/domain/execution/execution.ts';
import type { TaskStatus } from '../../../functions/domain/task/task-status.ts';
import { aGate } from '../../support/builders/a-gate.ts';
import { aTwoServerPlan } from '../../support/builders/a-plan.ts';
import { aPlannedTask } from '../../support/builders/a-task.ts';
import { aNewExecution } from '../../support/builders/an-execution.ts';
import { executionId, gateId, org, planDigest, taskId } from '../../support/builders/ids.ts';
import { alice, bob, rita } from '../../support/builders/people.ts';
import { endings, unended } from '../../support/execution/endings.ts';
import { openStores } from '../../support/world/open-stores.ts';
import type { Stores } from '../../support/world/open-stores.ts';

let stores: Stores;

beforeEach(async () => {
  stores = await openStores();
  await stores.plans.put(
    { org_id: org, task_id: taskId },
    { revision: 1, digest: planDigest, plan: aTwoServerPlan() },
  );
});

afterEach(() => stores.close());

const closeTask = (withExecution = true) =>
  makeCloseTask({ ...stores, ids: { messageId: () => 'msg-1' } })({
    org_id: org,
    task_id: taskId,
    execution_id: withExecution ? executionId : null,
  });

const executing = (members = {}) =>
  aPlannedTask({ status: 'executing', execution_id: executionId, gate_id: gateId, ...members });

const stored = () => stores.tasks.get({ org_id: org, task_id: taskId });

const ledger = () => stores.ledger.since(org, 'drift_remediation', '2000-01-01T00:00:00.000Z');

const noonText = '2026-03-01T09:00:00.000Z';

const aPhaseOf = (completed: number): Execution['phases'][number] => ({
  ...{ index: 0, name: 'Canary', kind: 'canary', status: 'completed', verdict: 'pass' },
  ...{ started_at: noonText, completed_at: noonText, total_assets: 1, batch_size: 1 },
  ...{ counts: completed === 0 ? { skipped: 1 } : { completed }, samples: 0, error: null },
});

describe('closing a task', () => {
  it.each(endings)('whose execution is %s makes it %s', async (ending, status, outcome) => {
    await stores.putTask(executing());
    await stores.putExecution(aNewExecution({ status: ending, error: 'Wave 1 failed.' }));

    expect(await closeTask()).toEqual({ status });

    const task = await stored();
    expect(task).toMatchObject({ status, version: 2 });
    expect(task?.error).toEqual(
      status === 'failed' ? { code: 'internal', message: 'Wave 1 failed.' } : null,
    );
    expect(await stores.audit.all(org)).toMatchObject([
      {
        event: `task_${status}`,
        actor: 'task-lifecycle',
        details: { execution_status: ending, from: 'executing' },
      },
    ]);
    expect(await ledger()).toMatchObject([
      { outcome, review: 'approved_unchanged', environment: 'production', agent: 'drift_agent' },
    ]);
  });

  it('tells of the rollback that failed before the failure that led to it', async () => {
    await stores.putTask(executing());
    await stores.putExecution(
      aNewExecution({
        status: 'rollback_partial',
        error: 'unhealthy',
        rollback_error: '1 asset stays.',
      }),
    );

    await closeTask();

    expect((await stored())?.error?.message).toBe('1 asset stays.');
  });

  it('owes the org an anchor over what is on record, once', async () => {
    await stores.putTask(executing());
    await stores.putExecution(aNewExecution({ status: 'completed' }));
    await closeTask();
    await closeTask();

    expect((await stores.owed('anchor_audit')).map(({ message }) => message)).toMatchObject([
      { kind: 'anchor_audit', org_id: org },
    ]);
  });

  it('a second time changes nothing, on the task, in the audit or in the ledger', async () => {
    await stores.putTask(executing());
    await stores.putExecution(aNewExecution({ status: 'completed' }));
    await closeTask();
    const before = [await stored(), await stores.audit.all(org), await ledger()];

    stores.advance(60);
    expect(await closeTask()).toEqual({ status: 'completed' });

    expect([await stored(), await stores.audit.all(org), await ledger()]).toEqual(before);
    expect(await stores.counted('orchestrator_tasks_total')).toBe(1);
  });

  it.each(unended)('is to come again while its execution is %s', async (status) => {
    await stores.putTask(executing());
    await stores.putExecution(aNewExecution({ status }));

    await expect(closeTask()).rejects.toBeInstanceOf(TransientFailure);
    expect((await stored())?.status).toBe('executing');
  });

  it.each<[TaskStatus, object | null]>([
    ['rejected', { outcome: 'none', review: 'rejected' }],
    ['expired', null],
    ['cancelled', null],
    ['completed', null],
    ['failed', null],
    ['blocked', null],
  ])('that is %s without an execution leaves it, and the ledger has %j', async (status, entry) => {
    await stores.putTask(aPlannedTask({ status, gate_id: gateId }));

    expect(await closeTask(false)).toEqual({ status });

    expect((await stored())?.version).toBe(1);
    expect(await ledger()).toMatchObject(entry ? [entry] : []);
  });

  it('that ran unattended counts as a success, and as no review', async () => {
    await stores.putTask(executing({ gate_id: null }));
    await stores.putExecution(aNewExecution({ status: 'completed' }));

    await closeTask();

    expect(await ledger()).toMatchObject([
      { outcome: 'completed', review: 'none', waived: true, approved_by: [] },
    ]);
  });

  it('records who asked and who approved, and how many assets were changed', async () => {
    const decision = { decision: 'approved', channel: 'api', reason: null, at: noonText } as const;
    await stores.putGate(
      aGate({
        status: 'approved',
        decisions: [
          { ...decision, by: bob, plan_digest: planDigest },
          { ...decision, by: alice, plan_digest: planDigest },
        ],
      }),
    );
    await stores.putTask(executing());
    await stores.putExecution(
      aNewExecution({ status: 'completed', phases: [aPhaseOf(1), aPhaseOf(0)], total_phases: 2 }),
    );

    await closeTask();

    expect(await ledger()).toMatchObject([
      {
        ...{ action: 'reimage', assets_planned: 2, assets_completed: 1, dry_run: false },
        ...{ requested_by: rita, approved_by: [bob, alice], people_told_apart: true },
        ...{ waived: false, policy_revision: 'r1', origin: 'recorded' },
      },
    ]);
  });

  it('records what the request left out, so that it proves no more', async () => {
    const plan = aTwoServerPlan();
    const selector = { ...plan.selector, exclude: [{ services: ['checkout'] }] };
    const narrower = { ...plan, selector };
    await stores.plans.put(
      { org_id: org, task_id: taskId },
      { revision: 2, digest: digestOf(narrower), plan: narrower },
    );
    await stores.putTask(executing({ plan_revision: 2, plan_digest: digestOf(narrower) }));
    await stores.putExecution(aNewExecution({ status: 'completed' }));

    await closeTask();

    const key = leftOutKeyOf(narrower);
    expect(key).not.toBeNull();
    expect(await ledger()).toMatchObject([{ left_out: key }]);
  });

  it('records approvals of people who could not be told apart as such', async () => {
    await stores.putGate(aGate({ status: 'approved', people_told_apart: false }));
    await stores.putTask(executing());
    await stores.putExecution(aNewExecution({ status: 'completed' }));

    await closeTask();

    expect(await ledger()).toMatchObject([{ people_told_apart: false, waived: false }]);
  });

  it('that was let run and never ran counts for nothing that comes after it', async () => {
    const run = {
      ...({ org_id: org, environment: 'production', action: 'reimage', task_id: taskId } as const),
      ...{ asset_ids: ['web-1', 'web-2'], at: noonText },
    };
    const remembered = () => stores.recentRuns.since(run, '2026-01-01T00:00:00.000Z');
    const requirement = { required: false, reasons: [], quorum: 1, four_eyes: false };
    await stores.recentRuns.remember(run);
    await stores.putTask(aPlannedTask({ status: 'cancelled', approval_requirement: requirement }));

    expect(await remembered()).toMatchObject([{ asset_ids: ['web-1', 'web-2'] }]);
    await closeTask(false);

    expect(await remembered()).toMatchObject([{ asset_ids: [] }]);
  });

  it('without a plan writes no ledger', async () => {
    await stores.putTask(
      aPlannedTask({ status: 'completed', plan_revision: 0, plan_digest: null }),
    );

    expect(await closeTask(false)).toEqual({ status: 'completed' });
    expect(await ledger()).toEqual([]);
  });
});
