import { coolingUntil } from '../../../domain/execution/asset-lock.ts';
import type { AssetLock } from '../../../domain/execution/asset-lock.ts';
import type { TaskId } from '../../../domain/shared/ids.ts';
import { toTimestamp } from '../../../domain/shared/ids.ts';
import type { LockStore } from '../../execution/execution-ports.ts';
import type { HeldAsset, LockReader } from '../planning-ports.ts';
import type { Clock } from '../../shared/ports.ts';
import type { SettingsStore } from '../../settings/settings-ports.ts';

interface Dependencies {
  readonly locks: Pick<LockStore, 'read'>;
  readonly settings: SettingsStore;
  readonly clock: Clock;
}

const heldAsset = (
  lock: AssetLock,
  wish: { readonly taskId: TaskId; readonly cooldownSeconds: number; readonly now: number },
): HeldAsset | null => {
  const { asset_id } = lock;
  if (lock.held_by !== null && lock.leased_until > wish.now)
    return { asset_id, reason: 'locked', until: toTimestamp(lock.leased_until) };
  const until = coolingUntil(lock, wish);
  return until === null ? null : { asset_id, reason: 'cooling_down', until: toTimestamp(until) };
};

/** The rollout's locks as planning sees them: held while the lease runs, else cooling down. */
export const makeLockReader = ({ locks, settings, clock }: Dependencies): LockReader => ({
  held: async ({ org_id, task_id }, assetIds) => {
    const [stored, { cooldown_seconds }] = await Promise.all([
      locks.read(org_id, assetIds),
      settings.get(org_id),
    ]);
    const wish = { taskId: task_id, cooldownSeconds: cooldown_seconds, now: clock.now() };
    return stored.flatMap((lock) => heldAsset(lock, wish) ?? []);
  },
});
