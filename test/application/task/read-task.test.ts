import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeGetTask } from '../../../functions/application/task/get-task.ts';
import { makeListTaskAudit } from '../../../functions/application/audit/list-task-audit.ts';
import { makeListToolInvocations } from '../../../functions/application/planning/list-tool-invocations.ts';
import {
  makeLocateExecution,
  makeLocateTask,
} from '../../../functions/application/shared/resolve-org.ts';
import { responseSchemas } from '../../../functions/contract/response-schemas.ts';
import { aGate } from '../../support/builders/a-gate.ts';
import { aTwoServerPlan } from '../../support/builders/a-plan.ts';
import { aPlannedTask } from '../../support/builders/a-task.ts';
import { anEntry } from '../../support/builders/an-audit-entry.ts';
import { aNewExecution } from '../../support/builders/an-execution.ts';
import {
  executionId,
  gateId,
  org,
  otherOrg,
  planDigest,
  taskId,
  taskIdOf,
} from '../../support/builders/ids.ts';
import { callerNamed } from '../../support/builders/people.ts';
import { changes, openStores } from '../../support/world/open-stores.ts';
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
    expect(responseSchemas.getTask[200].safeParse(view).error).toBeUndefined();
  });

  it('without plan and gate has neither, and no links to them', async () => {
    await stores.putTask(
      aPlannedTask({ plan_revision: 0, plan_digest: null, approval_requirement: null }),
    );

    const view = await getTask();

    expect(view).toMatchObject({ plan: null, approval: null, requires_hitl: false });
    expect(Object.keys(view.links)).toEqual(['self']);
    expect(responseSchemas.getTask[200].safeParse(view).error).toBeUndefined();
  });

  it('of another org is not there, like its calls and records', async () => {
    await stores.putTask(aPlannedTask({ org_id: otherOrg }));
    const refused = { code: 'not-found', message: 'No such task.' };

    await expect(getTask()).rejects.toMatchObject(refused);
    await expect(
      makeListToolInvocations(stores)({ org_id: org, task_id: taskId }),
    ).rejects.toMatchObject(refused);
    const listAudit = makeListTaskAudit({ ...stores, auditTrail: stores.audit });
    await expect(listAudit({ org_id: org, task_id: taskId })).rejects.toMatchObject(refused);
  });

  it('has an audit chain of its own', async () => {
    await stores.putTask(aPlannedTask());
    await stores.unitOfWork.commit(
      changes({ audit: [anEntry({ task_id: taskIdOf(1) }), anEntry({ event: 'task_planned' })] }),
    );
    const listAudit = makeListTaskAudit({ ...stores, auditTrail: stores.audit });

    const answer = await listAudit({ org_id: org, task_id: taskId });

    expect(answer.records.map(({ seq, event }) => [seq, event])).toEqual([[1, 'task_planned']]);
    expect(responseSchemas.listTaskAudit[200].safeParse(answer).error).toBeUndefined();
  });

  it('shows what its tools were asked and a summary of what they said', async () => {
    await stores.putTask(aPlannedTask());
    await stores.transcripts.putInvocation(org, {
      call_id: '1-1',
      task_id: taskId,
      agent: 'drift_agent',
      turn: 1,
      tool: 'query_assets',
      risk_class: 'read_only',
      input: { roles: ['web'] },
      result: 'ok',
      output: { secret_detail: true },
      output_summary: '2 assets',
      error: null,
      started_at: '2026-03-01T09:00:00.000Z',
      duration_ms: 12,
    });

    const answer = await makeListToolInvocations(stores)({ org_id: org, task_id: taskId });

    expect(answer.invocations).toMatchObject([
      { name: 'query_assets', output_summary: '2 assets' },
    ]);
    expect(JSON.stringify(answer)).not.toContain('secret_detail');
    expect(responseSchemas.listToolInvocations[200].safeParse(answer).error).toBeUndefined();
  });
});

describe('the org of an id', () => {
  const local = callerNamed('local', { org: null });

  it('is the caller’s own, whosever the id is', async () => {
    await stores.putTask(aPlannedTask({ org_id: otherOrg }));

    const located = await makeLocateTask(stores.directory)(callerNamed('vera'), taskId);

    expect(located).toEqual({ org_id: 'org-123', task_id: 'task-01j0000000000000000000000a' });
  });

  it('is looked up for who is at home in each', async () => {
    await stores.putTask(aPlannedTask({ org_id: otherOrg }));
    await stores.putExecution(aNewExecution({ org_id: otherOrg }));

    expect((await makeLocateTask(stores.directory)(local, taskId)).org_id).toBe('org-456');
    expect((await makeLocateExecution(stores.directory)(local, executionId)).org_id).toBe(
      'org-456',
    );
  });

  it.each([undefined, '', 'task-1', '../x', 'exec-01j0000000000000000000000a', taskIdOf(9)])(
    'of %j is not found, all alike',
    async (text) => {
      await expect(makeLocateTask(stores.directory)(local, text)).rejects.toMatchObject({
        code: 'not-found',
        message: 'No such task.',
      });
    },
  );
});
