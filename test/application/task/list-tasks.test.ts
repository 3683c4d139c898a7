import { describe, expect, it } from 'vitest';
import { makeListTasks } from '../../../functions/application/task/list-tasks.ts';
import type { TaskQuery } from '../../../functions/application/task/task-ports.ts';
import type { TaskId } from '../../../functions/domain/shared/ids.ts';
import { aPlannedTask } from '../../support/builders/a-task.ts';
import { org, otherOrg, taskIdOf } from '../../support/builders/ids.ts';
import { callerNamed } from '../../support/builders/people.ts';
import { memoryStores } from '../../support/memory/memory-stores.ts';

const listing = (next: TaskId | null = null) => {
  const asked: TaskQuery[] = [];
  const { directory, tasks } = memoryStores({ orgs: [org, otherOrg] });
  const list = makeListTasks({
    tasks: {
      ...tasks,
      list: (query) => {
        asked.push(query);
        return Promise.resolve({ tasks: [aPlannedTask()], next });
      },
    },
    directory,
  });
  return { list, asked };
};

const caller = callerNamed('vera');
const local = callerNamed('local', { org: null });

describe('the list of tasks', () => {
  it.each<[Record<string, string>, Partial<TaskQuery>]>([
    [{}, {}],
    [{ status: 'planning' }, { statuses: ['planning'] }],
    [{ state: 'failed' }, { statuses: ['failed'] }],
    [{ status: 'planning, blocked,planning' }, { statuses: ['planning', 'blocked'] }],
    [{ task_type: 'patch_rollout' }, { task_type: 'patch_rollout' }],
    [{ environment: 'staging' }, { environment: 'staging' }],
    [{ risk_level: 'high' }, { risk_level: 'high' }],
    [{ limit: '100' }, { limit: 100 }],
    [{ org_id: 'org-123' }, {}],
    [
      { created_after: '2026-03-01T10:00:00+01:00', created_before: '2026-03-02T00:00:00Z' },
      { created_after: '2026-03-01T09:00:00.000Z', created_before: '2026-03-02T00:00:00.000Z' },
    ],
    [{ cursor: '01j00000000000000000000007' }, { before: taskIdOf(7) }],
  ])('for %j asks the store for %j', async (query, expected) => {
    const { list, asked } = listing();

    await list(caller, query);

    expect(asked).toEqual([{ orgs: ['org-123'], limit: 50, ...expected }]);
  });

  it.each<[Record<string, string>, string, string]>([
    [{ status: 'done' }, 'invalid-request', '/query/status/0'],
    [{ status: '' }, 'invalid-request', '/query/status/0'],
    [{ state: 'planning,done' }, 'invalid-request', '/query/state/1'],
    [{ task_type: 'x' }, 'invalid-request', '/query/task_type'],
    [{ environment: 'prod' }, 'invalid-request', '/query/environment'],
    [{ limit: '0' }, 'invalid-request', '/query/limit'],
    [{ limit: '101' }, 'invalid-request', '/query/limit'],
    [{ limit: '' }, 'invalid-request', '/query/limit'],
    [{ limit: 'ten' }, 'invalid-request', '/query/limit'],
    [{ created_after: 'yesterday' }, 'invalid-request', '/query/created_after'],
    [{ created_before: '2026-02-30T00:00:00Z' }, 'invalid-request', '/query/created_before'],
    [{ colour: 'red' }, 'invalid-request', '/query/colour'],
    [{ cursor: 'x' }, 'invalid-cursor', '/query/cursor'],
    [{ cursor: 'task-01j00000000000000000000007' }, 'invalid-cursor', '/query/cursor'],
  ])('refuses %j as %s at %s', async (query, code, pointer) => {
    await expect(listing().list(caller, query)).rejects.toMatchObject({
      code,
      details: { errors: [{ pointer }] },
    });
  });

  it('is of the own org only, and of every org for who is at home in each', async () => {
    const { list, asked } = listing();

    await expect(list(caller, { org_id: 'org-456' })).rejects.toMatchObject({
      code: 'org-mismatch',
    });
    await list(local, {});
    await list(local, { org_id: 'org-456' });

    expect(asked.map(({ orgs }) => orgs)).toEqual([['org-123', 'org-456'], ['org-456']]);
  });

  it('has a cursor exactly where there may be more', async () => {
    expect(await listing().list(caller, {})).not.toHaveProperty('next_cursor');
    expect(await listing(taskIdOf(7)).list(caller, {})).toMatchObject({
      next_cursor: '01j00000000000000000000007',
    });
  });

  it('shows each task without its plan and context', async () => {
    const { tasks } = await listing().list(caller, {});

    expect(tasks).toEqual([
      {
        task_id: 'task-01j0000000000000000000000a',
        org_id: 'org-123',
        status: 'planning',
        created_at: '2026-03-01T09:00:00.000Z',
        updated_at: '2026-03-01T09:00:00.000Z',
        intent: 'Fix drift on production web servers',
        environment: 'production',
        risk_level: 'high',
        task_type: 'drift_remediation',
        dry_run: false,
        requested_by: { id: 'rita', email: 'rita@example.com' },
        summary: 'Two web servers go back to the golden image.',
        affected_assets: 2,
        quality_total: 75,
        plan_digest: 'a1'.repeat(32),
        gate_id: null,
        execution_id: null,
        error: null,
      },
    ]);
  });
});
