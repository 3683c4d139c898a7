import { isDeepStrictEqual } from 'node:util';
import type {
  ActionMark,
  ActionState,
  BatchAsset,
  BatchFence,
  BeginResult,
  Captured,
  FleetAction,
  FleetBatch,
  FleetExecutor,
  HealthProber,
} from '../../../functions/application/execution/fleet-ports.ts';
import { hasMoved } from '../../../functions/domain/action/touched.ts';
import type { Asset } from '../../../functions/domain/fleet/asset.ts';
import type { PlannedAction } from '../../../functions/domain/plan/plan.ts';
import { notFound } from '../../../functions/domain/shared/errors.ts';
import type { Digest } from '../../../functions/domain/shared/ids.ts';
import { actionNamed } from '../../../functions/specialists/actions/list.ts';
import { memoryFleet } from '../memory/memory-fleet.ts';

const actionMilliseconds = 300;

type FleetHook = (request: FleetAction, kind: 'apply' | 'undo') => void;

interface Action {
  readonly kind: 'apply' | 'undo';
  readonly asset: string;
  readonly before: Captured;
  readonly readyAt: number;
  readonly end: Exclude<ActionState, { state: 'in_progress' }>;
}

/**
 * A fleet in memory, held to the contract of every fleet: it keeps its keys and its fence. `acts`
 * lists what was really done, in order.
 */
