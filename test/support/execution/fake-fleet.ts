import type {
  ActionMark,
  ActionRequest,
  ActionState,
  BeginResult,
  FleetExecutor,
  FleetInventory,
  HealthProber,
} from '../../../functions/application/execution/fleet-ports.ts';
import type { Asset } from '../../../functions/domain/fleet/asset.ts';
import { AssetId } from '../../../functions/domain/shared/ids.ts';

const actionMilliseconds = 300;

type FleetHook = (request: ActionRequest, kind: 'apply' | 'undo') => void;

interface Action {
  readonly kind: 'apply' | 'undo';
  readonly asset: string;
  readonly before: Record<string, unknown>;
  readonly readyAt: number;
  readonly end: Exclude<ActionState, { state: 'in_progress' }>;
}

export const anAsset = (id: string, changes: Partial<Asset> = {}): Asset => ({
  asset_id: AssetId.parse(id),
  name: `${id}.prod`,
  environment: 'production',
  role: 'web',
  service: null,
  platform: 'linux',
  region: 'us-east-1',
  zone: 'us-east-1a',
  state: 'running',
  image: 'ami-0old',
  patch_state: 'current',
  missing_cves: [],
  version: 'v1',
  tags: {},
  ...changes,
});

/**
 * A fleet in memory that keeps its keys as the port demands: a repeated call finds the first
 * action. `acts` lists what was really done, in order.
 */
export const aFleet = (clock: { readonly now: () => number }) => {
  const assets = new Map<string, Asset>();
  const actions = new Map<string, Action>();
  const acts: { readonly kind: 'apply' | 'undo'; readonly asset: string }[] = [];
  const behaviour = {
    failsApply: new Set<string>(),
    failsHalfway: new Set<string>(),
    unhealthy: new Set<string>(),
    hangs: new Set<string>(),
    /** Called before and after an action is begun; what it throws is what the caller sees. */
    before: (() => undefined) as FleetHook,
    after: (() => undefined) as FleetHook,
    /** Called before a mark is settled. */
    settle: (() => undefined) as (mark: ActionMark) => void,
  };
  let mostInFlight = 0;
  let changes = 1;

  const setVersion = (id: string, version: string) => {
    const asset = assets.get(id);
    if (asset) assets.set(id, { ...asset, version });
  };

  const act = (
    request: ActionRequest,
    kind: 'apply' | 'undo',
    before?: Record<string, unknown>,
  ) => {
    const id = request.asset_id;
    const asset = assets.get(id);
    const captured = before ?? { version: asset?.version ?? null };
    const entry = { kind, asset: id, before: captured };
    if (asset?.version !== request.expected_version) {
      const error = `moved: the asset has the version ${asset?.version ?? '(gone)'}`;
      return { ...entry, readyAt: clock.now(), end: { state: 'failed', error } } as const;
    }
    acts.push({ kind, asset: id });
    const readyAt = behaviour.hangs.has(id) ? Infinity : clock.now() + actionMilliseconds;
    if (kind === 'apply' && behaviour.failsApply.has(id)) {
      return { ...entry, readyAt, end: { state: 'failed', error: 'failed: gave up' } } as const;
    }
    changes += 1;
    const version = kind === 'undo' ? String(before?.['version']) : `v${changes}`;
    setVersion(id, version);
    if (kind === 'apply' && behaviour.failsHalfway.has(id)) {
      return { ...entry, readyAt, end: { state: 'failed', error: 'failed: halfway' } } as const;
    }
    const output = kind === 'apply' ? 'Image replaced' : 'Image restored';
    return { ...entry, readyAt, end: { state: 'succeeded', version, output } } as const;
  };

  /** By asset, the last token that was settled as not begun. */
  const settled = new Map<string, number>();

  const begin = (
    request: ActionRequest,
    kind: 'apply' | 'undo',
    before?: Record<string, unknown>,
  ): BeginResult => {
    behaviour.before(request, kind);
    const ref = `${request.execution_id}/${request.asset_id}/${kind}`;
    const known = actions.get(ref);
    const isLate =
      clock.now() > request.not_after ||
      request.fencing_token <= (settled.get(request.asset_id) ?? 0);
    if (!known && isLate) return { state: 'not_begun', reason: 'late' };
    const action = known ?? act(request, kind, before);
    actions.set(ref, action);
    const now = clock.now();
    const inFlight = [...actions.values()].filter((one) => one.readyAt > now).length;
    mostInFlight = Math.max(mostInFlight, inFlight);
    behaviour.after(request, kind);
    return { state: 'begun', ref, before: action.before };
  };

  const settle = (mark: ActionMark): BeginResult => {
    behaviour.settle(mark);
    const ref = `${mark.execution_id}/${mark.asset_id}/${mark.kind}`;
    const known = actions.get(ref);
    if (known) return { state: 'begun', ref, before: known.before };
    settled.set(mark.asset_id, Math.max(mark.fencing_token, settled.get(mark.asset_id) ?? 0));
    return { state: 'not_begun', reason: 'not begun' };
  };

  const executor: FleetExecutor = {
    beginApply: (request) => Promise.resolve().then(() => begin(request, 'apply')),
    beginUndo: (request) => Promise.resolve().then(() => begin(request, 'undo', request.before)),
    settle: (mark) => Promise.resolve().then(() => settle(mark)),
    check: (_, ref) => {
      const action = actions.get(ref);
      if (!action) return Promise.reject(new Error(`No action ${ref}`));
      return Promise.resolve(
        action.readyAt > clock.now() ? { state: 'in_progress', wait_seconds: 1 } : action.end,
      );
    },
  };
  const inventory: Pick<FleetInventory, 'get' | 'pace'> = {
    get: (_, ids) =>
      Promise.resolve(ids.map((id) => assets.get(id)).filter((asset) => asset !== undefined)),
    pace: () => ({
      canary_bake_seconds: 3,
      wave_bake_seconds: 2,
      sample_interval_seconds: 1,
      action_seconds: 0.5,
    }),
  };
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
export type FakeFleet = ReturnType<typeof aFleet>;
