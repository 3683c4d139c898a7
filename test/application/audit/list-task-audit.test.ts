import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeListTaskAudit } from '../../../functions/application/audit/list-task-audit.ts';
import { operations } from '../../../functions/contract/operations.ts';
import { aPlannedTask } from '../../support/builders/a-task.ts';
import { anEntry } from '../../support/builders/an-audit-entry.ts';
import { aNewExecution } from '../../support/builders/an-execution.ts';
import { executionId, org, otherOrg, taskId, taskIdOf } from '../../support/builders/ids.ts';
import { changes, openStores } from '../../support/world/open-stores.ts';
import type { Stores } from '../../support/world/open-stores.ts';

let stores: Stores;

beforeEach(async () => {
  stores = await openStores();
});

afterEach(() => stores.close());

const listAudit = (query?: object) =>
  makeListTaskAudit({ ...stores, auditTrail: stores.audit })(
    { org_id: org, task_id: taskId },
    query,
  );

const record = (...entries: ReturnType<typeof anEntry>[]) =>
  stores.unitOfWork.commit(changes({ audit: entries }));

describe('the audit of a task', () => {
  it('is its own chain, and no other task’s', async () => {
    await stores.putTask(aPlannedTask());
    await stores.unitOfWork.commit(
      changes({ audit: [anEntry({ task_id: taskIdOf(1) }), anEntry({ event: 'task_planned' })] }),
    );

    const answer = await listAudit();

    expect(answer.records.map(({ seq, event }) => [seq, event])).toEqual([[1, 'task_planned']]);
    expect(operations.listTaskAudit.answers.json[200].safeParse(answer).error).toBeUndefined();
  });

  it('has beside it the controls of its executions, each a chain that stands alone', async () => {
    await stores.putTask(aPlannedTask());
    await stores.putExecution(aNewExecution());
    await record(
      anEntry({ event: 'task_planned' }),
      anEntry({ chain: executionId, event: 'execution_pausing' }),
    );

    const answer = await listAudit();

    expect(answer.records.map(({ event }) => event)).toEqual(['task_planned']);
    expect(
      answer.controls.map((control) => [
        control.execution_id,
        control.head?.seq,
        control.records.map(({ event, seq }) => [event, seq]),
      ]),
    ).toEqual([[executionId, 1, [['execution_pausing', 1]]]]);
    expect(operations.listTaskAudit.answers.json[200].safeParse(answer).error).toBeUndefined();
  });

  it('is of the one chain that is asked for, from behind a record on', async () => {
    await stores.putTask(aPlannedTask());
    await stores.putExecution(aNewExecution());
    await record(
      anEntry({ event: 'task_submitted' }),
      anEntry({ event: 'task_planned' }),
      anEntry({ chain: executionId, event: 'execution_pausing' }),
    );

    const own = await listAudit({ chain: taskId, after: '1' });
    const control = await listAudit({ chain: executionId });

    expect(own.records.map(({ event }) => event)).toEqual(['task_planned']);
    expect(own.controls).toEqual([]);
    expect(control.records).toEqual([]);
    expect(control.controls.map(({ records }) => records.length)).toEqual([1]);
  });

  it.each([
    [{ chain: taskIdOf(9) }, '/query/chain'],
    [{ after: 'all' }, '/query/after'],
    [{ since: '1' }, '/query/since'],
  ])('refuses the query %j by its field', async (query, pointer) => {
    await stores.putTask(aPlannedTask());

    await expect(listAudit(query)).rejects.toMatchObject({
      code: 'invalid-request',
      details: { errors: [{ pointer }] },
    });
  });

  it('of another org is not there', async () => {
    await stores.putTask(aPlannedTask({ org_id: otherOrg }));

    await expect(listAudit()).rejects.toMatchObject({
      code: 'not-found',
      message: 'No such task.',
    });
  });
});
