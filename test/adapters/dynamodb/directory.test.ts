import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TransientFailure } from '../../../functions/domain/shared/errors.ts';
import { aGate } from '../../support/builders/a-gate.ts';
import { aTask } from '../../support/builders/a-task.ts';
import { gateId, org, otherOrg, taskId, taskIdOf } from '../../support/builders/ids.ts';
import { changes, openStores } from '../../support/world/open-stores.ts';
import type { Stores } from '../../support/world/open-stores.ts';

let stores: Stores;

beforeEach(async () => {
  stores = await openStores();
});

afterEach(() => stores.close());

describe('the directory', () => {
  it('knows the org of every new task and gate, and of nothing else', async () => {
    await stores.putTask(aTask({ org_id: otherOrg }));
    await stores.unitOfWork.commit(
      changes({ documents: [{ kind: 'gate', document: aGate(), expected: null }] }),
    );

    expect(await stores.directory.orgOf(taskId)).toBe('org-456');
    expect(await stores.directory.orgOf(gateId)).toBe('org-123');
    expect(await stores.directory.orgOf(taskIdOf(7))).toBeNull();
  });

  it('lists each registered org once', async () => {
    for (const one of [org, otherOrg, org]) await stores.directory.register(one);

    expect(await stores.directory.orgs()).toEqual(['org-123', 'org-456']);
  });

  it.each(['GetItem', 'Query', 'PutItem'])(
    'is a transient failure while the store refuses %s',
    async (operation) => {
      const work: Readonly<Record<string, () => Promise<unknown>>> = {
        GetItem: () => stores.directory.orgOf(taskId),
        Query: () => stores.directory.orgs(),
        PutItem: () => stores.directory.register(org),
      };
      stores.failNext(operation, { kind: 'throttle' });

      await expect(work[operation]?.()).rejects.toBeInstanceOf(TransientFailure);
    },
  );
});
