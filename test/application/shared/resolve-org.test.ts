import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  makeLocateExecution,
  makeLocateTask,
} from '../../../functions/application/shared/resolve-org.ts';
import { aPlannedTask } from '../../support/builders/a-task.ts';
import { aNewExecution } from '../../support/builders/an-execution.ts';
import { executionId, otherOrg, taskId, taskIdOf } from '../../support/builders/ids.ts';
import { callerNamed } from '../../support/builders/people.ts';
import { openStores } from '../../support/world/open-stores.ts';
import type { Stores } from '../../support/world/open-stores.ts';

let stores: Stores;

beforeEach(async () => {
  stores = await openStores();
});

afterEach(() => stores.close());

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
