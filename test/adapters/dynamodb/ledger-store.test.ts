import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  wasApprovedByAnother,
  wasCarriedOutWhole,
} from '../../../functions/domain/quality/past-changes.ts';
import { TransientFailure } from '../../../functions/domain/shared/errors.ts';
import { aPastChange } from '../../support/builders/a-past-change.ts';
import { org, otherOrg, taskIdOf } from '../../support/builders/ids.ts';
import { openStores } from '../../support/world/open-stores.ts';
import type { Stores } from '../../support/world/open-stores.ts';
import type { PastChange } from '../../../functions/domain/quality/past-changes.ts';

let stores: Stores;

beforeEach(async () => {
  stores = await openStores();
});

afterEach(() => stores.close());

const aChange = (number: number, changes: Partial<PastChange> = {}): PastChange => ({
  ...aPastChange(),
  task_id: taskIdOf(number),
  at: '2026-03-01T09:00:00.000Z',
  ...changes,
});

describe('the ledger', () => {
  it('has one entry for a task: the latest', async () => {
    await stores.ledger.record(org, aChange(1, { outcome: 'failed' }));
    await stores.ledger.record(org, aChange(1));

    expect(await stores.ledger.since(org, 'drift_remediation', '2026-01-01T00:00:00.000Z')).toEqual(
      [aChange(1)],
    );
  });

  it('reads an entry of before as one that proves nothing good', async () => {
    const { task_id, task_type, environment, agent, change_key, outcome, review, at } = aChange(1);
    const old = { task_id, task_type, environment, agent, change_key, outcome, review, at };
    await stores.ledger.record(org, old as PastChange);
    const [entry] = await stores.ledger.since(org, 'drift_remediation', '2026-01-01T00:00:00.000Z');

    expect(entry).toMatchObject({ task_id, assets_completed: 0, approved_by: [], action: null });
    expect(entry && [wasApprovedByAnother(entry), wasCarriedOutWhole(entry)]).toEqual([
      false,
      false,
    ]);
  });

  it('gives the entries of one kind in one org from a time on, that time included', async () => {
    await stores.ledger.record(org, aChange(1, { at: '2026-02-28T23:59:59.999Z' }));
    await stores.ledger.record(org, aChange(2, { at: '2026-03-01T00:00:00.000Z' }));
    await stores.ledger.record(org, aChange(3, { task_type: 'patch_rollout' }));
    await stores.ledger.record(otherOrg, aChange(4));

    const entries = await stores.ledger.since(org, 'drift_remediation', '2026-03-01T00:00:00.000Z');

    expect(entries.map(({ task_id }) => task_id)).toEqual(['task-01j00000000000000000000002']);
  });

  it.each(['Query', 'PutItem'])(
    'is a transient failure while the store refuses %s',
    async (operation) => {
      const work: Readonly<Record<string, () => Promise<unknown>>> = {
        Query: () => stores.ledger.since(org, 'drift_remediation', '2026-03-01T00:00:00.000Z'),
        PutItem: () => stores.ledger.record(org, aChange(1)),
      };
      stores.failNext(operation, { kind: 'not-applied' });

      await expect(work[operation]?.()).rejects.toBeInstanceOf(TransientFailure);
    },
  );
});
