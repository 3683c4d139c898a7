import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { Rejection, TransientFailure } from '../../../functions/domain/shared/errors.ts';
import type { Identity } from '../../../functions/domain/shared/identity.ts';
import { digestOf } from '../../../functions/domain/shared/canonical.ts';
import { toTimestamp } from '../../../functions/domain/shared/ids.ts';
import { moveTask } from '../../../functions/domain/task/move-task.ts';
import { org, otherOrg, taskIdOf } from '../../support/builders/ids.ts';
import { callerNamed } from '../../support/builders/people.ts';
import { aSubmission } from '../../support/seams/tasks.ts';
import { changes, openStores } from '../../support/world/open-stores.ts';
import type { Stores } from '../../support/world/open-stores.ts';
import { memoryStores } from '../../support/memory/memory-stores.ts';

let stores: Stores;

beforeEach(async () => {
  stores = await openStores();
});

afterEach(() => stores.close());

const aBody = (members: Record<string, unknown> = {}) => ({
  intent: 'Fix drift on production web servers',
  org_id: 'org-123',
  ...members,
});

const aRequest = (members: Record<string, unknown> = {}) => ({
  identity: callerNamed('rita'),
  body: aBody(),
  idempotencyKey: undefined as string | undefined,
  waitSeconds: 10,
  ...members,
});

const firstTask = () => stores.tasks.get({ org_id: org, task_id: taskIdOf(1) });

/** The plan has nothing to change: the task is completed. */
const finishPlanning = async (): Promise<void> => {
  const task = await firstTask();
  if (task?.status !== 'planning') return;
  const at = toTimestamp(stores.clock.now());
  const move = moveTask({ task, to: 'completed', at, actor: 'drift_agent' });
  await stores.unitOfWork.commit(changes({ documents: move.documents }));
};

const storedItems = async (): Promise<number> => {
  const { Count } = await stores.table.client.send(new ScanCommand({ TableName: 'test' }));
  return Count ?? 0;
};

