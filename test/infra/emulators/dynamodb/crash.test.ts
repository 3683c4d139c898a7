import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { ClassicLevel } from 'classic-level';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLocalDynamoDb } from '../../../../infra/emulators/dynamodb/local-dynamodb.ts';
import type { LocalDynamoDb } from '../../../../infra/emulators/dynamodb/local-dynamodb.ts';

const victim = fileURLToPath(new URL('./support/crash-victim.ts', import.meta.url));
let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'local-dynamodb-crash-'));
});

afterEach(() => rm(directory, { recursive: true, force: true }));

/** Lets the victim acknowledge so many transactions, kills it, and tells the last one heard of. */
const killAfter = async (count: number): Promise<number> => {
  const child = spawn(process.execPath, ['--import', 'tsx', victim, directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<NodeJS.Signals | null>((resolve) => {
    child.on('exit', (_, signal) => resolve(signal));
  });
  let last = -1;
  for await (const line of createInterface({ input: child.stdout })) {
    last = Number(line);
    if (last + 1 === count) child.kill('SIGKILL');
  }
  expect(await ended).toBe('SIGKILL');
  return last;
};

const ask = async (database: LocalDynamoDb, operation: string, input: unknown) => {
  const text = JSON.stringify(input);
  const { body } = await database.answer(`DynamoDB_20120810.${operation}`, text);
  return JSON.parse(body) as { Item?: object; Count?: number; Table?: { ItemCount: number } };
};

describe('a database killed while it writes', () => {
  it('has every acknowledged transaction whole, in items, index, feed and counts', async () => {
    const last = await killAfter(300);

    const level = new ClassicLevel(directory);
    const database = await createLocalDynamoDb({ level, clock: { now: () => Date.now() } });
    const sides: boolean[][] = [];
    for (let n = 0; n <= last + 5; n += 1) {
      const found = await Promise.all(
        ['left', 'right'].map(async (side) => {
          const Key = { pk: { S: `${n}-${side}` } };
          return (await ask(database, 'GetItem', { TableName: 'things', Key })).Item !== undefined;
        }),
      );
      sides.push(found);
    }
    const count = async (side: string) => {
      const answer = await ask(database, 'Query', {
        TableName: 'things',
        IndexName: 'by_owner',
        KeyConditionExpression: '#o = :o',
        ExpressionAttributeNames: { '#o': 'owner' },
        ExpressionAttributeValues: { ':o': { S: side } },
        Select: 'COUNT',
      });
      return answer.Count;
    };
    const records = await database.readChanges('0', 100_000);
    const counts = [await count('left'), await count('right')];
    const { Table } = await ask(database, 'DescribeTable', { TableName: 'things' });
    await database.close();
    await level.close();

    const whole = sides.filter(([left, right]) => left === true && right === true).length;
    expect(last).toBeGreaterThanOrEqual(299);
    expect(sides.slice(0, last + 1).every(([left, right]) => left === true && right === true)).toBe(
      true,
    );
    expect(sides.every(([left, right]) => left === right)).toBe(true);
    expect(records).toHaveLength(2 * whole);
    expect(counts).toEqual([whole, whole]);
    expect(Table?.ItemCount).toBe(2 * whole);
  });
});
