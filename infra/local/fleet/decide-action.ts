import { assetWith, misbehaviourOf } from './asset-record.ts';
import type { AssetRecord } from './asset-record.ts';
import { versionOf } from './asset-version.ts';
import { capture, Captured, changeAsset } from './change-asset.ts';
import type { Fence } from './fence.ts';
import type { FleetAsset } from './fleet-asset.ts';
import { hexOf, numberOf } from './stable-hash.ts';

export interface ActionRequest {
  /** The caller's name for the action: the same key never acts twice. */
  readonly key: string;
  readonly kind: 'apply' | 'undo';
  readonly asset_id: string;
  readonly action: {
    readonly type: string;
    readonly parameters: Readonly<Record<string, unknown>>;
  };
  readonly expected_version: string;
  readonly before?: Readonly<Record<string, unknown>> | undefined;
  /** Under what the caller may act; a caller without it is not held to anything. */
  readonly fence?: Fence | undefined;
}

/** An action as the agent keeps it: its end is settled at its start and comes true at `ready_at`. */
export interface ActionEntry {
  readonly ref: string;
  readonly key: string;
  readonly kind: 'apply' | 'undo';
  readonly asset_id: string;
  readonly type: string;
  readonly before: Readonly<Record<string, unknown>>;
  /** False where it was refused before anything was touched. */
  readonly acted: boolean;
  readonly started_at: number;
  readonly ready_at: number;
  readonly outcome:
    | { readonly state: 'succeeded'; readonly version: string; readonly output: string }
    | { readonly state: 'failed'; readonly error: string };
}

export interface Decision {
  readonly entry: ActionEntry;
  /** The asset's record to store with the entry; null where the asset stays as it is. */
  readonly record: AssetRecord | null;
}

interface Situation {
  readonly request: ActionRequest;
  readonly now: number;
  /** Said at the end of each output. */
  readonly remark: string;
}

const slowMilliseconds = 5_000;

/** Milliseconds from 200 to 500, always the same for a key; 5 s on an asset that is tagged slow. */
const durationOf = (key: string, record: AssetRecord): number =>
  misbehaviourOf(record.tags) === 'slow' ? slowMilliseconds : 200 + (numberOf(key) % 301);

export const refOf = (key: string): string => `act-${hexOf(key, 32)}`;

const entryOf = (
  { request, now }: Situation,
  end: Pick<ActionEntry, 'before' | 'acted' | 'outcome'> & { readonly duration: number },
): ActionEntry => {
  const { duration, ...rest } = end;
  const { key, kind, asset_id, action } = request;
  return {
    ref: refOf(key),
    key,
    kind,
    asset_id,
    type: action.type,
    started_at: now,
    ready_at: now + duration,
    ...rest,
  };
};

const refuse = (
  situation: Situation,
  before: Readonly<Record<string, unknown>>,
  error: string,
): Decision => ({
  entry: entryOf(situation, {
    before,
    acted: false,
    outcome: { state: 'failed', error },
    duration: 0,
  }),
  record: null,
});

const apply = (situation: Situation, asset: FleetAsset, record: AssetRecord): Decision => {
  const { request, now, remark } = situation;
  const before = capture(asset, request.action.type);
  const change = changeAsset(asset, request.action);
  if ('refused' in change) return refuse(situation, before, change.refused);
  const duration = durationOf(request.key, record);
  if (misbehaviourOf(record.tags) === 'apply') {
    const error = `failed: ${request.action.type} gave up on ${asset.name}; nothing was changed`;
    const outcome = { state: 'failed', error } as const;
    return { entry: entryOf(situation, { before, acted: true, outcome, duration }), record: null };
  }
  const changes = record.changes + 1;
  const condition = { ...change.fields, version: versionOf(changes, change.fields) };
  const output = `${change.output}${remark}`;
  const outcome = { state: 'succeeded', version: condition.version, output } as const;
  return {
    entry: entryOf(situation, { before, acted: true, outcome, duration }),
    record: {
      ...record,
      changes,
      pending: { at: now + duration, condition, tags: change.tags },
    },
  };
};

const undo = (situation: Situation, record: AssetRecord): Decision => {
  const { request, now, remark } = situation;
  const before = request.before ?? {};
  const captured = Captured.safeParse(before);
  if (!captured.success) {
    return refuse(situation, before, 'invalid: an undo needs the state that was captured before');
  }
  const duration = durationOf(request.key, record);
  const { tags, ...condition } = captured.data;
  const output = `Restored the state of ${condition.version}${remark}`;
  const outcome = { state: 'succeeded', version: condition.version, output } as const;
  return {
    entry: entryOf(situation, { before, acted: true, outcome, duration }),
    record: {
      ...record,
      pending: { at: now + duration, condition, tags: tags ?? record.tags },
    },
  };
};

/**
 * What becomes of a request on an asset whose record was settled for now. Compare-and-swap: refused
 * with an error that begins with `moved:` unless the asset still has the expected version and no
 * other action is in flight.
 */
export const decideAction = (
  situation: Situation,
  base: FleetAsset | undefined,
  record: AssetRecord | null,
): Decision => {
  const { request } = situation;
  if (base === undefined || record === null) {
    return refuse(
      situation,
      {},
      `moved: the asset ${request.asset_id} is not in the fleet any more`,
    );
  }
  const asset = assetWith(base, record);
  const before = request.before ?? capture(asset, request.action.type);
  if (record.pending !== null) {
    return refuse(situation, before, 'moved: another action on the asset is in flight');
  }
  if (asset.version !== request.expected_version) {
    const versions = `${asset.version} in place of ${request.expected_version}`;
    return refuse(situation, before, `moved: the asset has the version ${versions}`);
  }
  return request.kind === 'apply' ? apply(situation, asset, record) : undo(situation, record);
};

export type ActionState =
  { readonly state: 'in_progress'; readonly wait_seconds: number } | ActionEntry['outcome'];

/** How an action stands at a time: in flight until `ready_at`, then as was settled at its start. */
export const stateOf = (entry: ActionEntry, now: number): ActionState =>
  now < entry.ready_at
    ? { state: 'in_progress', wait_seconds: Math.max(1, Math.ceil((entry.ready_at - now) / 1000)) }
    : entry.outcome;