describe('a submitted intent', () => {
  it('is answered with the whole result when its plan comes within the wait', async () => {
    const { submit } = aSubmission(stores, { whilePausing: finishPlanning });

    const answer = await submit(aRequest());

    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      task_id: 'task-01j00000000000000000000001',
      status: 'completed',
      requires_hitl: false,
      approval: null,
      plan: null,
      links: {
        self: 'https://orchestrator.example.com/api/v1/ai/tasks/task-01j00000000000000000000001',
      },
    });
  });

  it('is answered with where to find it when the wait is over', async () => {
    const { submit, pauses } = aSubmission(stores);

    const answer = await submit(aRequest({ waitSeconds: 5 }));

    expect(answer).toEqual({
      status: 202,
      body: {
        task_id: 'task-01j00000000000000000000001',
        status: 'planning',
        task_spec: (await firstTask())?.task_spec,
      },
    });
    const waited = pauses.reduce((sum, pause) => sum + pause, 0);
    expect(waited).toBeGreaterThanOrEqual(5_000);
    expect(waited).toBeLessThan(5_002);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(250);
  });

  it('is answered at once where nobody waits', async () => {
    const { submit, pauses } = aSubmission(stores);

    expect((await submit(aRequest({ waitSeconds: 0 }))).status).toBe(202);
    expect(pauses).toEqual([]);
  });

  it('is a stored task, on record, counted, and its workflow is started once', async () => {
    const { submit, started } = aSubmission(stores);

    await submit(
      aRequest({ waitSeconds: 0, body: aBody({ context: { ticket: 7 }, dry_run: true }) }),
    );

    expect(await firstTask()).toMatchObject({
      task_id: 'task-01j00000000000000000000001',
      org_id: 'org-123',
      version: 1,
      status: 'planning',
      environment: 'production',
      context: { ticket: 7 },
      dry_run: true,
      requested_by: { id: 'rita', email: 'rita@example.com' },
      plan_revision: 0,
      cancel_requested: false,
    });
    expect(await stores.audit.all(org)).toMatchObject([
      {
        seq: 1,
        event: 'task_submitted',
        actor: 'rita',
        details: {
          intent: 'Fix drift on production web servers',
          environment: 'production',
          dry_run: true,
        },
      },
    ]);
    expect(await stores.counted('orchestrator_tasks_total')).toBe(1);
    expect(await stores.directory.orgs()).toEqual(['org-123']);
    expect(started).toEqual([['org-123', 'task-01j00000000000000000000001']]);
    expect(await stores.owed('start_lifecycle')).toEqual([]);
  });

  it('that asks for people to decide keeps the wish', async () => {
    const { submit } = aSubmission(stores);

    await submit(aRequest({ waitSeconds: 0, body: aBody({ require_approval: true }) }));

    expect((await firstTask())?.require_approval).toBe(true);
  });

  it('of a caller without an address is stored without one', async () => {
    const { submit } = aSubmission(stores);

    await submit(aRequest({ waitSeconds: 0, identity: callerNamed('alice', { email: null }) }));

    expect((await firstTask())?.requested_by).toEqual({ id: 'alice' });
  });

  it.each<[string, Partial<Identity>]>([
    ['no address', { email: null }],
    ['another one’s address', { id: 'bob', email: 'alice@example.com' }],
  ])('to change production is refused of a subject with %s, and leaves nothing', async (_, who) => {
    const { submit, started } = aSubmission(stores);

    await expect(
      submit(aRequest({ waitSeconds: 0, identity: callerNamed('robot', who) })),
    ).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('one person') as string,
    });
    expect([await firstTask(), started, await stores.directory.orgs()]).toEqual([null, [], []]);
  });

  it.each<[string, object, Partial<Identity>]>([
    ['of the one identity of a machine', {}, { org: null }],
    ['that only tries', { dry_run: true }, {}],
    ['that changes no production', { intent: 'Fix drift on staging web servers' }, {}],
  ])('%s needs no address', async (_, body, who) => {
    const { submit, started } = aSubmission(stores);
    const identity = callerNamed('robot', { email: null, ...who });

    await submit(aRequest({ waitSeconds: 0, identity, body: aBody({ ...body }) }));

    expect(started).toHaveLength(1);
  });

  it('whose workflow does not start leaves the message that starts it later', async () => {
    const { submit, faults } = aSubmission(stores);
    faults.start = new TransientFailure('no');

    const answer = await submit(aRequest({ waitSeconds: 0 }));

    expect(answer.status).toBe(202);
    expect(await stores.owed('start_lifecycle')).toMatchObject([
      { message: { org_id: 'org-123', task_id: 'task-01j00000000000000000000001' } },
    ]);
  });

  it('whose message can not be crossed off is started again, which is harmless', async () => {
    const { submit, started } = aSubmission(stores);
    stores.failNext('DeleteItem', { kind: 'not-applied' });

    expect((await submit(aRequest({ waitSeconds: 0 }))).status).toBe(202);

    expect(started).toHaveLength(1);
    expect(await stores.owed('start_lifecycle')).toHaveLength(1);
  });
});

