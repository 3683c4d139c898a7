import { QueryCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { QueryCommandInput } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLocalDatabase } from './support/local-database.ts';
import type { LocalDatabase } from './support/local-database.ts';
import { aKey, aTable, aTableWithIndex, createTable, failure, put } from './support/tables.ts';
import type { Item } from './support/tables.ts';

let local: LocalDatabase;
const invalid = 'One or more parameter values were invalid: ';

beforeAll(async () => {
  local = await openLocalDatabase();
  await createTable(local.client, aTableWithIndex('things', { ProjectionType: 'ALL' }));
  await createTable(local.client, aTableWithIndex('slim', { ProjectionType: 'KEYS_ONLY' }));
  await createTable(
    local.client,
    aTableWithIndex('some', { ProjectionType: 'INCLUDE', NonKeyAttributes: ['note'] }),
  );
  await createTable(
    local.client,
    aTable({
      TableName: 'numbered',
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'N' },
      ],
    }),
  );
  await createTable(
    local.client,
    aTable({
      TableName: 'binary',
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'B' },
      ],
    }),
  );
  for (const sk of ['a', 'a#1', 'a#2', 'a\u0000', 'b', 'é', 'z', '😀']) {
    await put(local.client, 'things', { ...aKey('p', sk), n: { N: '1' } });
  }
  await put(local.client, 'things', aKey('other', 'a'));
});

afterAll(() => local.dispose());

const query = async (input: Partial<QueryCommandInput> & { values?: Record<string, string> }) => {
  const { values, ...rest } = input;
  return local.client.send(
    new QueryCommand({
      TableName: 'things',
      ...(values === undefined
        ? {}
        : {
            ExpressionAttributeValues: Object.fromEntries(
              Object.entries(values).map(([name, S]) => [name, { S }]),
            ),
          }),
      ...rest,
    }),
  );
};

const sortKeys = (items: Item[] | undefined): (string | undefined)[] =>
  (items ?? []).map((item) => item['sk']?.S ?? item['sk']?.N);

describe('a query finds', () => {
  it('the reverse order where asked for', async () => {
    const answer = await query({
      KeyConditionExpression: 'pk = :p AND sk > :a',
      values: { ':p': 'p', ':a': 'a#1' },
      ScanIndexForward: false,
    });

    expect(sortKeys(answer.Items)).toEqual(['😀', 'é', 'z', 'b', 'a#2']);
  });

  it('numbers in the order of their values', async () => {
    const numbers = ['10', '9', '-1', '-10', '0', '0.5', '-0.5', '1E20', '-1E20', '10.5', '1E-20'];
    for (const sk of numbers) {
      await put(local.client, 'numbered', { pk: { S: 'p' }, sk: { N: sk } });
    }

    const answer = await local.client.send(
      new QueryCommand({
        TableName: 'numbered',
        KeyConditionExpression: 'pk = :p AND sk BETWEEN :low AND :high',
        ExpressionAttributeValues: {
          ':p': { S: 'p' },
          ':low': { N: '-10' },
          ':high': { N: '1e20' },
        },
      }),
    );

    expect(sortKeys(answer.Items)).toEqual([
      '-10',
      '-1',
      '-0.5',
      '0',
      '0.00000000000000000001',
      '0.5',
      '9',
      '10',
      '10.5',
      '100000000000000000000',
    ]);
  });

  it('bytes in unsigned order, by prefix', async () => {
    for (const bytes of [[255], [1], [1, 0], [1, 0, 5], [2], [1, 255], [255, 255]]) {
      await put(local.client, 'binary', { pk: { S: 'p' }, sk: { B: new Uint8Array(bytes) } });
    }
    const find = async (prefix: number[]) => {
      const answer = await local.client.send(
        new QueryCommand({
          TableName: 'binary',
          KeyConditionExpression: 'pk = :p AND begins_with(sk, :b)',
          ExpressionAttributeValues: { ':p': { S: 'p' }, ':b': { B: new Uint8Array(prefix) } },
        }),
      );
      return (answer.Items ?? []).map((item) => [...(item['sk']?.B ?? [])]);
    };

    expect(await find([1])).toEqual([[1], [1, 0], [1, 0, 5], [1, 255]]);
    expect(await find([255])).toEqual([[255], [255, 255]]);
  });
});

