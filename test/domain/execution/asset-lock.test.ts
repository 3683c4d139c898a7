import { describe, expect, it } from 'vitest';
import { coolingUntil, takeLock } from '../../../functions/domain/execution/asset-lock.ts';
import { AssetId, ExecutionId, TaskId } from '../../../functions/domain/shared/ids.ts';
import { anExecution } from '../../support/builders/an-execution.ts';

describe('the lock of an asset', () => {
  const assetId = AssetId.parse('i-0001');
  const task = TaskId.parse('task-01j0000000000000000000000a');
  const lock = {
    asset_id: assetId,
    held_by: null,
    fencing_token: 4,
    leased_until: 2_000,
    last_change: { at: 10_000, task_id: task },
  };

  it('keeps what changed the asset last', () => {
    const wish = { assetId, executionId: anExecution().id, now: 1_000 };

    expect(takeLock(lock, wish)).toMatchObject({
      taken: { to: { last_change: lock.last_change } },
    });
  });

  it('is held until the millisecond of its lease', () => {
    const theirs = ExecutionId.parse('exec-01j0000000000000000000000f');
    const held = { ...lock, held_by: theirs };
    const at = (now: number) => takeLock(held, { assetId, executionId: anExecution().id, now });

    expect(at(1_999)).toEqual({ heldBy: theirs });
    expect(at(2_000)).toHaveProperty('taken');
  });

  it('that nobody changed under cools for nobody', () => {
    const wish = {
      taskId: TaskId.parse('task-01j0000000000000000000000b'),
      cooldownSeconds: 30,
      now: 10_001,
    };

    expect(coolingUntil({ ...lock, last_change: null }, wish)).toBeNull();
    expect(coolingUntil(lock, { ...wish, now: 39_999 })).toBe(40_000);
    expect(coolingUntil(lock, { ...wish, now: 40_000 })).toBeNull();
  });
});