describe('a refused intent', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['another environment in words', { environment: 'staging' }, 'environment-contradiction '],
    ['no known purpose', { intent: 'Sing me a song' }, 'intent-unclear '],
    ['no words', { intent: '  ' }, 'invalid-request /intent'],
    ['too many words', { intent: 'x'.repeat(4_001) }, 'invalid-request /intent'],
    ['no org', { org_id: undefined }, 'invalid-request /org_id'],
    ['no known environment', { environment: 'prod' }, 'invalid-request /environment'],
    ['an unknown member', { priority: 1 }, 'invalid-request /priority'],
    ['a context that is a list', { context: [] }, 'invalid-request /context'],
    ['too large a context', { context: { text: 'x'.repeat(16_384) } }, 'invalid-request /context'],
    [
      'a context that is too large in bytes alone',
      { context: { text: '€'.repeat(6_000) } },
      'invalid-request /context',
    ],
    ['a dry run that is no truth value', { dry_run: 'yes' }, 'invalid-request /dry_run'],
    [
      'a wish for people that is no truth value',
      { require_approval: 1 },
      'invalid-request /require_approval',
    ],
    ['the org of somebody else', { org_id: 'org-456' }, 'org-mismatch '],
  ])('with %s stores nothing, with or without a key', async (_, members, expected) => {
    const { submit, started } = aSubmission(stores);

    for (const idempotencyKey of [undefined, 'key-1']) {
      const request = aRequest({ body: aBody(members), idempotencyKey });
      const error = await submit(request).catch((thrown: unknown) => thrown);

      expect(error).toBeInstanceOf(Rejection);
      const { code, details } = error as Rejection;
      const pointers = (details.errors ?? []).map(({ pointer }) => pointer).join(' ');
      expect(`${code} ${pointers}`).toBe(expected);
    }
    expect(await storedItems()).toBe(0);
    expect(started).toEqual([]);
  });

  it.each(['', ' ', 'a b', 'ä', 'x'.repeat(256), 'a\n'])(
    'has %j as idempotency key',
    async (idempotencyKey) => {
      const { submit } = aSubmission(stores);

      await expect(submit(aRequest({ idempotencyKey }))).rejects.toMatchObject({
        code: 'invalid-request',
        details: { errors: [{ pointer: '/headers/idempotency-key' }] },
      });
      expect(await storedItems()).toBe(0);
    },
  );

  it('may name any org where the caller is at home in each', async () => {
    const { submit } = aSubmission(stores);
    const identity = callerNamed('local', { org: null });

    await submit(aRequest({ waitSeconds: 0, identity, body: aBody({ org_id: 'org-456' }) }));

    expect((await stores.tasks.get({ org_id: otherOrg, task_id: taskIdOf(1) }))?.status).toBe(
      'planning',
    );
  });
});

