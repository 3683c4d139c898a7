import { beforeEach, describe, expect, it } from 'vitest';
import { earlierAnswer, idempotent } from '../../../functions/application/shared/idempotent.ts';
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

const storeWith = (claim: Claim): Omit<IdempotencyStore, 'find'> => recordedClaims(claim, done);

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

describe('what a key was answered before', () => {
  type Found = Awaited<ReturnType<IdempotencyStore['find']>>;
  const before = (found: Found, key: string | null = 'key-1') =>
    earlierAnswer(
      {
        find: (org, asked, bodyDigest) => {
          done.push(`find ${org} ${asked} ${bodyDigest.slice(0, 4)}`);
          return Promise.resolve(found);
        },
      },
      { ...request, key },
    );

  it('is nothing where there is no key, and nobody is asked', async () => {
    expect(await before({ outcome: 'mismatch' }, null)).toEqual({ kind: 'new' });
    expect(done).toEqual([]);
  });

  it.each<[string, Found, unknown]>([
    ['nothing of a new one', null, { kind: 'new' }],
    [
      'the first answer',
      { outcome: 'done', status: 200, body: 'first' },
      { kind: 'answered', answer: { status: 200, body: 'first' } },
    ],
    [
      'the task of one that died',
      { outcome: 'unanswered', taskId: firstTask },
      { kind: 'begun', taskId: firstTask },
    ],
  ])('is %s', async (_, found, expected) => {
    expect(await before(found)).toEqual(expected);
    expect(done).toEqual(['find org-123 key-1 a1a1']);
  });

  it.each([
    ['in_flight', 'request-in-flight'],
    ['mismatch', 'idempotency-key-reused'],
  ] as const)('is refused where it is %s', async (outcome, code) => {
    await expect(before({ outcome })).rejects.toMatchObject({ code });
  });
});
