import { assetWith, misbehaviourOf, placedAsset, recordOf, retag, settle } from './asset-record.ts';
import type { AssetRecord } from './asset-record.ts';
import { decideAction, refOf, stateOf } from './decide-action.ts';
import type { ActionEntry, ActionRequest, ActionState } from './decide-action.ts';
import { lateness, seenAfter } from './fence.ts';
import type { Seen } from './fence.ts';
import type { FleetAsset, FleetDataset, UnmanagedInstance } from './fleet-asset.ts';
import { nameOf, placeOf } from './read-place.ts';
import { matches, mayMatch } from './fleet-query.ts';
import type { FleetSelector } from './fleet-query.ts';
import type { FleetStore } from './fleet-store.ts';

export interface Health {
  readonly healthy: boolean;
  readonly detail: string;
  /** How late the answer comes. */
  readonly delayMilliseconds: number;
}

export interface InstanceStatus {
  readonly state: 'running' | 'stopped';
  readonly instance_status: 'ok' | 'initializing' | 'not_running';
  readonly ssm_ping_status: string;
}

/** The action that a request was to begin, by its key, and the last token that it may come under. */
export interface Mark {
  readonly key: string;
  readonly asset_id: string;
  readonly scope: string;
  readonly fencing_token: number;
}

/** An action that did not begin, and never does as it was asked for. */
export interface NotBegun {
  readonly not_begun: string;
}

/** Late enough for a strict latency limit, early enough for the usual one of a second. */
const slowAnswerMilliseconds = 250;

/** Actions during which the asset serves nobody. */
const isDisruptive = (record: AssetRecord): boolean =>
  record.pending !== null && record.pending.condition.image !== record.condition.image;

/** A dataset with what became of it, for each org its own. Survives a crash at any instant. */
export class Fleet {
  readonly dataset: FleetDataset;
  private readonly store: FleetStore;
  private readonly clock: { readonly now: () => number };
  private readonly bases: ReadonlyMap<string, FleetAsset>;
  private last: Promise<unknown> = Promise.resolve();

  constructor(dataset: FleetDataset, store: FleetStore, clock: { readonly now: () => number }) {
    this.dataset = dataset;
    this.store = store;
    this.clock = clock;
    this.bases = new Map(dataset.assets.map((asset) => [asset.asset_id, asset]));
  }

  async query(org: string, selector: FleetSelector): Promise<readonly FleetAsset[]> {
    const candidates = this.dataset.assets.filter((asset) => mayMatch(asset, selector));
    return (await this.current(org, candidates)).filter((asset) => matches(asset, selector));
  }

  /** What is never selected, with the reason: from the start, or since its tags were changed. */
  async unmanaged(org: string): Promise<readonly UnmanagedInstance[]> {
    const records = await this.records(org, this.dataset.assets);
    const lost = records.flatMap(({ base, record }): readonly UnmanagedInstance[] => {
      if (record.tags === base.tags) return [];
      const tags = Object.entries(record.tags);
      const place = placeOf(tags, this.dataset.words);
      const { asset_id } = base;
      return 'reason' in place
        ? [{ asset_id, name: nameOf(tags, asset_id), reason: place.reason }]
        : [];
    });
    return [...this.dataset.unmanaged, ...lost];
  }

  /** The asset as it is, also where its tags no longer say where it belongs. */
  async asset(org: string, id: string): Promise<FleetAsset | null> {
    const base = this.bases.get(id);
    return base ? assetWith(base, await this.settled(org, base, this.clock.now())) : null;
  }

  /** Those of the ids that the fleet has, in the order given, each once. */
  async get(org: string, ids: readonly string[]): Promise<readonly FleetAsset[]> {
    const bases = [...new Set(ids)].map((id) => this.bases.get(id));
    return this.current(
      org,
      bases.filter((base) => base !== undefined),
    );
  }

  /**
   * Takes a request; the same key gets the first answer again and never acts twice. A request that
   * its fence forbids does nothing and leaves no trace: that it came too late stays true.
   */
  begin(org: string, request: Omit<ActionRequest, 'fence'>): Promise<ActionEntry>;
  begin(org: string, request: ActionRequest): Promise<ActionEntry | NotBegun>;
  begin(org: string, request: ActionRequest): Promise<ActionEntry | NotBegun> {
    return this.alone(async () => {
      const known = await this.store.action(org, refOf(request.key));
      if (known !== null) return known;
      const now = this.clock.now();
      const fenced = await this.pass(org, request, now);
      if ('not_begun' in fenced) return fenced;
      const base = this.bases.get(request.asset_id);
      const record = base === undefined ? null : await this.settled(org, base, now);
      const decision = decideAction({ request, now, remark: this.remark() }, base, record);
      await this.store.write(org, request.asset_id, { ...decision, ...fenced });
      return decision.entry;
    });
  }

  /** Whether an action began. If not, it never does under this fencing token or a lower one. */
  settle(org: string, mark: Mark): Promise<ActionEntry | NotBegun> {
    return this.alone(async () => {
      const known = await this.store.action(org, refOf(mark.key));
      if (known !== null) return known;
      const seen = await this.store.seen(org, mark.asset_id, mark.scope);
      const settled = Math.max(seen.settled, mark.fencing_token);
      await this.store.write(org, mark.asset_id, {
        record: null,
        seen: { ...seen, settled, scope: mark.scope },
      });
      return { not_begun: 'The action was not begun' };
    });
  }

