import { DeleteItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { partitions } from '../../../functions/adapters/dynamodb/table.ts';
import { makeVerifyAudit } from '../../../functions/application/audit/verify-audit.ts';
import type { AuditVerdict } from '../../../functions/domain/audit/audit-view.ts';
import type { ChainName } from '../../../functions/domain/audit/audit-record.ts';
import { operations } from '../../../functions/contract/operations.ts';
import { aTask } from '../../support/builders/a-task.ts';
import { anEntry } from '../../support/builders/an-audit-entry.ts';
import { org, otherOrg, taskIdOf } from '../../support/builders/ids.ts';
import { callerNamed } from '../../support/builders/people.ts';
import { changes, openStores } from '../../support/world/open-stores.ts';
import type { Stores } from '../../support/world/open-stores.ts';

let stores: Stores;

const submit = (number: number) =>
  stores.unitOfWork.commit(
    changes({
      documents: [{ kind: 'task', document: aTask({ task_id: taskIdOf(number) }), expected: null }],
      audit: [anEntry({ task_id: taskIdOf(number) }), anEntry({ task_id: taskIdOf(number) })],
    }),
  );

beforeEach(async () => {
  stores = await openStores();
  await stores.directory.register(org);
  for (const number of [1, 2, 3, 4, 5]) await submit(number);
  await stores.unitOfWork.commit(changes({ audit: [anEntry({ chain: 'settings' })] }));
});

afterEach(() => stores.close());

const noAnchors = () => Promise.resolve({ fault: null, points: new Map() });

const verify = (query: object = {}, anchored: object = {}): Promise<AuditVerdict> =>
  makeVerifyAudit({ ...stores, auditTrail: stores.audit, checkAnchors: noAnchors, ...anchored })(
    callerNamed('vera'),
    query,
  );

const keyOf = (chain: ChainName, seq: number | 'head') => ({
  pk: { S: partitions.audit(org, chain) },
  sk: { S: seq === 'head' ? 'head' : String(seq).padStart(12, '0') },
});

const remove = (chain: ChainName, ...seqs: readonly (number | 'head')[]) =>
  Promise.all(
    seqs.map((seq) =>
      stores.local.client.send(
        new DeleteItemCommand({ TableName: 'test', Key: keyOf(chain, seq) }),
      ),
    ),
  );

const set = (key: ReturnType<typeof keyOf>, name: string, value: string) =>
  stores.local.client.send(
    new UpdateItemCommand({
      TableName: 'test',
      Key: key,
      UpdateExpression: 'SET #name = :value',
      ExpressionAttributeNames: { '#name': name },
      ExpressionAttributeValues: { ':value': { S: value } },
    }),
  );

/** Page after page to the end or the first fault. */
const verifyAll = async (limit: string) => {
  let verdict = await verify({ limit });
  let records = verdict.records;
  while (verdict.next_cursor !== undefined) {
    verdict = await verify({ limit, cursor: verdict.next_cursor });
    records += verdict.records;
  }
  return { verified: verdict.verified, fault: verdict.fault, records };
};

describe('the verification of an org', () => {
  it.each(['1', '2', '100'])('finds good chains good, %s at a time', async (limit) => {
    expect(await verifyAll(limit)).toMatchObject({ verified: true, fault: null });
    expect((await verify({})).records).toBe(11);
    expect(operations.verifyAudit.answers.json[200].safeParse(await verify({ limit })).error).toBe(
      undefined,
    );
  });

  it.each<[string, () => Promise<unknown>, object]>([
    [
      'an edit',
      () => set(keyOf(taskIdOf(3), 2), 'canonical', '{}'),
      { chain: taskIdOf(3), seq: 2, kind: 'record-unreadable' },
    ],
    ['a deletion', () => remove(taskIdOf(2), 1), { chain: taskIdOf(2), seq: 1 }],
    [
      'an end cut off',
      () => remove(taskIdOf(4), 2),
      { chain: taskIdOf(4), seq: 2, kind: 'chain-truncated' },
    ],
    [
      'a head taken away',
      () => remove(taskIdOf(4), 'head'),
      { chain: taskIdOf(4), seq: 2, kind: 'head-missing' },
    ],
    [
      'a chain that vanished',
      () => remove(taskIdOf(5), 1, 2, 'head'),
      { chain: taskIdOf(5), seq: 1, kind: 'chain-missing' },
    ],
    [
      'an edit behind a head that is hidden from the index',
      async () => {
        await set(keyOf(taskIdOf(1), 'head'), 'gsi1pk', 'elsewhere');
        await set(keyOf(taskIdOf(1), 1), 'hash', '0'.repeat(64));
      },
      { chain: taskIdOf(1), seq: 1, kind: 'record-broken' },
    ],
    [
      'settings without a head',
      () => remove('settings', 'head'),
      { chain: 'settings', seq: 1, kind: 'head-missing' },
    ],
  ])('names %s', async (_, tamper, fault) => {
    await tamper();

    for (const limit of ['1', '3', '100'])
      expect(await verifyAll(limit)).toMatchObject({
        verified: false,
        fault: { org_id: org, ...fault },
      });
  });

  it('believes what anchors say', async () => {
    const anchored = (hash: string) => ({
      checkAnchors: () =>
        Promise.resolve({
          fault: null,
          points: new Map([[taskIdOf(2), [{ anchor: 1, seq: 1, hash }]]]),
        }),
    });
    const { records } = await stores.audit.chain(org, taskIdOf(2));

    expect((await verify({}, anchored(records[0]?.hash ?? ''))).verified).toBe(true);
    expect(await verify({}, anchored('f'.repeat(64)))).toMatchObject({
      fault: { chain: taskIdOf(2), seq: 1, kind: 'record-not-as-anchored', anchor: 1 },
    });
  });

  it.each<[object, string]>([
    [{ limit: '501' }, '/query/limit'],
    [{ limit: '1e1' }, '/query/limit'],
    [{ cursor: 'e30' }, '/query/cursor'],
    [{ cursor: '%' }, '/query/cursor'],
    [{ chain: 'settings' }, '/query/chain'],
  ])('refuses %j and names the field', async (query, pointer) => {
    await expect(verify(query)).rejects.toMatchObject({ details: { errors: [{ pointer }] } });
  });

  it('is of the own org alone', async () => {
    await expect(verify({ org_id: otherOrg })).rejects.toMatchObject({ code: 'org-mismatch' });
  });
});
