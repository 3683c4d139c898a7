import { describe, expect, it } from 'vitest';
import { makeLockReader } from '../../../../functions/application/planning/steps/held-assets.ts';
import type { AssetLock } from '../../../../functions/domain/execution/asset-lock.ts';
import { AssetId, ExecutionId, TaskId } from '../../../../functions/domain/shared/ids.ts';
import { org, taskId } from '../../../support/builders/ids.ts';
import { noon } from '../../../support/builders/moments.ts';
import { someSettings } from '../../../support/builders/some-settings.ts';
import { memoryStores } from '../../../support/memory/memory-stores.ts';

const holder = ExecutionId.parse('exec-01j00000000000000000000000');
const otherTask = TaskId.parse('task-01h00000000000000000000000');

const aLock = (changes: Partial<AssetLock>): AssetLock => ({
  asset_id: AssetId.parse('i-1'),
  held_by: null,
  fencing_token: 1,
  leased_until: 0,
  last_change: null,
  ...changes,
});

const heldOf = (lock: AssetLock) =>
  makeLockReader({
    ...memoryStores({ locks: [lock], settings: someSettings({ cooldown_seconds: 60 }) }),
    clock: { now: () => noon },
  }).held({ org_id: org, task_id: taskId }, ['i-1']);

describe('makeLockReader', () => {
  it.each<[string, Partial<AssetLock>, unknown[]]>([
    ['a free asset', {}, []],
    [
      'a held asset',
      { held_by: holder, leased_until: noon + 60_000 },
      [{ asset_id: 'i-1', reason: 'locked', until: '2026-03-02T12:01:00.000Z' }],
    ],
    ['a lock whose lease ran out', { held_by: holder, leased_until: noon }, []],
    [
      'an asset that another task changed 30 s ago',
      { last_change: { at: noon - 30_000, task_id: otherTask } },
      [{ asset_id: 'i-1', reason: 'cooling_down', until: '2026-03-02T12:00:30.000Z' }],
    ],
    [
      'an asset that changed 60 s ago',
      { last_change: { at: noon - 60_000, task_id: otherTask } },
      [],
    ],
    ['an asset that the task itself changed', { last_change: { at: noon, task_id: taskId } }, []],
  ])('reports %s', async (_case, lock, held) => {
    expect(await heldOf(aLock(lock))).toEqual(held);
  });
});