  async actionState(org: string, ref: string): Promise<ActionState | null> {
    const entry = await this.store.action(org, ref);
    return entry && stateOf(entry, this.clock.now());
  }

  /** Gives up what is still in flight: it changes nothing any more. What is over keeps its end. */
  abandon(org: string, ref: string): Promise<ActionState | null> {
    return this.alone(async () => {
      const entry = await this.store.action(org, ref);
      const now = this.clock.now();
      if (entry === null) return null;
      if (now >= entry.ready_at) return stateOf(entry, now);
      const stored = await this.store.records(org, [entry.asset_id]);
      const record = stored.get(entry.asset_id);
      const outcome = { state: 'failed', error: 'abandoned: the action was given up' } as const;
      await this.store.write(org, entry.asset_id, {
        record: record === undefined ? null : { ...record, pending: null },
        entry: { ...entry, ready_at: now, outcome },
      });
      return outcome;
    });
  }

  actionsOf(org: string, assetId: string): Promise<readonly ActionEntry[]> {
    return this.store.actionsOf(org, assetId);
  }

  /** Sets tags, or removes those that are null; the version stays. */
  setTags(
    org: string,
    assetId: string,
    tags: Readonly<Record<string, string | null>>,
  ): Promise<FleetAsset | null> {
    return this.alone(async () => {
      const base = this.bases.get(assetId);
      if (base === undefined) return null;
      const record = retag(await this.settled(org, base, this.clock.now()), tags);
      await this.store.write(org, assetId, { record });
      return placedAsset(base, record, this.dataset.words) ?? assetWith(base, record);
    });
  }

  /** What the asset's own health page says. */
  async health(org: string, assetId: string): Promise<Health | null> {
    const base = this.bases.get(assetId);
    if (base === undefined) return null;
    const record = await this.settled(org, base, this.clock.now());
    const misbehaviour = misbehaviourOf(record.tags);
    const delayMilliseconds = misbehaviour === 'slow' ? slowAnswerMilliseconds : 0;
    const fault =
      record.condition.state === 'stopped'
        ? 'the instance is stopped'
        : isDisruptive(record)
          ? 'the instance is being replaced'
          : misbehaviour === 'health' && record.condition.version !== record.healthy_version
            ? 'the service does not start after the change'
            : null;
    return { healthy: fault === null, detail: fault ?? 'the service answers', delayMilliseconds };
  }

  async status(org: string, assetId: string): Promise<InstanceStatus | null> {
    const base = this.bases.get(assetId);
    if (base === undefined) return null;
    const record = await this.settled(org, base, this.clock.now());
    const { state } = record.condition;
    const instance_status =
      state === 'stopped' ? 'not_running' : isDisruptive(record) ? 'initializing' : 'ok';
    const ssm_ping_status = this.dataset.pingStatuses.get(assetId) ?? 'unknown';
    return { state, instance_status, ssm_ping_status };
  }

  history(): ReturnType<FleetDataset['history']> {
    return this.dataset.history(this.clock.now());
  }

  reset(org?: string): Promise<void> {
    return this.alone(() => this.store.clear(org));
  }

  /** What is seen of the fence once the request has acted, or why it must not act. */
  private async pass(
    org: string,
    { asset_id: assetId, fence }: ActionRequest,
    now: number,
  ): Promise<{ readonly seen?: Seen & { readonly scope: string } } | NotBegun> {
    if (fence === undefined) return {};
    const seen = await this.store.seen(org, assetId, fence.scope);
    const reason = lateness(fence, seen, now);
    if (reason !== null) return { not_begun: reason };
    return { seen: { ...seenAfter(fence, seen), scope: fence.scope } };
  }

  private remark(): string {
    return this.dataset.kind === 'file'
      ? ' (simulated on a file fleet; no real instance was touched)'
      : ' (simulated)';
  }

  private async settled(org: string, base: FleetAsset, now: number): Promise<AssetRecord> {
    const stored = await this.store.records(org, [base.asset_id]);
    return settle(recordOf(base, stored.get(base.asset_id)), now);
  }

  /** As they are now, without those whose tags no longer say where they belong. */
  private async current(org: string, bases: readonly FleetAsset[]): Promise<readonly FleetAsset[]> {
    return (await this.records(org, bases))
      .map(({ base, record }) => placedAsset(base, record, this.dataset.words))
      .filter((asset) => asset !== null);
  }

  private async records(
    org: string,
    bases: readonly FleetAsset[],
  ): Promise<readonly { readonly base: FleetAsset; readonly record: AssetRecord }[]> {
    const now = this.clock.now();
    const stored = await this.store.records(
      org,
      bases.map((base) => base.asset_id),
    );
    return bases.map((base) => ({
      base,
      record: settle(recordOf(base, stored.get(base.asset_id)), now),
    }));
  }

  /** One writer at a time: a decision and its write are not torn apart by another. */
  private alone<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.last.then(work);
    this.last = result.catch(() => undefined);
    return result;
  }
}
