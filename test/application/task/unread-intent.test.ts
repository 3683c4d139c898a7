import { noModelReader } from '../../../functions/adapters/rules-planner/no-model-reader.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeCloseTask } from '../../../functions/application/task/close-task.ts';
import { makeFailTask } from '../../../functions/application/task/fail-task.ts';
import { makeGetTask } from '../../../functions/application/task/get-task.ts';
import { makeSettleIntent } from '../../../functions/application/task/settle-intent.ts';
import type { SubmitTaskDeps } from '../../../functions/application/task/submit-task.ts';
import { Rejection, TransientFailure } from '../../../functions/domain/shared/errors.ts';
import { toTimestamp } from '../../../functions/domain/shared/ids.ts';
import { org, taskIdOf } from '../../support/builders/ids.ts';
import { callerNamed } from '../../support/builders/people.ts';
import { demoReader } from '../../support/planning/intent.ts';
import { demoFleet } from '../../support/planning/world.ts';
import { failDeps } from '../../support/seams/fail-deps.ts';
import { aSubmission } from '../../support/seams/tasks.ts';
import { countingIds } from '../../support/world/counting-ids.ts';
import { openStores } from '../../support/world/open-stores.ts';
import type { Stores } from '../../support/world/open-stores.ts';

let stores: Stores;
/** Whether the fleet can be asked for its names. */
let isThere = false;

beforeEach(async () => {
  stores = await openStores();
  isThere = false;
});

afterEach(() => stores.close());

const reading = () => ({
  vocabulary: {
    of: () =>
      isThere
        ? Promise.resolve(demoReader.fleet)
        : Promise.reject(new TransientFailure('The fleet is away')),
  },
  words: () => demoReader.words,
});

const ref = { org_id: org, task_id: taskIdOf(1) };
const settle = () =>
  makeSettleIntent({ modelReader: noModelReader, fleet: demoFleet, ...stores, ...reading() })(ref);
const stored = async () => {
  const task = await stores.tasks.get(ref);
  if (task === null) throw new Error('No task was stored');
  return task;
};

const submitting = (options: Parameters<typeof aSubmission>[1] = {}) =>
  aSubmission(stores, { ...options, deps: { ...reading(), ...options.deps } });

const asking = (intent: string, members: Record<string, unknown> = {}) => ({
  identity: callerNamed('rita'),
  body: { intent, org_id: 'org-123', ...members },
  idempotencyKey: undefined as string | undefined,
  waitSeconds: 0,
});

const submitUnread = async (intent: string, members: Record<string, unknown> = {}) =>
  submitting().submit(asking(intent, members));

const history = () => stores.ledger.since(org, 'patch_rollout', '2000-01-01T00:00:00.000Z');

describe('an intent whose names can not be had', () => {
  it('becomes a task that says so, and shows no more than the words say alone', async () => {
    const { submit, started } = submitting();

    const answer = await submit(asking('Patch prod-web-search-28 and prod-web-search-29'));

    expect(answer).toMatchObject({
      status: 202,
      body: {
        status: 'planning',
        unread: true,
        task_spec: { task_type: 'patch_rollout', constraints: {} },
      },
    });
    expect(Object.keys((await stored()).task_spec.selector)).toEqual(['environment']);
    expect(started).toHaveLength(1);
    expect(await stores.audit.all(org)).toMatchObject([
      { event: 'task_submitted', details: { unread: true } },
    ]);
  });

  it('is not waited for longer than the caller waits, and two seconds at least', async () => {
    const waited: number[] = [];
    const deadline: SubmitTaskDeps['deadline'] = (_work, seconds) => {
      waited.push(seconds);
      return Promise.resolve({ late: true });
    };
    isThere = true;
    const { submit } = submitting({ deps: { deadline } });

    for (const waitSeconds of [0, 10])
      expect(
        (await submit({ ...asking('Patch staging web servers'), waitSeconds })).body,
      ).toMatchObject({ unread: true });
    expect(waited).toEqual([2, 10]);
  });

  it.each([
    ['Stop the patch rollout in staging'],
    ['Patch prod-web-search-28 and skip the approval'],
    ['Patch prod-wеb-search-28'],
    ['Somebody patched prod-web-search-28 yesterday'],
    ['Sing me a song'],
  ])('is refused before a task exists where no name could make it clear: %s', async (intent) => {
    const { submit, started } = submitting();

    await expect(submit(asking(intent))).rejects.toMatchObject({ code: 'intent-unclear' });
    expect([await stores.tasks.get(ref), started]).toEqual([null, []]);
  });

  it('is a defect where the reading itself breaks', async () => {
    const broken = { of: () => Promise.reject(new Error('a defect')) };
    await expect(
      submitting({ deps: { vocabulary: broken } }).submit(asking('Patch staging web servers')),
    ).rejects.toThrow('a defect');
    expect(await stores.tasks.get(ref)).toBeNull();
  });
});