describe('a repeated request', () => {
  const keyed = (members: Record<string, unknown> = {}) =>
    aRequest({ waitSeconds: 0, idempotencyKey: 'key-1', ...members });

  it('gets the first answer, and makes no second task', async () => {
    const { submit, started } = aSubmission(stores);

    const first = await submit(keyed());
    await finishPlanning();
    const second = await submit(keyed({ waitSeconds: 10 }));

    expect(second).toEqual(first);
    expect(second.status).toBe(202);
    expect(started).toHaveLength(1);
    expect((await stores.tasks.list({ orgs: [org], limit: 10 })).tasks).toHaveLength(1);
  });

  it.each<[string, Record<string, unknown>]>([
    ['another body', { body: aBody({ dry_run: true }) }],
    ['another caller', { identity: callerNamed('bob') }],
  ])('with %s is refused', async (_, members) => {
    const { submit } = aSubmission(stores);
    await submit(keyed());

    await expect(submit(keyed(members))).rejects.toMatchObject({ code: 'idempotency-key-reused' });
  });

  it('that does not ask for people is as one that says nothing of it', async () => {
    const { submit } = aSubmission(stores);
    const first = await submit(keyed());

    expect(await submit(keyed({ body: aBody({ require_approval: false }) }))).toEqual(first);
    expect((await firstTask())?.require_approval).toBe(false);
    await expect(submit(keyed({ body: aBody({ require_approval: true }) }))).rejects.toMatchObject({
      code: 'idempotency-key-reused',
    });
  });

  it('has the key of a version that could not be asked for people', async () => {
    const { submit } = aSubmission(stores);
    const first = await submit(keyed());
    const items = await stores.table.client.send(new ScanCommand({ TableName: 'test' }));
    const digest = digestOf({
      body: { ...aBody(), context: {}, dry_run: false },
      caller: 'rita',
    });

    expect(items.Items?.map(({ body_digest: stored }) => stored?.S)).toContain(digest);
    expect(first.status).toBe(202);
  });

  it('is the same body however it is written', async () => {
    const { submit } = aSubmission(stores);
    const first = await submit(keyed({ body: aBody({ context: { a: 1, b: 2 } }) }));

    const again = await submit(
      keyed({ body: { dry_run: false, context: { b: 2, a: 1 }, ...aBody() } }),
    );

    expect(again).toEqual(first);
  });

  it('is refused while the first is in flight', async () => {
    let inner: unknown;
    const { submit } = aSubmission(stores, {
      whilePausing: async () => {
        inner ??= await submit(keyed()).catch((error: unknown) => error);
        await finishPlanning();
      },
    });

    const answer = await submit(keyed({ waitSeconds: 5 }));

    expect(answer.status).toBe(200);
    expect(inner).toMatchObject({ code: 'request-in-flight' });
  });

  it('after a crash between commit and start gets the same task, which is still to be started', async () => {
    const { submit, started, faults } = aSubmission(stores);
    faults.start = new TransientFailure('the process ended here');
    const crashing = aSubmission(stores, {
      deps: { pause: () => Promise.reject(new Error('the process ended here')) },
    });
    crashing.faults.start = faults.start;
    await expect(crashing.submit(keyed({ waitSeconds: 5 }))).rejects.toThrow('ended here');
    faults.start = null;

    const answer = await submit(keyed());

    expect(answer).toMatchObject({
      status: 202,
      body: { task_id: 'task-01j00000000000000000000001' },
    });
    expect((await stores.tasks.list({ orgs: [org], limit: 10 })).tasks).toHaveLength(1);
    expect(await stores.owed('start_lifecycle')).toHaveLength(1);
    expect(started).toEqual([]);
  });

  it('after a store that wrote and answered wrongly gets the same task', async () => {
    const { submit } = aSubmission(stores);
    stores.failNext('TransactWriteItems', { kind: 'applied' });
    await expect(submit(keyed())).rejects.toBeInstanceOf(TransientFailure);

    const answer = await submit(keyed());

    expect(answer.body).toMatchObject({ task_id: 'task-01j00000000000000000000001' });
    expect(await stores.counted('orchestrator_tasks_total')).toBe(1);
    expect(await stores.audit.all(org)).toHaveLength(1);
    expect(await stores.owed('start_lifecycle')).toHaveLength(1);
  });

  it('learns of the first failure, also where the key can not be let go', async () => {
    const { rateLimiter } = memoryStores();
    const { submit } = aSubmission(stores, { deps: { rateLimiter } });
    stores.local.inject(({ operation }) =>
      ['TransactWriteItems', 'UpdateItem'].includes(operation)
        ? { kind: 'not-applied' }
        : undefined,
    );

    await expect(submit(keyed())).rejects.toThrow('The store does not answer');
    stores.recover();

    await expect(submit(keyed())).rejects.toMatchObject({ code: 'request-in-flight' });
    stores.advance(60);
    expect((await submit(keyed())).body).toMatchObject({
      task_id: 'task-01j00000000000000000000001',
    });
  });
});

describe('a caller who submits too much', () => {
  const limited = () => aSubmission(stores, { deps: { submissionsPerMinute: 2 } }).submit;

  it('is put off by name and time, and nothing is kept of the request', async () => {
    const submit = limited();
    await submit(aRequest({ waitSeconds: 0 }));
    await submit(aRequest({ waitSeconds: 0 }));
    const before = await storedItems();

    const refused = submit(aRequest({ waitSeconds: 0, idempotencyKey: 'key-1' }));

    await expect(refused).rejects.toMatchObject({
      code: 'rate-limited',
      message: expect.stringMatching(/2 requests a minute.* in \d+ s/) as string,
    });
    expect(await storedItems()).toBe(before);
    stores.advance(60);
    await expect(
      submit(aRequest({ waitSeconds: 0, idempotencyKey: 'key-1' })),
    ).resolves.toMatchObject({ status: 202 });
  });

  it('does not use up what others may submit', async () => {
    const submit = limited();
    for (let number = 0; number < 2; number += 1) await submit(aRequest({ waitSeconds: 0 }));

    await expect(
      submit(aRequest({ waitSeconds: 0, identity: callerNamed('omar') })),
    ).resolves.toMatchObject({ status: 202 });
  });

  it('is not the one-machine identity, which stands for everybody', async () => {
    const submit = limited();
    const identity = { ...callerNamed('local-admin'), org: null };

    for (let number = 0; number < 5; number += 1) {
      await expect(submit(aRequest({ waitSeconds: 0, identity }))).resolves.toMatchObject({
        status: 202,
      });
    }
  });
});
