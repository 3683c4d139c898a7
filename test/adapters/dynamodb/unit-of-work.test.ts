import { neverControlled } from '../../../functions/domain/execution/execution.ts';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { auditWrites } from '../../../functions/adapters/dynamodb/audit-writes.ts';
import { makeUnitOfWork } from '../../../functions/adapters/dynamodb/unit-of-work.ts';
import { Conflict, TransientFailure } from '../../../functions/domain/shared/errors.ts';
import { firstBadRecord } from '../../../functions/domain/audit/chain.ts';
import { toTimestamp } from '../../../functions/domain/shared/ids.ts';
import { changeTask } from '../../../functions/domain/task/move-task.ts';
import type { Fault } from '../../support/emulators/dynamodb-faults.ts';
import { aGate } from '../../support/builders/a-gate.ts';
import { aMessage } from '../../support/builders/a-message.ts';
import { aTask } from '../../support/builders/a-task.ts';
import { anEntry } from '../../support/builders/an-audit-entry.ts';
import { oneMore } from '../../support/builders/an-increment.ts';
import { executionId, org, otherOrg, taskId, taskIdOf } from '../../support/builders/ids.ts';
import { badRecordsOf } from '../../support/seams/audit.ts';
import { changes, openStores } from '../../support/world/open-stores.ts';
import type { Stores } from '../../support/world/open-stores.ts';

let stores: Stores;

beforeEach(async () => {
  stores = await openStores();
});

afterEach(() => stores.close());

const failure = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'no failure',
    (error: unknown) => error,
  );

const wholeCommit = (expected: number | null = null) =>
  changes({
    documents: [{ kind: 'task', document: aTask({ version: (expected ?? 0) + 1 }), expected }],
    audit: [anEntry()],
    messages: [aMessage()],
    counters: [oneMore],
  });

const state = async () => ({
  version: (await stores.tasks.get({ org_id: org, task_id: taskId }))?.version ?? null,
  records: (await stores.audit.all(org)).length,
  owed: (await stores.owed('start_lifecycle')).length,
  counted: await stores.counted('orchestrator_tasks_total'),
});

const nothing = { version: null, records: 0, owed: 0, counted: 0 };
const everything = { version: 1, records: 1, owed: 1, counted: 1 };