describe('pages', () => {
  it('end at the limit with a key to go on from, in both directions', async () => {
    for (const ScanIndexForward of [true, false]) {
      const seen: (string | undefined)[] = [];
      let ExclusiveStartKey: Item | undefined;
      let pages = 0;
      do {
        const answer = await query({
          KeyConditionExpression: 'pk = :p',
          values: { ':p': 'p' },
          Limit: 3,
          ScanIndexForward,
          ...(ExclusiveStartKey === undefined ? {} : { ExclusiveStartKey }),
        });
        seen.push(...sortKeys(answer.Items));
        ExclusiveStartKey = answer.LastEvaluatedKey;
        pages += 1;
      } while (ExclusiveStartKey !== undefined);

      const forward = ['a', 'a\u0000', 'a#1', 'a#2', 'b', 'z', 'é', '😀'];
      expect(seen).toEqual(ScanIndexForward ? forward : forward.reverse());
      expect(pages).toBe(3);
    }
  });

  it('count the limit before the filter', async () => {
    await put(local.client, 'things', { ...aKey('filtered', '1'), v: { N: '1' } });
    await put(local.client, 'things', { ...aKey('filtered', '2'), v: { N: '2' } });
    await put(local.client, 'things', { ...aKey('filtered', '3'), v: { N: '3' } });

    const answer = await local.client.send(
      new QueryCommand({
        TableName: 'things',
        KeyConditionExpression: 'pk = :p',
        FilterExpression: 'v > :v',
        ExpressionAttributeValues: { ':p': { S: 'filtered' }, ':v': { N: '1' } },
        Limit: 2,
      }),
    );

    expect(sortKeys(answer.Items)).toEqual(['2']);
    expect(answer).toMatchObject({
      Count: 1,
      ScannedCount: 2,
      LastEvaluatedKey: aKey('filtered', '2'),
    });
  });

  it('end when 1 MB is full', async () => {
    for (let n = 0; n < 6; n += 1) {
      await put(local.client, 'things', {
        ...aKey('heavy', String(n)),
        v: { S: 'x'.repeat(300_000) },
      });
    }

    const first = await query({ KeyConditionExpression: 'pk = :p', values: { ':p': 'heavy' } });
    const second = await query({
      KeyConditionExpression: 'pk = :p',
      values: { ':p': 'heavy' },
      ExclusiveStartKey: first.LastEvaluatedKey,
    });

    expect(sortKeys(first.Items)).toEqual(['0', '1', '2']);
    expect(first.LastEvaluatedKey).toEqual(aKey('heavy', '2'));
    expect(sortKeys(second.Items)).toEqual(['3', '4', '5']);
    expect(second.LastEvaluatedKey).toBeUndefined();
  });

  it('count without items where only the count is wanted', async () => {
    const answer = await query({
      KeyConditionExpression: 'pk = :p',
      values: { ':p': 'p' },
      Select: 'COUNT',
    });

    expect(answer).toMatchObject({ Count: 8, ScannedCount: 8 });
    expect(answer.Items).toBeUndefined();
  });
});

