import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { digestOf } from '../../../functions/domain/shared/canonical.ts';
import { Conflict, TransientFailure } from '../../../functions/domain/shared/errors.ts';
import type { Plan } from '../../../functions/domain/plan/plan.ts';
import { aTwoServerPlan } from '../../support/builders/a-plan.ts';
import { org, taskId } from '../../support/builders/ids.ts';
import { openStores } from '../../support/world/open-stores.ts';
import type { Stores } from '../../support/world/open-stores.ts';

let stores: Stores;

beforeEach(async () => {
  stores = await openStores();
});

afterEach(() => stores.close());

const revisionOf = (plan: Plan, revision = 1) => ({ revision, digest: digestOf(plan), plan });

const bytes = (plan: Plan): number => Buffer.byteLength(JSON.stringify(plan));

/** 5,000 excluded assets with reasons: larger than one item may be. */
const largePlan = (reason: string): Plan =>
  aTwoServerPlan({
    excluded: Array.from({ length: 5_000 }, (_, index) => ({
      asset_id: `i-${index}` as never,
      reason: `${reason} ${index}`,
    })),
  });

describe('a plan', () => {
  it('of more than 400 KB comes back whole, with the same digest', async () => {
    const plan = largePlan('stopped since the last maintenance of the rack, and not answering');
    expect(bytes(plan)).toBeGreaterThan(400 * 1_024);

    await stores.plans.put({ org_id: org, task_id: taskId }, revisionOf(plan));

    const read = await stores.plans.get({ org_id: org, task_id: taskId }, 1);
    expect(read?.plan).toEqual(plan);
    expect(digestOf(read?.plan)).toBe(digestOf(plan));
  });

  it.each([0, 1, 2, 3])(
    'keeps characters outside the basic plane wherever the text is cut (shifted by %i)',
    async (shift) => {
      const plan = aTwoServerPlan({ summary: `${'x'.repeat(shift)}${'🚀'.repeat(120_000)}` });

      await stores.plans.put({ org_id: org, task_id: taskId }, revisionOf(plan));

      const read = await stores.plans.get({ org_id: org, task_id: taskId }, 1);
      expect(digestOf(read?.plan)).toBe(digestOf(plan));
    },
  );

  it.each([0, 1, 3])('without its chunk %i is no plan', async (chunk) => {
    await stores.plans.put(
      { org_id: org, task_id: taskId },
      revisionOf(largePlan('stopped'.repeat(8))),
    );
    await stores.table.client.send(
      new DeleteItemCommand({
        TableName: 'test',
        Key: {
          pk: { S: 'org#org-123#task#task-01j0000000000000000000000a' },
          sk: { S: `plan#0001#000${chunk}` },
        },
      }),
    );

    expect(await stores.plans.get({ org_id: org, task_id: taskId }, 1)).toBeNull();
  });

  it('that was cut off while it was written is none, and whole after the repetition', async () => {
    const plan = revisionOf(largePlan('stopped'.repeat(8)));
    let puts = 0;
    stores.local.inject(({ operation }) =>
      operation === 'PutItem' && (puts += 1) === 3 ? { kind: 'not-applied' } : undefined,
    );
    await expect(stores.plans.put({ org_id: org, task_id: taskId }, plan)).rejects.toBeInstanceOf(
      TransientFailure,
    );
    expect(await stores.plans.get({ org_id: org, task_id: taskId }, 1)).toBeNull();

    await stores.plans.put({ org_id: org, task_id: taskId }, plan);

    expect((await stores.plans.get({ org_id: org, task_id: taskId }, 1))?.plan).toEqual(plan.plan);
  });

  it('is not replaced by another one of the same revision', async () => {
    await stores.plans.put({ org_id: org, task_id: taskId }, revisionOf(aTwoServerPlan()));
    await stores.plans.put({ org_id: org, task_id: taskId }, revisionOf(aTwoServerPlan()));

    const other = revisionOf(aTwoServerPlan({ summary: 'Another plan.' }));

    await expect(stores.plans.put({ org_id: org, task_id: taskId }, other)).rejects.toBeInstanceOf(
      Conflict,
    );
    expect((await stores.plans.get({ org_id: org, task_id: taskId }, 1))?.plan.summary).toBe(
      'Two web servers go back to the golden image.',
    );
  });

  it('stands beside those of other revisions', async () => {
    await stores.plans.put({ org_id: org, task_id: taskId }, revisionOf(aTwoServerPlan(), 1));
    await stores.plans.put(
      { org_id: org, task_id: taskId },
      revisionOf(aTwoServerPlan({ summary: 'Second.' }), 2),
    );

    expect((await stores.plans.get({ org_id: org, task_id: taskId }, 2))?.plan.summary).toBe(
      'Second.',
    );
    expect(await stores.plans.get({ org_id: org, task_id: taskId }, 3)).toBeNull();
  });
});
