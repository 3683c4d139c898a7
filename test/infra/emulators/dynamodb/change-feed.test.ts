import {
  DeleteItemCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChangeRecord } from '../../../../infra/emulators/dynamodb/storage/change-feed.ts';
import { openLocalDatabase } from './support/local-database.ts';
import type { LocalDatabase } from './support/local-database.ts';
import { aKey, aTable, createTable, put } from './support/tables.ts';

let local: LocalDatabase;

beforeEach(async () => {
  local = await openLocalDatabase();
});

afterEach(() => local.dispose());

type View = 'NEW_AND_OLD_IMAGES' | 'NEW_IMAGE' | 'OLD_IMAGE' | 'KEYS_ONLY';
const streaming = (view: View = 'NEW_AND_OLD_IMAGES'): CreateTableCommandInput =>
  aTable({
    TableName: 'things',
    StreamSpecification: { StreamEnabled: true, StreamViewType: view },
  });

const valued = (sk: string, v: string) => ({ ...aKey('p', sk), v: { S: v } });
const changes = (after = '0', limit = 100) => local.database().readChanges(after, limit);
const sequences = (records: readonly ChangeRecord[]) =>
  records.map((record) => record.dynamodb.SequenceNumber);

describe('the change feed', () => {
  it('tells inserts, modifications and removals with both images, in order', async () => {
    await createTable(local.client, streaming());

    await put(local.client, 'things', valued('1', 'a'));
    await put(local.client, 'things', valued('1', 'b'));
    await local.client.send(new DeleteItemCommand({ TableName: 'things', Key: aKey('p', '1') }));

    const records = await changes();
    expect(records).toMatchObject([
      {
        eventName: 'INSERT',
        eventSource: 'aws:dynamodb',
        eventVersion: '1.1',
        awsRegion: 'us-east-1',
        eventSourceARN:
          'arn:aws:dynamodb:us-east-1:000000000000:table/things/stream/2026-11-14T12:00:00.000',
        dynamodb: {
          ApproximateCreationDateTime: 1_794_657_600,
          Keys: aKey('p', '1'),
          NewImage: valued('1', 'a'),
          SequenceNumber: '000000000000000000001',
          StreamViewType: 'NEW_AND_OLD_IMAGES',
        },
      },
      {
        eventName: 'MODIFY',
        dynamodb: { OldImage: valued('1', 'a'), NewImage: valued('1', 'b') },
      },
      { eventName: 'REMOVE', dynamodb: { OldImage: valued('1', 'b') } },
    ]);
    expect(records[0]?.dynamodb).not.toHaveProperty('OldImage');
    expect(records[2]?.dynamodb).not.toHaveProperty('NewImage');
    expect(new Set(records.map((record) => record.eventID)).size).toBe(3);
  });

  it('says nothing of writes that change nothing', async () => {
    await createTable(local.client, streaming());
    await put(local.client, 'things', valued('1', 'a'));

    await put(local.client, 'things', valued('1', 'a'));
    await local.client.send(
      new UpdateItemCommand({
        TableName: 'things',
        Key: aKey('p', '1'),
        UpdateExpression: 'SET v = :v',
        ExpressionAttributeValues: { ':v': { S: 'a' } },
      }),
    );
    await local.client.send(
      new DeleteItemCommand({ TableName: 'things', Key: aKey('p', 'absent') }),
    );

    expect(await changes()).toHaveLength(1);
  });

  it('has all records of a transaction and none of a cancelled one', async () => {
    await createTable(local.client, streaming());
    const transact = (condition: string) =>
      local.client.send(
        new TransactWriteItemsCommand({
          TransactItems: [
            { Put: { TableName: 'things', Item: valued('1', 'a') } },
            {
              Put: { TableName: 'things', Item: valued('2', 'a'), ConditionExpression: condition },
            },
          ],
        }),
      );

    await transact('attribute_exists(pk)').catch(() => undefined);
    await transact('attribute_not_exists(pk)');

    const keys = (await changes()).map((record) => record.dynamodb.Keys['sk']);
    expect(keys).toEqual([{ S: '1' }, { S: '2' }]);
  });

  it('is empty for tables without a stream', async () => {
    await createTable(local.client, aTable({ TableName: 'things' }));

    await put(local.client, 'things', valued('1', 'a'));

    expect(await changes()).toEqual([]);
  });

  it.each<[View, object]>([
    ['NEW_IMAGE', { NewImage: valued('1', 'b') }],
    ['OLD_IMAGE', { OldImage: valued('1', 'a') }],
    ['KEYS_ONLY', {}],
  ])('carries what the view %s has', async (view, images) => {
    await createTable(local.client, streaming(view));
    await put(local.client, 'things', valued('1', 'a'));
    await put(local.client, 'things', valued('1', 'b'));

    const [, record] = await changes();

    const { NewImage, OldImage } = record?.dynamodb ?? {};
    expect({ NewImage, OldImage }).toEqual({ NewImage: undefined, OldImage: undefined, ...images });
  });
});

describe('a consumer with a checkpoint', () => {
  it('goes on where it was, also after a restart', async () => {
    await createTable(local.client, streaming());
    for (const sk of ['1', '2', '3']) await put(local.client, 'things', valued(sk, 'a'));
    const [first] = await changes('0', 1);
    await local.reopen();
    await put(local.client, 'things', valued('4', 'a'));

    const rest = await changes(first?.dynamodb.SequenceNumber);

    expect(rest.map((record) => record.dynamodb.Keys['sk']?.['S' as never])).toEqual([
      '2',
      '3',
      '4',
    ]);
  });

  it('trims what it is done with; numbers go on after a restart', async () => {
    await createTable(local.client, streaming());
    for (const sk of ['1', '2', '3']) await put(local.client, 'things', valued(sk, 'a'));

    await local.database().trimChanges('000000000000000000002');
    expect(sequences(await changes())).toEqual(['000000000000000000003']);
    await local.database().trimChanges('000000000000000000999');
    await local.reopen();
    await put(local.client, 'things', valued('4', 'a'));

    expect(sequences(await changes())).toEqual(['000000000000000000004']);
  });

  it('whose listener throws does not fail the write', async () => {
    await createTable(local.client, streaming());
    const heard: string[] = [];
    local.database().onChange(() => {
      throw new Error('The listener failed.');
    });
    local.database().onChange((record) => heard.push(record.eventName));

    await put(local.client, 'things', valued('1', 'a'));

    expect(heard).toEqual(['INSERT']);
    expect(local.defects).toEqual([new Error('The listener failed.')]);
  });

  it('is woken after each commit, in order', async () => {
    await createTable(local.client, streaming());
    const heard: string[] = [];
    local.database().onChange((record) => heard.push(record.dynamodb.SequenceNumber));

    await Promise.all(
      ['1', '2', '3', '4'].map((sk) => put(local.client, 'things', valued(sk, 'a'))),
    );

    expect(heard).toEqual(sequences(await changes()));
    expect(heard).toHaveLength(4);
  });
});
