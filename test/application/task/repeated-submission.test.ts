import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fleetVocabularyOf } from '../../../functions/domain/fleet/fleet-vocabulary.ts';
import { TransientFailure } from '../../../functions/domain/shared/errors.ts';
import { org } from '../../support/builders/ids.ts';
import { callerNamed } from '../../support/builders/people.ts';
import { demoReader } from '../../support/planning/intent.ts';
import { aSubmission } from '../../support/seams/tasks.ts';
import { openStores } from '../../support/world/open-stores.ts';
import type { Stores } from '../../support/world/open-stores.ts';

let stores: Stores;
/** How the fleet's names are had, and how often they were asked for. */
let names: 'there' | 'others' | 'away';
let asked = 0;

beforeEach(async () => {
  stores = await openStores();
  names = 'there';
  asked = 0;
});

afterEach(() => stores.close());

const vocabulary = {
  of: () => {
    asked += 1;
    if (names === 'away') return Promise.reject(new TransientFailure('The fleet is away'));
    return Promise.resolve(names === 'there' ? demoReader.fleet : fleetVocabularyOf([]));
  },
};

const submitting = (options: Parameters<typeof aSubmission>[1] = {}) =>
  aSubmission(stores, { ...options, deps: { vocabulary, ...options.deps } });

const intent = 'Fix drift on prod-web-search-28';
const keyed = (members: Record<string, unknown> = {}) => ({
  identity: callerNamed('rita'),
  body: { intent, org_id: 'org-123', ...members },
  idempotencyKey: 'key-1',
  waitSeconds: 0,
});

const tasksInAll = async (): Promise<number> =>
  (await stores.tasks.list({ orgs: [org], limit: 10 })).tasks.length;

describe('a repetition under the key of a request that was answered', () => {
  it.each(['others', 'away'] as const)(
    'gets the first answer where the fleet’s names are %s by now, which nobody asks for',
    async (later) => {
      const { submit, started } = submitting();
      const first = await submit(keyed());
      names = later;

      expect(await submit(keyed())).toEqual(first);
      expect([first.status, asked, started.length, await tasksInAll()]).toEqual([202, 1, 1, 1]);
    },
  );

  it('gets it where the names came since, and make the request unclear', async () => {
    names = 'away';
    const { submit } = submitting();
    const unclear = { intent: 'Fix drift on prodution web servers' };
    const first = await submit(keyed(unclear));
    names = 'there';

    expect(first).toMatchObject({ status: 202, body: { unread: true } });
    expect(await submit(keyed(unclear))).toEqual(first);
  });

  it('is no further submission: neither the minute’s count nor the settings are asked', async () => {
    const settings = { get: () => Promise.reject(new Error('The settings are not needed')) };
    const staging = { intent: 'Fix drift on staging web servers' };
    const limits = { submissionsPerMinute: 1 };
    const first = await submitting({ deps: limits }).submit(keyed(staging));
    const { submit } = submitting({ deps: { ...limits, settings } });

    expect(await submit(keyed(staging))).toEqual(first);
    await expect(submit({ ...keyed(staging), idempotencyKey: 'key-2' })).rejects.toMatchObject({
      code: 'rate-limited',
    });
  });

  it('is refused with another body as before, without a reading', async () => {
    const { submit } = submitting();
    await submit(keyed());

    await expect(submit(keyed({ intent: 'Sing me a song' }))).rejects.toMatchObject({
      code: 'idempotency-key-reused',
    });
    expect(asked).toBe(1);
  });
});

describe('a repetition of a request that died before its answer', () => {
  it('goes on with the task that it had stored, whatever the names say by now', async () => {
    const dying = submitting({
      deps: { pause: () => Promise.reject(new Error('the process ended here')) },
    });
    await expect(dying.submit({ ...keyed(), waitSeconds: 5 })).rejects.toThrow('ended here');
    names = 'others';

    const answer = await submitting().submit(keyed());

    expect(answer).toMatchObject({
      status: 202,
      body: { task_id: 'task-01j00000000000000000000001' },
    });
    expect([asked, await tasksInAll()]).toEqual([1, 1]);
    expect(await submitting().submit(keyed())).toEqual(answer);
  });

  it('is read anew where nothing was stored', async () => {
    stores.failNext('TransactWriteItems', { kind: 'not-applied' });
    await expect(submitting().submit(keyed())).rejects.toBeInstanceOf(TransientFailure);
    names = 'others';

    await expect(submitting().submit(keyed())).rejects.toMatchObject({ code: 'intent-unclear' });
    expect([asked, await tasksInAll()]).toEqual([2, 0]);
  });
});
