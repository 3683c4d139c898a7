import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeListAudit } from '../../../functions/application/audit/list-audit.ts';
import type { Identity } from '../../../functions/domain/shared/identity.ts';
import { OrgId } from '../../../functions/domain/shared/ids.ts';
import { operations } from '../../../functions/contract/operations.ts';
import { anEntry } from '../../support/builders/an-audit-entry.ts';
import { aNewExecution } from '../../support/builders/an-execution.ts';
import { executionId, org, otherOrg, taskId, taskIdOf } from '../../support/builders/ids.ts';
import { callerNamed } from '../../support/builders/people.ts';
import { changes, openStores } from '../../support/world/open-stores.ts';
import type { Stores } from '../../support/world/open-stores.ts';

let stores: Stores;
const now = Date.UTC(2026, 2, 5, 12, 0, 0);

beforeAll(async () => {
  stores = await openStores();
});

afterAll(() => stores.close());

const list = (query: object, identity: Identity = callerNamed('vera'), mostLooks = 4) =>
  makeListAudit({ ...stores, auditTrail: stores.audit, clock: { now: () => now }, mostLooks })(
    identity,
    query,
  );

const record = (...entries: ReturnType<typeof anEntry>[]) =>
  stores.unitOfWork.commit(changes({ audit: entries }));

/** Every record by following the cursors, and how many pages that took. */
const follow = async (query: object, identity?: Identity) => {
  const found: string[] = [];
  let cursor: string | undefined;
  let pages = 0;
  do {
    const page = await list({ ...query, ...(cursor && { cursor }) }, identity);
    expect(operations.listAudit.answers.json[200].safeParse(page).error).toBeUndefined();
    found.push(...page.records.map(({ at, chain, seq }) => `${at} ${chain} ${seq}`));
    cursor = page.next_cursor;
    pages += 1;
  } while (cursor !== undefined && pages < 100);
  return { found, pages };
};

const own = (name: string) => callerNamed('vera', { org: OrgId.parse(name) });