describe('a global index', () => {
  const owned = (table: string, sk: string, more: Item = {}): Promise<void> =>
    put(local.client, table, { ...aKey('owned', sk), ...more });
  const byOwner = (table: string, owner: string, more: Partial<QueryCommandInput> = {}) =>
    query({
      TableName: table,
      IndexName: 'by_owner',
      KeyConditionExpression: '#o = :o',
      ExpressionAttributeNames: { '#o': 'owner' },
      values: { ':o': owner },
      ...more,
    });

  it('holds, sorted by its own key, the items that have its attributes', async () => {
    await owned('things', '1', { owner: { S: 'ann' }, rank: { S: 'c' } });
    await owned('things', '2', { owner: { S: 'ann' }, rank: { S: 'a' } });
    await owned('things', '3', { owner: { S: 'ann' } });
    await owned('things', '4', { rank: { S: 'b' } });
    await owned('things', '5', { owner: { S: 'bob' }, rank: { S: 'b' } });

    const answer = await byOwner('things', 'ann');

    expect(sortKeys(answer.Items)).toEqual(['2', '1']);
  });

  it('follows changes and deletions', async () => {
    await owned('things', 'm', { owner: { S: 'cid' }, rank: { S: 'a' } });
    await owned('things', 'm', { owner: { S: 'dan' }, rank: { S: 'a' } });
    expect(sortKeys((await byOwner('things', 'cid')).Items)).toEqual([]);
    expect(sortKeys((await byOwner('things', 'dan')).Items)).toEqual(['m']);

    await owned('things', 'm', {});

    expect(sortKeys((await byOwner('things', 'dan')).Items)).toEqual([]);
  });

  it('pages with the keys of index and table', async () => {
    for (const sk of ['1', '2', '3']) {
      await owned('things', sk, { owner: { S: 'eve' }, rank: { S: 'same' } });
    }

    const first = await byOwner('things', 'eve', { Limit: 2 });
    const second = await byOwner('things', 'eve', {
      ExclusiveStartKey: first.LastEvaluatedKey,
    });

    expect(first.LastEvaluatedKey).toEqual({
      ...aKey('owned', '2'),
      owner: { S: 'eve' },
      rank: { S: 'same' },
    });
    expect(sortKeys(second.Items)).toEqual(['3']);
  });

  it('shows its projection only', async () => {
    const item = { owner: { S: 'fay' }, rank: { S: 'a' }, note: { S: 'n' }, other: { S: 'o' } };
    await owned('slim', '1', item);
    await owned('some', '1', item);

    const slim = await byOwner('slim', 'fay');
    const some = await byOwner('some', 'fay');

    expect(slim.Items).toEqual([{ ...aKey('owned', '1'), owner: item.owner, rank: item.rank }]);
    expect(some.Items).toEqual([
      { ...aKey('owned', '1'), owner: item.owner, rank: item.rank, note: item.note },
    ]);
  });

  it.each<[string, Partial<QueryCommandInput>, string]>([
    [
      'a consistent read',
      { ConsistentRead: true },
      'Consistent reads are not supported on global secondary indexes',
    ],
    [
      'an attribute that it does not hold',
      { ProjectionExpression: 'note' },
      `${invalid}Global secondary index by_owner does not project [note]`,
    ],
    [
      'all attributes of a partial projection',
      { Select: 'ALL_ATTRIBUTES' },
      `${invalid}Select type ALL_ATTRIBUTES is not supported for global secondary index by_owner because its projection type is not ALL`,
    ],
    [
      'an unknown index',
      { IndexName: 'by_nothing' },
      'The table does not have the specified index: by_nothing',
    ],
  ])('refuses %s', async (_, more, message) => {
    expect(await failure(byOwner('slim', 'ann', more))).toEqual({
      name: 'ValidationException',
      message,
    });
  });

  it('refuses key attributes of another type, and empty ones', async () => {
    const number = await failure(owned('things', 'x', { owner: { N: '1' } }));
    const empty = await failure(owned('things', 'x', { owner: { S: '' } }));

    expect(number.message).toBe(
      `${invalid}Type mismatch for Index Key owner Expected: S Actual: N IndexName: by_owner`,
    );
    expect(empty.message).toBe(
      'One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty string value. IndexName: by_owner, IndexKey: owner',
    );
  });
});

describe('a scan', () => {
  it('reads the whole table page by page', async () => {
    await createTable(local.client, aTable({ TableName: 'scanned' }));
    const keys = Array.from({ length: 20 }, (_, n) =>
      aKey(`p${n % 3}`, String(n).padStart(2, '0')),
    );
    for (const key of keys) await put(local.client, 'scanned', key);

    const first = await local.client.send(new ScanCommand({ TableName: 'scanned', Limit: 15 }));
    const second = await local.client.send(
      new ScanCommand({ TableName: 'scanned', ExclusiveStartKey: first.LastEvaluatedKey }),
    );

    const all = [...sortKeys(first.Items), ...sortKeys(second.Items)];
    expect(first.Count).toBe(15);
    expect(second.LastEvaluatedKey).toBeUndefined();
    expect([...all].sort()).toEqual(keys.map((key) => key['sk']?.S));
  });
});
