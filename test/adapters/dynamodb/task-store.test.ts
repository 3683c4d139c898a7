import * as fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { TaskQuery } from '../../../functions/application/task/task-ports.ts';
import { TransientFailure } from '../../../functions/domain/shared/errors.ts';
import { OrgId, toTimestamp } from '../../../functions/domain/shared/ids.ts';
import type { Task } from '../../../functions/domain/task/task.ts';
import { aTask } from '../../support/builders/a-task.ts';
import { org, otherOrg, taskIdOf } from '../../support/builders/ids.ts';
import { morning } from '../../support/builders/moments.ts';
import { openStores } from '../../support/world/open-stores.ts';
import type { Stores } from '../../support/world/open-stores.ts';

const orgs = [org, otherOrg, OrgId.parse('org-789')];
const statuses = ['planning', 'blocked', 'failed'] as const;
const types = ['drift_remediation', 'patch_rollout'] as const;
const environments = ['staging', 'production'] as const;
const risks = ['medium', 'high'] as const;

const pick = <Value>(values: readonly Value[], number: number): Value =>
  values[number % values.length] as Value;

/** Ninety tasks over three orgs, most of them in the first; their members vary at different rates, so that filters combine. */
const stored: readonly Task[] = Array.from({ length: 90 }, (_, number) => {
  const base = aTask();
  return aTask({
    task_id: taskIdOf(number),
    org_id: pick(orgs, Math.max(0, (number % 5) - 2)),
    status: pick(statuses, Math.floor(number / 3)),
    environment: pick(environments, Math.floor(number / 2)),
    created_at: toTimestamp(morning + number * 1_000),
    task_spec: {
      ...base.task_spec,
      task_type: pick(types, Math.floor(number / 5)),
      risk_level: pick(risks, Math.floor(number / 7)),
    },
  });
});

let stores: Stores;

beforeAll(async () => {
  stores = await openStores();
  for (const task of stored) await stores.putTask(task);
});

afterEach(() => stores.recover());
afterAll(() => stores.close());

/** What the list should be, said simply. */
const modelled = (query: Omit<TaskQuery, 'limit' | 'before'>): readonly string[] =>
  stored
    .filter((task) => query.orgs.includes(task.org_id))
    .filter((task) => !query.statuses || query.statuses.includes(task.status))
    .filter((task) => !query.task_type || task.task_spec.task_type === query.task_type)
    .filter((task) => !query.environment || task.environment === query.environment)
    .filter((task) => !query.risk_level || task.task_spec.risk_level === query.risk_level)
    .filter((task) => !query.created_after || task.created_at >= query.created_after)
    .filter((task) => !query.created_before || task.created_at < query.created_before)
    .map((task) => task.task_id)
    .sort()
    .reverse();

/** All pages of a query, by the cursor that each gives. */
const allPages = async (query: TaskQuery): Promise<readonly string[][]> => {
  const pages: string[][] = [];
  let before: TaskQuery['before'];
  do {
    const page = await stores.tasks.list({ ...query, ...(before && { before }) });
    pages.push(page.tasks.map((task) => task.task_id));
    before = page.next ?? undefined;
  } while (before);
  return pages;
};

const time = fc
  .integer({ min: -1, max: 91 })
  .map((number) => toTimestamp(morning + number * 1_000));

const filters = fc.record(
  {
    orgs: fc.uniqueArray(fc.constantFrom(...orgs), { minLength: 1 }),
    statuses: fc.uniqueArray(fc.constantFrom(...statuses), { minLength: 1 }),
    task_type: fc.constantFrom(...types),
    environment: fc.constantFrom(...environments),
    risk_level: fc.constantFrom(...risks),
    created_after: time,
    created_before: time,
  },
  { requiredKeys: ['orgs'] },
);

describe('the list of tasks', () => {
  it('is what its filters say, newest first, over pages without loss or repeat', async () => {
    await fc.assert(
      fc.asyncProperty(filters, fc.integer({ min: 1, max: 12 }), async (filter, limit) => {
        const pages = await allPages({ ...filter, limit });

        expect(pages.flat()).toEqual(modelled(filter));
        expect(pages.slice(0, -1).every((page) => page.length === limit)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it.each<[string, Omit<TaskQuery, 'orgs' | 'limit'>]>([
    ['one status', { statuses: ['planning'] }],
    ['another status', { statuses: ['failed'] }],
    ['one environment', { environment: 'staging' }],
    ['one kind', { task_type: 'patch_rollout' }],
    ['one risk', { risk_level: 'high' }],
  ])('goes on behind a page of any size, for %s', async (_, filter) => {
    for (let limit = 1; limit <= 16; limit += 1) {
      const pages = await allPages({ orgs: [org], ...filter, limit });

      expect([limit, pages.flat()]).toEqual([limit, modelled({ orgs: [org], ...filter })]);
    }
  });

  it('has no next page where it ends with the page', async () => {
    const page = await stores.tasks.list({ orgs: [org], limit: 54 });

    expect(page.tasks).toHaveLength(54);
    expect(page.next).toBeNull();
  });

  it('is empty for no org', async () => {
    expect(await stores.tasks.list({ orgs: [], limit: 10 })).toEqual({ tasks: [], next: null });
  });
});

describe('a task', () => {
  it('is given back as it was stored, and only to its own org', async () => {
    const task = stored[0] as Task;

    expect(await stores.tasks.get(task)).toEqual(task);
    expect(await stores.tasks.get({ org_id: otherOrg, task_id: task.task_id })).toBeNull();
  });

  it('that can not be read is a transient failure, as is a list', async () => {
    stores.failNext('GetItem', { kind: 'throttle' });
    await expect(stores.tasks.get({ org_id: org, task_id: taskIdOf(0) })).rejects.toBeInstanceOf(
      TransientFailure,
    );

    stores.failNext('Query', { kind: 'not-applied' });
    await expect(stores.tasks.list({ orgs: [org], limit: 1 })).rejects.toBeInstanceOf(
      TransientFailure,
    );
  });
});