describe('the unit of work', () => {
  it('writes documents, audit, messages and counters together, and makes new ids findable', async () => {
    await stores.unitOfWork.commit(wholeCommit());

    expect(await state()).toEqual(everything);
    expect(await stores.directory.orgOf(taskId)).toBe('org-123');
  });

  it('writes nothing at all when a document is not at the expected version', async () => {
    const error = await failure(stores.unitOfWork.commit(wholeCommit(7)));

    expect(error).toBeInstanceOf(Conflict);
    expect(error).toMatchObject({
      name: 'TransientFailure',
      subject: 'task org#org-123#task#task-01j0000000000000000000000a',
    });
    expect(await state()).toEqual(nothing);
  });

  it('refuses to create what is there already', async () => {
    await stores.unitOfWork.commit(wholeCommit());

    const error = await failure(stores.unitOfWork.commit(wholeCommit()));

    expect(error).toBeInstanceOf(Conflict);
    expect(await state()).toEqual(everything);
  });

  it('names the one of several documents that moved', async () => {
    await stores.unitOfWork.commit(wholeCommit());

    const error = await failure(
      stores.unitOfWork.commit(
        changes({
          documents: [
            { kind: 'task', document: aTask({ version: 2 }), expected: 1 },
            { kind: 'gate', document: aGate({ version: 5 }), expected: 4 },
          ],
        }),
      ),
    );

    expect(error).toMatchObject({
      subject: 'gate org#org-123#gate#gate-7zzzzzzzzzzzzzzzzzzzzzzzzz',
    });
    expect((await stores.tasks.get({ org_id: org, task_id: taskId }))?.version).toBe(1);
  });

  it('does nothing for no changes', async () => {
    await stores.unitOfWork.commit(changes({}));

    expect(await state()).toEqual(nothing);
  });

  const numbers = Array.from({ length: 20 }, (_, index) => index);

  it('keeps a chain linked and the count right under twenty commits at once', async () => {
    await Promise.all(
      numbers.map((number) =>
        stores.unitOfWork.commit(
          changes({
            documents: [
              { kind: 'task', document: aTask({ task_id: taskIdOf(number) }), expected: null },
            ],
            audit: [anEntry({ chain: 'settings', task_id: taskIdOf(number) })],
            counters: [oneMore],
          }),
        ),
      ),
    );

    const records = await stores.audit.of(org, 'settings');
    expect(records.map((record) => record.seq)).toEqual(numbers.map((number) => number + 1));
    expect(firstBadRecord(records)).toBeNull();
    expect(new Set(records.map((record) => record.task_id)).size).toBe(20);
    expect(await stores.counted('orchestrator_tasks_total')).toBe(20);
  });

  it('shares no item between the records of two chains', async () => {
    const writes = await auditWrites(
      stores.table,
      numbers.map((number) => anEntry({ task_id: taskIdOf(number) })),
    );

    const keys = writes.map(
      ({ item }) => `${item.Put?.Item?.['pk']?.S} ${item.Put?.Item?.['sk']?.S}`,
    );
    expect(new Set(keys).size).toBe(40);
    for (const number of numbers)
      expect(keys.filter((key) => key.includes(taskIdOf(number)))).toEqual([
        `org#org-123#audit#${taskIdOf(number)} 000000000001`,
        `org#org-123#audit#${taskIdOf(number)} head`,
      ]);
  });

  it('lets one of ten writers of the same version win, and tells the others', async () => {
    await stores.unitOfWork.commit(wholeCommit());

    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () =>
        failure(
          stores.unitOfWork.commit(
            changes({
              documents: [{ kind: 'task', document: aTask({ version: 2 }), expected: 1 }],
              audit: [anEntry({ event: 'task_cancelled' })],
            }),
          ),
        ),
      ),
    );

    expect(outcomes.filter((outcome) => outcome === 'no failure')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome instanceof Conflict)).toHaveLength(9);
    expect(await stores.audit.all(org)).toHaveLength(2);
  });

  it('keeps a chain for each org and each name in it', async () => {
    await stores.unitOfWork.commit(
      changes({
        audit: [
          anEntry(),
          anEntry({ org_id: otherOrg }),
          anEntry({ chain: executionId, event: 'execution_paused' }),
          anEntry({ event: 'second' }),
        ],
      }),
    );

    const own = await stores.audit.of(org, taskId);
    const controls = await stores.audit.of(org, executionId);
    const others = await stores.audit.of(otherOrg, taskId);
    expect(own.map(({ seq, event }) => [seq, event])).toEqual([
      [1, 'task_submitted'],
      [2, 'second'],
    ]);
    expect(controls.map(({ seq, task_id }) => [seq, task_id])).toEqual([[1, taskId]]);
    expect(others.map(({ seq }) => seq)).toEqual([1]);
    expect([own, controls, others].map((records) => firstBadRecord(records))).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('replaces the control of an execution by its epoch', async () => {
    const control = (epoch: number, expected: number | null) =>
      changes({
        documents: [
          {
            kind: 'control' as const,
            org_id: org,
            execution_id: 'exec-01j0000000000000000000000a' as never,
            document: { ...neverControlled, epoch },
            expected,
          },
        ],
      });
    await stores.unitOfWork.commit(control(1, null));
    await stores.unitOfWork.commit(control(2, 1));

    const error = await failure(stores.unitOfWork.commit(control(3, 1)));

    expect(error).toBeInstanceOf(Conflict);
  });
});

