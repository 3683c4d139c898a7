import { TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLocalDatabase } from '../support/local-database.ts';
import type { LocalDatabase } from '../support/local-database.ts';
import { aKey, aTable, createTable, put, read } from '../support/tables.ts';

let local: LocalDatabase;
let run = 0;

beforeAll(async () => {
  local = await openLocalDatabase();
  await createTable(
    local.client,
    aTable({
      TableName: 'things',
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    }),
  );
});

afterAll(() => local.dispose());

/** One action on one item: whether the item is there before, what is done, what is demanded. */
interface Step {
  readonly isThere: boolean;
  readonly action: 'Put' | 'Update' | 'Delete' | 'ConditionCheck';
  readonly demand: 'none' | 'exists' | 'absent';
}

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({
    isThere: fc.boolean(),
    action: fc.constantFrom('Put', 'Update', 'Delete', 'ConditionCheck'),
    demand: fc.constantFrom('none', 'exists', 'absent', 'none'),
  }),
  { minLength: 1, maxLength: 8 },
);

const toAction = (step: Step, sk: string): TransactWriteItem => {
  const demand =
    step.action === 'ConditionCheck' && step.demand === 'none' ? 'exists' : step.demand;
  const condition =
    demand === 'none'
      ? {}
      : { ConditionExpression: `attribute_${demand === 'exists' ? '' : 'not_'}exists(pk)` };
  const Key = aKey(`run ${run}`, sk);
  const table = { TableName: 'things', ...condition };
  switch (step.action) {
    case 'Put':
      return { Put: { ...table, Item: { ...Key, v: { S: 'after' } } } };
    case 'Update':
      return {
        Update: {
          ...table,
          Key,
          UpdateExpression: 'SET v = :v',
          ExpressionAttributeValues: { ':v': { S: 'after' } },
        },
      };
    case 'Delete':
      return { Delete: { ...table, Key } };
    case 'ConditionCheck':
      return {
        ConditionCheck: {
          TableName: 'things',
          Key,
          ConditionExpression: condition.ConditionExpression,
        },
      };
  }
};

const isMet = ({ isThere, action, demand }: Step): boolean =>
  demand === 'none' ? action !== 'ConditionCheck' || isThere : (demand === 'exists') === isThere;

/** What stands at the item afterwards, when the transaction goes through. */
const afterwards = ({ isThere, action }: Step): string | undefined => {
  if (action === 'Delete') return undefined;
  if (action === 'ConditionCheck') return isThere ? 'before' : undefined;
  return 'after';
};

describe('a transaction', () => {
  it('takes effect in all its parts or in none, in store and feed', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (sample) => {
        run += 1;
        const keys = sample.map((_, at) => aKey(`run ${run}`, String(at)));
        for (const [at, step] of sample.entries()) {
          if (step.isThere) {
            await put(local.client, 'things', { ...keys[at], v: { S: 'before' } });
          }
        }
        const before = await local.database().readChanges('0', 100_000);
        const TransactItems = sample.map((step, at) => toAction(step, String(at)));

        const error: unknown = await local.client
          .send(new TransactWriteItemsCommand({ TransactItems }))
          .then(() => undefined)
          .catch((caught: unknown) => caught);

        const succeeds = sample.every(isMet);
        const stored = await Promise.all(keys.map((key) => read(local.client, 'things', key)));
        const expected = sample.map((step) =>
          succeeds ? afterwards(step) : step.isThere ? 'before' : undefined,
        );
        expect(stored.map((item) => item?.['v']?.S)).toEqual(expected);
        const changed = sample.filter(
          (step, at) => expected[at] !== (step.isThere ? 'before' : undefined),
        ).length;
        const after = await local.database().readChanges('0', 100_000);
        expect(after.length - before.length).toBe(changed);
        if (succeeds) expect(error).toBeUndefined();
        else {
          expect(error).toMatchObject({
            CancellationReasons: sample.map((step) => ({
              Code: isMet(step) ? 'None' : 'ConditionalCheckFailed',
            })),
          });
        }
      }),
    );
  });
});
