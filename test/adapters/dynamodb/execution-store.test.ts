import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  actionBegun,
  applyCaptured,
  startApply,
} from '../../../functions/domain/execution/asset-line.ts';
import { ledgerLinesOf } from '../../../functions/domain/execution/batch-plan.ts';
import { takeLock } from '../../../functions/domain/execution/asset-lock.ts';
import { neverControlled } from '../../../functions/domain/execution/execution.ts';
import type { ExecutionAsset } from '../../../functions/domain/execution/execution.ts';
import { ExecutionId } from '../../../functions/domain/shared/ids.ts';
import { aPhase, aPlan, assetIds } from '../../support/builders/a-plan.ts';
import { anExecution } from '../../support/builders/an-execution.ts';
import { org } from '../../support/builders/ids.ts';
import { openExecutionStores } from '../../support/world/execution-stores.ts';
import type { ExecutionStores } from '../../support/world/execution-stores.ts';

const clock = { now: () => Date.UTC(2026, 2, 1, 9, 0, 0) };
const at = '2026-03-01T09:00:00.000Z';

describe('the execution store', () => {
  let stores: ExecutionStores;
  beforeAll(async () => {
    stores = await openExecutionStores(clock);
  });
  afterAll(() => stores.close());

  /** Stores an execution of so many assets in one phase, as it is when it starts. */
  const begin = async (assets = 4) => {
    const execution = anExecution({ id: stores.ids.executionId(), task_id: stores.ids.taskId() });
    const plan = aPlan({ phases: [aPhase('Canary', assetIds(execution.id, assets))] });
    const lines = ledgerLinesOf(plan);
    await stores.executions.addLines({ org_id: org, execution_id: execution.id }, lines);
    await stores.unitOfWork.commit({
      documents: [
        { kind: 'execution', document: execution, expected: null },
        {
          kind: 'control',
          org_id: org,
          execution_id: execution.id,
          document: neverControlled,
          expected: null,
        },
      ],
      audit: [],
      messages: [],
      counters: [],
    });
    return { execution, lines };
  };
  const starting = (id: ExecutionId, lines: readonly ExecutionAsset[], epoch = 1) => ({
    org_id: org,
    execution_id: id,
    lines: lines.map((from) => ({ from, to: startApply(from, at, 1) })),
    fence: { desired: 'run' as const, epoch },
    visible: true,
  });
  const setControl = (id: ExecutionId, desired: 'run' | 'pause', epoch: number) =>
    stores.unitOfWork.commit({
      documents: [
        {
          kind: 'control',
          org_id: org,
          execution_id: id,
          document: { ...neverControlled, desired, epoch: epoch + 1 },
          expected: epoch,
        },
      ],
      audit: [],
      messages: [],
      counters: [],
    });

  it('keeps an execution with its control', async () => {
    const { execution } = await begin();

    expect(await stores.executions.get({ org_id: org, execution_id: execution.id })).toEqual(
      execution,
    );
    expect(await stores.executions.control({ org_id: org, execution_id: execution.id })).toEqual({
      ...neverControlled,
      desired: 'run',
      epoch: 1,
    });
    expect(await stores.executions.ofTask({ org_id: org, task_id: execution.task_id })).toEqual([
      execution,
    ]);
  });

  it('knows no execution that was not stored', async () => {
    const unknown = ExecutionId.parse('exec-7zzzzzzzzzzzzzzzzzzzzzzzzz');

    expect(await stores.executions.get({ org_id: org, execution_id: unknown })).toBeNull();
    expect(await stores.executions.control({ org_id: org, execution_id: unknown })).toBeNull();
    expect(await stores.executions.lines({ org_id: org, execution_id: unknown })).toEqual([]);
    expect(await stores.executions.holdToken({ org_id: org, execution_id: unknown })).toBeNull();
  });

  it('keeps hundreds of lines in their order, by phase and by range', async () => {
    const { execution, lines } = await begin(250);

    expect(await stores.executions.lines({ org_id: org, execution_id: execution.id })).toEqual(
      lines,
    );
    expect(await stores.executions.lines({ org_id: org, execution_id: execution.id }, 1)).toEqual(
      [],
    );
    const range = { phase_index: 0, first: 98, last: 101 };
    const some = await stores.executions.linesBetween(
      { org_id: org, execution_id: execution.id },
      range,
    );
    expect(some.map((line) => line.ordinal)).toEqual([98, 99, 100, 101]);
  });

  it('leaves lines that went on when they are added again', async () => {
    const { execution, lines } = await begin(3);
    await stores.executions.advance(starting(execution.id, lines.slice(0, 1)));

    await stores.executions.addLines({ org_id: org, execution_id: execution.id }, lines);

    const found = await stores.executions.lines({ org_id: org, execution_id: execution.id });
    expect(found.map((line) => line.status)).toEqual(['running', 'pending', 'pending']);
  });

  it('starts a batch and lets the version grow by one', async () => {
    const { execution, lines } = await begin();

    const result = await stores.executions.advance(starting(execution.id, lines));

    expect(result).toBe('written');
    expect(
      (await stores.executions.get({ org_id: org, execution_id: execution.id }))?.version,
    ).toBe(5);
    const found = await stores.executions.lines({ org_id: org, execution_id: execution.id });
    expect(found.map((line) => line.applies)).toEqual([1, 1, 1, 1]);
  });

  it('starts nothing behind a closed fence', async () => {
    const { execution, lines } = await begin();
    await setControl(execution.id, 'pause', 1);

    const results = [
      await stores.executions.advance(starting(execution.id, lines, 1)),
      await stores.executions.advance(starting(execution.id, lines, 2)),
    ];

    expect(results).toEqual(['fence_closed', 'fence_closed']);
    const found = await stores.executions.lines({ org_id: org, execution_id: execution.id });
    expect(found.map((line) => line.applies)).toEqual([0, 0, 0, 0]);
  });

  it('starts nothing under an epoch that is over, although control says run', async () => {
    const { execution, lines } = await begin();
    await setControl(execution.id, 'pause', 1);
    await setControl(execution.id, 'run', 2);

    expect(await stores.executions.advance(starting(execution.id, lines, 1))).toBe('fence_closed');
    expect(await stores.executions.advance(starting(execution.id, lines, 3))).toBe('written');
  });

  it('writes all lines of a step or none', async () => {
    const { execution, lines } = await begin();
    await stores.executions.advance(starting(execution.id, lines.slice(3)));

    expect(await stores.executions.advance(starting(execution.id, lines))).toBe('moved');
    const found = await stores.executions.lines({ org_id: org, execution_id: execution.id });
    expect(found.map((line) => line.applies)).toEqual([0, 0, 0, 1]);
  });

  it('lets one of many equal steps through', async () => {
    const { execution, lines } = await begin();

    const results = await Promise.all(
      Array.from({ length: 8 }, () => stores.executions.advance(starting(execution.id, lines))),
    );

    expect(results.filter((result) => result === 'written')).toHaveLength(1);
    expect(results.filter((result) => result === 'moved')).toHaveLength(7);
  });

  it('keeps what was captured from whoever read the line before', async () => {
    const { execution, lines } = await begin();
    const [from] = lines;
    if (!from) throw new Error('No line');
    const step = { org_id: org, execution_id: execution.id, visible: false };
    const captured = applyCaptured(from, { version: 'v1' });
    const advance = (change: { from: ExecutionAsset; to: ExecutionAsset }) =>
      stores.executions.advance({ ...step, lines: [change] });

    expect(await advance({ from, to: captured })).toBe('written');
    expect(await advance({ from, to: actionBegun(from, { ref: 'act-1' }) })).toBe('moved');
    expect(await advance({ from: captured, to: actionBegun(captured, { ref: 'act-1' }) })).toBe(
      'written',
    );
    expect(
      (await stores.executions.lines({ org_id: org, execution_id: execution.id }))[0],
    ).toMatchObject({
      action_ref: 'act-1',
      before: { version: 'v1' },
    });
  });

  it('does not let the version grow for what nobody sees', async () => {
    const { execution, lines } = await begin();
    const [from] = lines;
    if (!from) throw new Error('No line');
    const to = actionBegun(from, { ref: 'act-1', before: { version: 'v1', tags: { a: 'b' } } });

    await stores.executions.advance({
      org_id: org,
      execution_id: execution.id,
      lines: [{ from, to }],
      visible: false,
    });

    expect(
      (await stores.executions.get({ org_id: org, execution_id: execution.id }))?.version,
    ).toBe(4);
    expect((await stores.executions.lines({ org_id: org, execution_id: execution.id }))[0]).toEqual(
      to,
    );
  });

  it('gives a lock to one of two executions, and tells the other to look again', async () => {
    const first = await begin(1);
    const second = await begin(1);
    const assetId = first.lines[0]?.asset_id;
    if (!assetId) throw new Error('No asset');
    const take = (id: ExecutionId, lines: readonly ExecutionAsset[]) => {
      const result = takeLock(null, { assetId, executionId: id, now: clock.now() });
      if (!('taken' in result)) throw new Error('Not free');
      return stores.executions.advance({ ...starting(id, lines), locks: [result.taken] });
    };

    const results = await Promise.all([
      take(first.execution.id, first.lines),
      take(second.execution.id, second.lines),
    ]);

    expect([...results].sort()).toEqual(['moved', 'written']);
    const winner = results[0] === 'written' ? first : second;
    const [lock] = await stores.locks.read(org, [assetId, 'never-locked']);
    expect(lock).toMatchObject({ held_by: winner.execution.id, fencing_token: 1 });
  });

  it('frees what an execution holds, keeps the fencing token, and frees nothing of others', async () => {
    const { execution, lines } = await begin(1);
    const assetId = lines[0]?.asset_id;
    if (!assetId) throw new Error('No asset');
    const taken = takeLock(null, { assetId, executionId: execution.id, now: clock.now() });
    if (!('taken' in taken)) throw new Error('Not free');
    await stores.executions.advance({ ...starting(execution.id, lines), locks: [taken.taken] });
    const change = { at: clock.now(), task_id: execution.task_id };
    const release = { org_id: org, assetIds: [assetId, 'never-locked'], change };

    await stores.locks.release({ ...release, execution_id: stores.ids.executionId() });
    const [kept] = await stores.locks.read(org, [assetId]);
    await stores.locks.release({ ...release, execution_id: execution.id });
    const [freed] = await stores.locks.read(org, [assetId]);

    expect(kept?.held_by).toBe(execution.id);
    expect(freed).toMatchObject({ held_by: null, fencing_token: 1, last_change: change });
  });

  it('counts a sample once, however often it is told', async () => {
    const { execution, lines } = await begin(1);
    const [line] = lines;
    if (!line) throw new Error('No line');
    const count = (number: number, healthy: boolean) =>
      stores.executions.countSample(
        { org_id: org, execution_id: execution.id },
        { line, number, healthy },
      );

    await Promise.all([count(1, false), count(1, false), count(1, false)]);
    await count(2, true);
    await count(1, false);

    const [found] = await stores.executions.lines({ org_id: org, execution_id: execution.id });
    expect(found).toMatchObject({ samples_taken: 2, samples_failed: 1 });
  });

  it('keeps the newest token of a hold', async () => {
    const { execution } = await begin(1);

    await stores.executions.putHoldToken({ org_id: org, execution_id: execution.id }, 'token-1');
    await stores.executions.putHoldToken({ org_id: org, execution_id: execution.id }, 'token-2');

    expect(await stores.executions.holdToken({ org_id: org, execution_id: execution.id })).toBe(
      'token-2',
    );
  });
});
