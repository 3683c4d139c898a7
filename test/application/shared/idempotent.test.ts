import { beforeEach, describe, expect, it } from 'vitest';
import { idempotent } from '../../../functions/application/shared/idempotent.ts';
import type { IdempotentRequest } from '../../../functions/application/shared/idempotent.ts';
import type { IdempotencyStore } from '../../../functions/application/task/task-ports.ts';
import { OrgId, TaskId } from '../../../functions/domain/shared/ids.ts';
import { recordedClaims } from '../../support/memory/recorded-claims.ts';
import type { Claim } from '../../support/memory/recorded-claims.ts';

const taskId = TaskId.parse('task-01j0000000000000000000000a');
const firstTask = TaskId.parse('task-01j0000000000000000000000b');
const request: IdempotentRequest = {
  org: OrgId.parse('org-123'),
  key: 'key-1',
  bodyDigest: 'a1'.repeat(32),
  taskId,
  heldSeconds: 30,
};

let done: string[];
beforeEach(() => {
  done = [];
});

const storeWith = (claim: Claim): IdempotencyStore => recordedClaims(claim, done);

const submit = (id: TaskId) => {
  done.push(`run ${id}`);
  return Promise.resolve({ status: 202, body: { task_id: id } });
};

describe('an idempotent use case', () => {
  it('is done without a claim where there is no key', async () => {
    const run = idempotent(storeWith({ outcome: 'in_flight' }), submit);

    expect(await run({ ...request, key: null })).toEqual({
      status: 202,
      body: { task_id: taskId },
    });
    expect(done).toEqual([`run ${taskId}`]);
  });

  it('is done under the id of the claim, and its answer kept', async () => {
    const run = idempotent(storeWith({ outcome: 'claimed', taskId: firstTask }), submit);

    expect(await run(request)).toEqual({ status: 202, body: { task_id: firstTask } });
    expect(done).toEqual(['claim org-123 key-1 30', `run ${firstTask}`, 'complete key-1 202']);
  });

  it('gives the first answer again', async () => {
    const run = idempotent(storeWith({ outcome: 'done', status: 200, body: 'first' }), submit);

    expect(await run(request)).toEqual({ status: 200, body: 'first' });
    expect(done).toEqual(['claim org-123 key-1 30']);
  });

  it.each([
    ['in_flight', 'request-in-flight'],
    ['mismatch', 'idempotency-key-reused'],
  ] as const)('refuses a key whose request is %s', async (outcome, code) => {
    const run = idempotent(storeWith({ outcome }), submit);

    await expect(run(request)).rejects.toMatchObject({ code });
    expect(done).toEqual(['claim org-123 key-1 30']);
  });

  it('lets the key go where it failed, and tells of that failure', async () => {
    const run = idempotent(storeWith({ outcome: 'claimed', taskId }), () =>
      Promise.reject(new Error('No plan')),
    );

    await expect(run(request)).rejects.toThrow('No plan');
    expect(done).toEqual(['claim org-123 key-1 30', 'release key-1']);
  });
});
