import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeListToolInvocations } from '../../../functions/application/planning/list-tool-invocations.ts';
import { operations } from '../../../functions/contract/operations.ts';
import { aPlannedTask } from '../../support/builders/a-task.ts';
import { org, otherOrg, taskId } from '../../support/builders/ids.ts';
import { openStores } from '../../support/world/open-stores.ts';
import type { Stores } from '../../support/world/open-stores.ts';

let stores: Stores;

beforeEach(async () => {
  stores = await openStores();
});

afterEach(() => stores.close());

describe('the tool calls of a task', () => {
  it('say what tools were asked, and a summary of what they said', async () => {
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
    expect(
      operations.listToolInvocations.answers.json[200].safeParse(answer).error,
    ).toBeUndefined();
  });

  it('are none before its planning', async () => {
    await stores.putTask(aPlannedTask());

    expect(await makeListToolInvocations(stores)({ org_id: org, task_id: taskId })).toEqual({
      invocations: [],
    });
  });

  it('of another org is not there', async () => {
    await stores.putTask(aPlannedTask({ org_id: otherOrg }));

    await expect(
      makeListToolInvocations(stores)({ org_id: org, task_id: taskId }),
    ).rejects.toMatchObject({
      code: 'not-found',
      message: 'No such task.',
    });
  });
});