describe('a store that fails', () => {
  it.each<[string, { operation: string; fault: Fault; expected: object }]>([
    [
      'is throttled',
      { operation: 'TransactWriteItems', fault: { kind: 'throttle' }, expected: nothing },
    ],
    [
      'fails before it writes',
      { operation: 'TransactWriteItems', fault: { kind: 'not-applied' }, expected: nothing },
    ],
    [
      'fails after it wrote',
      { operation: 'TransactWriteItems', fault: { kind: 'applied' }, expected: everything },
    ],
    [
      "can't read the chain's head",
      { operation: 'GetItem', fault: { kind: 'throttle' }, expected: nothing },
    ],
  ])('and %s is a transient failure, all or nothing', async (_, { operation, fault, expected }) => {
    stores.failNext(operation, fault);

    const error = await failure(stores.unitOfWork.commit(wholeCommit()));

    stores.recover();
    expect(error).toBeInstanceOf(TransientFailure);
    expect(error).not.toBeInstanceOf(Conflict);
    expect(await state()).toEqual(expected);
  });

  it.each([0, 1, 2, 3, 4, 5])(
    'collides with another transaction at item %i, and the commit goes on by itself',
    async (action) => {
      const conflict: Fault = { kind: 'conflict', action };
      stores.failNext('TransactWriteItems', conflict, conflict, conflict);

      await stores.unitOfWork.commit(wholeCommit());

      expect(await state()).toEqual(everything);
    },
  );

  it('answers wrongly once it wrote: the repetition is refused and nothing is there twice', async () => {
    stores.failNext('TransactWriteItems', { kind: 'applied' });
    await failure(stores.unitOfWork.commit(wholeCommit()));

    const error = await failure(stores.unitOfWork.commit(wholeCommit()));

    expect(error).toBeInstanceOf(Conflict);
    expect(await state()).toEqual(everything);
  });

  it("answers wrongly once it wrote: the SDK's own repetition is the same transaction", async () => {
    const client = new DynamoDBClient({
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      maxAttempts: 3,
      requestHandler: stores.local.database().requestHandler,
    });
    stores.failNext('TransactWriteItems', { kind: 'applied' }, { kind: 'throttle' });

    await makeUnitOfWork({ client, name: 'test' }).commit(wholeCommit());

    client.destroy();
    expect(await state()).toEqual(everything);
  });

  it('refuses what can never be written as a defect, so that nobody repeats it', async () => {
    const tooLarge = aTask({ intent: 'x'.repeat(500_000) });

    const error = await failure(
      stores.unitOfWork.commit(
        changes({ documents: [{ kind: 'task', document: tooLarge, expected: null }] }),
      ),
    );

    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(TransientFailure);
  });
});

/** As a state machine does: load, decide, commit; again on every transient failure. */
const bringTo = async (on: Stores, id: ReturnType<typeof taskIdOf>, version: number) => {
  for (;;) {
    const task = await on.tasks.get({ org_id: org, task_id: id });
    if (!task || task.version >= version) return;
    try {
      await on.unitOfWork.commit(
        changes({
          documents: [changeTask(task, toTimestamp(on.clock.now()), {})],
          audit: [anEntry({ task_id: id, details: { version } })],
          counters: [oneMore],
        }),
      );
    } catch (error) {
      if (!(error instanceof TransientFailure)) throw error;
    }
  }
};

describe('a caller that repeats what failed', () => {
  let shared: Stores;
  let round = 0;

  beforeAll(async () => {
    shared = await openStores();
  });

  afterAll(() => shared.close());

  const faults = fc.array(
    fc.option(
      fc.constantFrom<Fault>(
        { kind: 'throttle' },
        { kind: 'conflict', action: 0 },
        { kind: 'conflict', action: 1 },
        { kind: 'not-applied' },
        { kind: 'applied' },
      ),
      { nil: null },
    ),
    { maxLength: 12 },
  );

  it('loses nothing and doubles nothing, whatever fails', async () => {
    await fc.assert(
      fc.asyncProperty(faults, async (sequence) => {
        round += 1;
        const id = taskIdOf(round);
        const before = (await shared.audit.all(org)).length;
        const counted = await shared.counted('orchestrator_tasks_total');
        await shared.putTask(aTask({ task_id: id }));
        const left = [...sequence];
        shared.local.inject(({ operation }) =>
          operation === 'TransactWriteItems' ? (left.shift() ?? undefined) : undefined,
        );

        for (let target = 2; target <= 5; target += 1) await bringTo(shared, id, target);

        shared.recover();
        const records = await shared.audit.all(org);
        expect((await shared.tasks.get({ org_id: org, task_id: id }))?.version).toBe(5);
        expect(records).toHaveLength(before + 4);
        expect(badRecordsOf(records)).toEqual([]);
        expect(await shared.counted('orchestrator_tasks_total')).toBe(counted + 4);
      }),
      { numRuns: 20 },
    );
  });
});