describe('the audit of an org', () => {
  it('is complete over page ends, days and records of one time, newest first', async () => {
    const org_id = OrgId.parse('org-pages');
    const times = [
      ...Array.from({ length: 7 }, () => '2026-03-01T23:59:59.999Z'),
      '2026-03-02T00:00:00.000Z',
      '2026-03-04T10:00:00.000Z',
      ...Array.from({ length: 3 }, () => '2026-03-05T09:00:00.000Z'),
    ];
    for (const [number, at] of times.entries())
      await record(anEntry({ org_id, at, task_id: taskIdOf(number) }));

    for (const limit of ['1', '2', '3', '5', '12', '200']) {
      const { found } = await follow({ limit }, own('org-pages'));
      expect(found).toHaveLength(12);
      expect(new Set(found).size).toBe(12);
      expect(found).toEqual(found.toSorted().toReversed());
    }
  });

  it('gives what was there at the first page, whatever is written between pages', async () => {
    const org_id = OrgId.parse('org-busy');
    for (let number = 0; number < 6; number += 1)
      await record(anEntry({ org_id, at: `2026-03-05T0${number}:00:00.000Z` }));
    const first = await list({ limit: '3' }, own('org-busy'));
    await record(anEntry({ org_id, at: '2026-03-05T11:00:00.000Z' }));
    const second = await list({ limit: '3', cursor: first.next_cursor }, own('org-busy'));

    expect(first.records.map(({ seq }) => seq)).toEqual([6, 5, 4]);
    expect(second.records.map(({ seq }) => seq)).toEqual([3, 2, 1]);
  });

  it('finds a rare record behind more than one request looks at', async () => {
    const org_id = OrgId.parse('org-rare');
    const at = (minute: number) => `2026-03-05T09:${String(minute).padStart(2, '0')}:00.000Z`;
    for (let minute = 0; minute < 15; minute += 1)
      await record(anEntry({ org_id, at: at(minute), actor: minute % 12 === 1 ? 'rare' : 'rita' }));

    const { found } = await follow({ actor: 'rare', limit: '1' }, own('org-rare'));

    expect(found).toEqual([`${at(13)} ${taskId} 14`, `${at(1)} ${taskId} 2`]);
  });

  it.each<[string, object, readonly number[]]>([
    ['a beginning, itself included', { from: '2026-03-02T00:00:00Z' }, [4, 3, 2]],
    ['an end, itself left out', { to: '2026-03-03T00:00:00Z' }, [2, 1]],
    ['another zone', { from: '2026-03-02T01:00:00+01:00', to: '2026-03-03T00:00:00Z' }, [2]],
    ['an event', { event: 'task_approved' }, [2]],
    ['an actor', { actor: 'alice' }, [3, 2]],
    ['both', { actor: 'alice', event: 'task_cancelled' }, [3]],
    ['a task', { task_id: taskIdOf(7) }, [4, 3, 2, 1]],
    ['a task and a time', { task_id: taskIdOf(7), to: '2026-03-02T00:00:00Z' }, [1]],
    ['a task that is not there', { task_id: taskIdOf(8) }, []],
    ['nobody', { actor: 'nobody' }, []],
  ])('can be asked for by %s', async (_, query, expected) => {
    const org_id = OrgId.parse('org-asked');
    if ((await list({}, own('org-asked'))).records.length === 0)
      await record(
        anEntry({ org_id, task_id: taskIdOf(7), at: '2026-03-01T00:00:00.000Z' }),
        anEntry({
          org_id,
          task_id: taskIdOf(7),
          at: '2026-03-02T00:00:00.000Z',
          actor: 'alice',
          event: 'task_approved',
        }),
        anEntry({
          org_id,
          task_id: taskIdOf(7),
          at: '2026-03-03T00:00:00.000Z',
          actor: 'alice',
          event: 'task_cancelled',
        }),
        anEntry({ org_id, task_id: taskIdOf(7), at: '2026-03-04T00:00:00.000Z' }),
      );

    for (const limit of ['1', '50']) {
      const { found } = await follow({ ...query, limit }, own('org-asked'));
      expect(found.map((text) => Number(text.split(' ')[2]))).toEqual(expected);
    }
  });

  it("has the controls of a task's executions among the task's records", async () => {
    const org_id = OrgId.parse('org-controls');
    await stores.putExecution(aNewExecution({ org_id }));
    await record(
      anEntry({ org_id, at: '2026-03-05T01:00:00.000Z' }),
      anEntry({
        org_id,
        chain: executionId,
        event: 'execution_paused',
        at: '2026-03-05T02:00:00.000Z',
      }),
    );

    const { records } = await list({ task_id: taskId }, own('org-controls'));

    expect(records.map(({ chain }) => chain)).toEqual([executionId, taskId]);
  });

  it("shows no other org's records, and all of them to the one-machine identity", async () => {
    const local = callerNamed('local', { org: null });
    for (const name of [org, otherOrg]) {
      await stores.directory.register(name);
      for (let number = 0; number < 3; number += 1)
        await record(anEntry({ org_id: name, chain: 'settings' }));
    }

    expect((await list({})).records.every(({ org_id }) => org_id === org)).toBe(true);
    const named = await list({ org_id: otherOrg }, local);
    expect(named.records.map(({ org_id }) => org_id)).toEqual([otherOrg, otherOrg, otherOrg]);
    for (const limit of ['1', '2', '4'])
      expect((await follow({ limit }, local)).found).toHaveLength(6);
    await expect(list({ org_id: otherOrg })).rejects.toMatchObject({ code: 'org-mismatch' });
  });

  it.each<[object, string]>([
    [{ from: 'yesterday' }, '/query/from'],
    [{ from: '2026-03-02T00:00:00Z', to: '2026-03-01T00:00:00Z' }, '/query/from'],
    [{ from: '0001-01-01T00:00:00Z' }, '/query/from'],
    [{ to: '2026-03-01' }, '/query/to'],
    [{ event: '' }, '/query/event'],
    [{ actor: '' }, '/query/actor'],
    [{ task_id: 'task-1' }, '/query/task_id'],
    [{ limit: '1e1' }, '/query/limit'],
    [{ limit: '0' }, '/query/limit'],
    [{ limit: '201' }, '/query/limit'],
    [{ org_id: '#' }, '/query/org_id'],
    [{ cursor: 'x' }, '/query/cursor'],
    [{ cursor: 'ÿ' }, '/query/cursor'],
    [{ order: 'asc' }, '/query/order'],
  ])('refuses %j and names the field', async (query, pointer) => {
    await expect(list(query)).rejects.toMatchObject({
      details: { errors: [{ pointer }] },
    });
  });
});