export const aMemoryFleet = (clock: { readonly now: () => number }) => {
  const assets = new Map<string, Asset>();
  const actions = new Map<string, Action>();
  const acts: { readonly kind: 'apply' | 'undo'; readonly asset: string }[] = [];
  const behaviour = {
    failsApply: new Set<string>(),
    failsHalfway: new Set<string>(),
    unhealthy: new Set<string>(),
    hangs: new Set<string>(),
    /** Called before an asset is looked at for its capture. */
    capture: (() => undefined) as (assetId: string) => void,
    /** Called before and after an action is begun; what it throws is what the caller sees. */
    before: (() => undefined) as FleetHook,
    after: (() => undefined) as FleetHook,
    /** Called before a mark is settled, and before an action is abandoned. */
    settle: (() => undefined) as (mark: ActionMark) => void,
    abandon: (() => undefined) as (ref: string) => void,
  };
  let mostInFlight = 0;
  let changes = 1;

  const setVersion = (id: string, version: string) => {
    const asset = assets.get(id);
    if (asset) assets.set(id, { ...asset, version });
  };

  /** Each asset as it was captured, by its id and version, and what the last apply left it as. */
  const captured = new Map<string, Asset>();
  const left = new Map<string, string | null>();
  const nameOf = (id: string, version: unknown): string => `${id}@${String(version)}`;
  const touchedOf = (id: string, { type, parameters }: PlannedAction): Digest | null => {
    const asset = assets.get(id);
    return (asset && actionNamed(type)?.touched(asset, parameters)) ?? null;
  };

  /** What is asked has happened to the asset; its new version. */
  const change = ({ asset_id: id, kind, action, before }: FleetAction): string => {
    changes += 1;
    const next = `v${changes}`;
    const asset = assets.get(id);
    if (!asset) return next;
    const known = actionNamed(action.type);
    if (kind === 'apply') {
      const after = known?.after(asset, action.parameters) ?? { refused: 'unknown' };
      assets.set(id, { ...asset, ...('changed' in after ? after.changed : {}), version: next });
      left.set(id, touchedOf(id, action));
      return next;
    }
    const was = captured.get(nameOf(id, before['version'])) ?? asset;
    const put = Object.fromEntries((known?.touches ?? []).map((aspect) => [aspect, was[aspect]]));
    const restored = { ...asset, ...put, version: was.version };
    const isWhole = isDeepStrictEqual(restored, was);
    const version = isWhole ? String(before['version']) : next;
    assets.set(id, { ...restored, version });
    return version;
  };

  /** Whether the asset is not as expected any more. */
  const moved = (request: FleetAction): boolean => {
    const { asset_id: id, kind, expected_version: version, touched_digest, action } = request;
    const asset = assets.get(id);
    if (!asset) return true;
    const touched = touchedOf(id, action);
    const isCompared = touched_digest !== undefined && touched !== null;
    if (kind === 'apply') {
      return hasMoved({ version, touched_digest }, { version: asset.version, touched });
    }
    return asset.version !== version && !(isCompared && touched === left.get(id));
  };

  const act = (request: FleetAction): Action => {
    const { asset_id: id, kind, before } = request;
    acts.push({ kind, asset: id });
    const entry = { kind, asset: id, before };
    const readyAt = behaviour.hangs.has(id) ? Infinity : clock.now() + actionMilliseconds;
    if (kind === 'apply' && behaviour.failsApply.has(id)) {
      return { ...entry, readyAt, end: { state: 'failed', error: 'failed: gave up' } };
    }
    const version = change(request);
    if (kind === 'apply' && behaviour.failsHalfway.has(id)) {
      return { ...entry, readyAt, end: { state: 'failed', error: 'failed: halfway' } };
    }
    const output = kind === 'apply' ? 'Image replaced' : 'Image restored';
    return { ...entry, readyAt, end: { state: 'succeeded', version, output } };
  };

  /** By asset, the last token that was settled as not begun, and the highest that was acted under. */
  const settled = new Map<string, number>();
  const tokens = new Map<string, number>();
  /** By execution, the highest epoch that was acted under. */
  const epochs = new Map<string, number>();

  const isLate = ({ asset_id: id, fencing_token: token }: BatchAsset, fence: BatchFence): boolean =>
    clock.now() > fence.not_after ||
    token <= (settled.get(id) ?? 0) ||
    token < (tokens.get(id) ?? 0) ||
    fence.epoch < (epochs.get(fence.execution_id) ?? 0);

  const begin = (
    request: FleetAction,
    { key, asset, fence }: { key: string; asset: BatchAsset; fence: BatchFence },
  ): BeginResult => {
    behaviour.before(request, request.kind);
    const known = actions.get(key);
    if (!known && isLate(asset, fence)) return { state: 'not_begun', reason: 'late' };
    if (!known) {
      if (moved(request)) {
        const version = assets.get(request.asset_id)?.version;
        const error = `moved: the asset has the version ${version ?? '(gone)'}`;
        return { state: 'refused', error };
      }
      actions.set(key, act(request));
      tokens.set(asset.asset_id, asset.fencing_token);
      epochs.set(fence.execution_id, fence.epoch);
    }
    const now = clock.now();
    const inFlight = [...actions.values()].filter((one) => one.readyAt > now).length;
    mostInFlight = Math.max(mostInFlight, inFlight);
    behaviour.after(request, request.kind);
    return { state: 'begun', ref: key };
  };

  const openBatch = (batch: readonly BatchAsset[], fence: BatchFence): FleetBatch => {
    const assetOf = (id: string): BatchAsset => {
      const asset = batch.find((candidate) => candidate.asset_id === id);
      if (!asset) throw new Error(`${id} is not of this batch`);
      return asset;
    };
    return {
      capture: (id) =>
        Promise.resolve().then(() => {
          assetOf(id);
          behaviour.capture(id);
          const asset = assets.get(id);
          if (!asset) return { state: 'gone', reason: `moved: ${id} is gone` };
          captured.set(nameOf(id, asset.version), asset);
          return { state: 'captured', before: { version: asset.version } };
        }),
      begin: (request, key) =>
        Promise.resolve().then(() =>
          begin(request, { key, asset: assetOf(request.asset_id), fence }),
        ),
    };
  };

  const settle = (mark: ActionMark): BeginResult => {
    behaviour.settle(mark);
    if (actions.has(mark.key)) return { state: 'begun', ref: mark.key };
    settled.set(mark.asset_id, Math.max(mark.fencing_token, settled.get(mark.asset_id) ?? 0));
    return { state: 'not_begun', reason: 'not begun' };
  };

  const known = (ref: string): Action => {
    const action = actions.get(ref);
    if (!action) throw notFound('action');
    return action;
  };
  const stateOf = (ref: string): ActionState => {
    const { readyAt, end } = known(ref);
    return readyAt > clock.now() ? { state: 'in_progress', wait_seconds: 1 } : end;
  };
  const abandon = (ref: string): ActionState => {
    behaviour.abandon(ref);
    const action = known(ref);
    if (action.readyAt > clock.now()) {
      const end = { state: 'failed', error: 'abandoned' } as const;
      actions.set(ref, { ...action, readyAt: clock.now(), end });
    }
    return stateOf(ref);
  };

  const executor: FleetExecutor = {
    openBatch: (batch, fence) => Promise.resolve(openBatch(batch, fence)),
    settle: (mark) => Promise.resolve().then(() => settle(mark)),
    advance: (_, ref) => Promise.resolve().then(() => stateOf(ref)),
    abandon: (_, ref) => Promise.resolve().then(() => abandon(ref)),
  };
  const inventory = memoryFleet({
    get assets() {
      return [...assets.values()];
    },
    ...{ goldenImages: [], vulnerabilities: [], history: [] },
    assumption: 'The fleet is in memory.',
  });
  const prober: HealthProber = {
    sample: (_, id) => {
      const changed = assets.get(id)?.version !== 'v1';
      const healthy = !(changed && behaviour.unhealthy.has(id));
      return Promise.resolve({ healthy, detail: healthy ? 'ok' : 'HTTP 503', latency_ms: 3 });
    },
  };
  return {
    assets,
    acts,
    behaviour,
    executor,
    inventory,
    prober,
    setVersion,
    mostInFlight: () => mostInFlight,
    versionOf: (id: string) => assets.get(id)?.version,
  };
};
export type FakeFleet = ReturnType<typeof aMemoryFleet>;