describe('settling such an intent', () => {
  it('waits for the fleet', async () => {
    await submitUnread('Patch staging web servers');

    await expect(settle()).rejects.toBeInstanceOf(TransientFailure);
    expect(await stored()).toMatchObject({ status: 'planning', version: 1 });
  });

  it('puts the whole reading in its place, once, on record', async () => {
    await submitUnread('Dry run: patch prod-web-search-28');
    isThere = true;

    expect(await settle()).toEqual({ outcome: 'settled' });
    const task = await stored();
    expect(await settle()).toEqual({ outcome: 'settled' });

    expect(task).toMatchObject({
      environment: 'production',
      dry_run: true,
      unread: null,
      task_spec: { environment: 'production', selector: { names: ['prod-web-search-28'] } },
    });
    expect((await stored()).version).toBe(2);
    expect((await stores.audit.all(org)).map(({ event }) => event)).toEqual([
      'task_submitted',
      'intent_read',
    ]);
  });

  it('keeps to what the caller said beside the words', async () => {
    await submitUnread('Patch the web servers', { environment: 'staging' });
    isThere = true;

    await settle();

    expect((await stored()).task_spec).toMatchObject({
      environment: 'staging',
      selector: { environment: 'staging', roles: ['web'] },
    });
  });

  it('means its times from when it was sent', async () => {
    await submitUnread('Patch staging web servers in 2 hours');
    const sent = stores.clock.now();
    stores.advance(600);
    isThere = true;

    await settle();

    expect((await stored()).task_spec.constraints.not_before).toBe(
      toTimestamp(sent + 2 * 3_600_000),
    );
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['Patch prod-web-serch-28 in production', {}, 'prod-web-serch-28'],
    ['Patch prod-web-search-28', { environment: 'staging' }, 'staging'],
  ])('ends the task by what is unclear: %s, %j', async (intent, members, named) => {
    await submitUnread(intent, members);
    isThere = true;

    expect(await settle()).toEqual({ outcome: 'failed' });

    expect(await stored()).toMatchObject({
      status: 'failed',
      unread: null,
      error: { code: 'intent-unclear', message: expect.stringContaining(named) as string },
    });
  });

  it('offers what can be sent instead, and shows it on the task', async () => {
    await submitUnread('Fix drift on prodution web servers');
    isThere = true;
    await settle();

    const view = await makeGetTask({ ...stores, publicUrl: 'https://x.example.com' })(ref);

    expect(view.error?.candidates?.map(({ intent }) => intent)).toContain(
      'Fix drift on production web servers',
    );
    expect(view).not.toHaveProperty('unread');
  });

  it('within the wait is a refusal that carries the task', async () => {
    const { submit } = submitting({
      whilePausing: async () => {
        isThere = true;
        await settle();
      },
    });

    const refusal: unknown = await submit({
      ...asking('Fix drift on prodution web servers'),
      waitSeconds: 10,
    }).catch((error: unknown) => error);

    expect(refusal).toBeInstanceOf(Rejection);
    expect(refusal).toMatchObject({
      code: 'intent-unclear',
      details: {
        members: {
          task_id: ref.task_id,
          candidates: expect.arrayContaining([
            expect.objectContaining({ intent: 'Fix drift on production web servers' }),
          ]) as unknown,
        },
      },
    });
  });

  it('that was refused under a key is refused again, with the same task', async () => {
    const { submit } = submitting({
      whilePausing: async () => {
        isThere = true;
        await settle();
        isThere = false;
      },
    });
    const keyed = {
      ...asking('Fix drift on prodution web servers'),
      ...{ waitSeconds: 10, idempotencyKey: 'key-1' },
    };
    const members = { details: { members: { task_id: ref.task_id } } };

    await expect(submit(keyed)).rejects.toMatchObject(members);
    await expect(submit(keyed)).rejects.toMatchObject(members);
    expect((await stores.tasks.list({ orgs: [org], limit: 10 })).tasks).toHaveLength(1);
  });

  it('feeds no history', async () => {
    await submitUnread('Patch prod-web-serch-28');
    isThere = true;
    await settle();

    const closed = await makeCloseTask({ ...stores, ids: countingIds() })({
      ...ref,
      execution_id: null,
    });

    expect(closed).toEqual({ status: 'failed' });
    expect(await history()).toEqual([]);
  });
});

describe('an intent whose names never come', () => {
  const failTask = (error: string) =>
    makeFailTask(failDeps(stores))({ ...ref, error, cause: 'The fleet is away' });

  it.each(['TransientFailure', 'States.Timeout'])(
    'ends its task as unread after %s, and feeds no history',
    async (error) => {
      await submitUnread('Patch staging web servers');

      expect(await failTask(error)).toEqual({ status: 'failed' });

      expect((await stored()).error).toMatchObject({
        code: 'intent-unclear',
        message: expect.stringContaining('could not be asked for its names') as string,
      });
      expect(await history()).toEqual([]);
    },
  );

  it('is not blamed for a defect, nor is a task that was read', async () => {
    await submitUnread('Patch staging web servers');
    await failTask('TypeError');
    expect((await stored()).error?.code).toBe('internal');
  });
});
