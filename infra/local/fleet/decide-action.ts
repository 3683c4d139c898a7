import { assetWith, misbehaviourOf, taggedWith } from './asset-record.ts';
import type { AssetRecord } from './asset-record.ts';
import { versionOf } from './asset-version.ts';
import type { Fence } from './fence.ts';
import type { AssetCondition, FleetAsset } from './fleet-asset.ts';
import { hexOf, numberOf } from './stable-hash.ts';

/** What is to become of an asset, or why nothing: the caller knows what its action does. */
export type AssetChange =
  | {
      readonly set: Partial<Omit<AssetCondition, 'version'>>;
      /** Those to set, and with null to take off; others stay. */
      readonly tags: Readonly<Record<string, string | null>>;
      /** One to give back; without it the asset gets a version that never was. */
      readonly version?: string;
      readonly output: string;
    }
  | { readonly refused: string };

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
  /** What the caller captured; kept with the action. */
  readonly before?: Readonly<Record<string, unknown>> | undefined;
  readonly change: AssetChange;
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
  end: Pick<ActionEntry, 'acted' | 'outcome'> & { readonly duration: number },
): ActionEntry => {
  const { duration, ...rest } = end;
  const { key, kind, asset_id, action, before = {} } = request;
  return {
    ref: refOf(key),
    key,
    kind,
    asset_id,
    type: action.type,
    before,
    started_at: now,
    ready_at: now + duration,
    ...rest,
  };
};

const refuse = (situation: Situation, error: string): Decision => ({
  entry: entryOf(situation, { acted: false, outcome: { state: 'failed', error }, duration: 0 }),
  record: null,
});

/** The action on its way: it comes true when its time is over. */
const act = (
  situation: Situation,
  record: AssetRecord,
  change: Exclude<AssetChange, { readonly refused: string }>,
): Decision => {
  const { request, now, remark } = situation;
  const duration = durationOf(request.key, record);
  const fields = { ...record.condition, ...change.set };
  const changes = change.version === undefined ? record.changes + 1 : record.changes;
  const version = change.version ?? versionOf(changes, fields);
  const outcome = { state: 'succeeded', version, output: `${change.output}${remark}` } as const;
  const pending = {
    at: now + duration,
    condition: { ...fields, version },
    tags: taggedWith(record.tags, change.tags),
  };
  return {
    entry: entryOf(situation, { acted: true, outcome, duration }),
    record: { ...record, changes, pending },
  };
};

/** An asset that is tagged to fail its changes takes its time, and stays as it is. */
const giveUp = (situation: Situation, asset: FleetAsset, record: AssetRecord): Decision => {
  const { request } = situation;
  const error = `failed: ${request.action.type} gave up on ${asset.name}; nothing was changed`;
  const outcome = { state: 'failed', error } as const;
  const duration = durationOf(request.key, record);
  return { entry: entryOf(situation, { acted: true, outcome, duration }), record: null };
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
  const { asset_id, kind, change, expected_version } = situation.request;
  if (base === undefined || record === null) {
    return refuse(situation, `moved: the asset ${asset_id} is not in the fleet any more`);
  }
  if (record.pending !== null) {
    return refuse(situation, 'moved: another action on the asset is in flight');
  }
  const asset = assetWith(base, record);
  if (asset.version !== expected_version) {
    const versions = `${asset.version} in place of ${expected_version}`;
    return refuse(situation, `moved: the asset has the version ${versions}`);
  }
  if ('refused' in change) return refuse(situation, change.refused);
  const givesUp = kind === 'apply' && misbehaviourOf(record.tags) === 'apply';
  return givesUp ? giveUp(situation, asset, record) : act(situation, record, change);
};

export type ActionState =
  { readonly state: 'in_progress'; readonly wait_seconds: number } | ActionEntry['outcome'];

/** How an action stands at a time: in flight until `ready_at`, then as was settled at its start. */
export const stateOf = (entry: ActionEntry, now: number): ActionState =>
  now < entry.ready_at
    ? { state: 'in_progress', wait_seconds: Math.max(1, Math.ceil((entry.ready_at - now) / 1000)) }
    : entry.outcome;
