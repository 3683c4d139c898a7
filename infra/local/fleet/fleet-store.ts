import type { AssetRecord } from './asset-record.ts';
import type { ActionEntry } from './decide-action.ts';
import { nothingSeen } from './fence.ts';
import type { Seen } from './fence.ts';

type Operation =
  | { readonly type: 'put'; readonly key: string; readonly value: string }
  | { readonly type: 'del'; readonly key: string };

/** What the agent needs of a level database or a sublevel of one: ordered text keys, atomic batches. */
export interface FleetLevel {
  readonly getMany: (keys: string[]) => Promise<(string | undefined)[]>;
  readonly batch: (operations: Operation[]) => Promise<void>;
  readonly iterator: (range: {
    readonly gt: string;
    readonly lt: string;
  }) => AsyncIterable<[string, string]>;
}

interface Written {
  readonly record: AssetRecord | null;
  readonly entry?: ActionEntry;
  readonly seen?: Seen & { readonly scope: string };
}

/** Parts of a key never hold "!"; '"' is the character that follows it. */
const range = (prefix: string): { gt: string; lt: string } => ({
  gt: `${prefix}!`,
  lt: `${prefix}"`,
});

/** The agent's records by org. Two fleets (demo and file) keep apart in one database. */
export class FleetStore {
  private readonly level: FleetLevel;
  private readonly root: string;

  constructor(level: FleetLevel, kind: 'demo' | 'file') {
    this.level = level;
    this.root = kind;
  }

  async records(
    org: string,
    assetIds: readonly string[],
  ): Promise<ReadonlyMap<string, AssetRecord>> {
    const texts = await this.level.getMany(assetIds.map((id) => this.assetKey(org, id)));
    const found = new Map<string, AssetRecord>();
    texts.forEach((text, index) => {
      const id = assetIds[index];
      if (text !== undefined && id !== undefined) found.set(id, JSON.parse(text) as AssetRecord);
    });
    return found;
  }

  async action(org: string, ref: string): Promise<ActionEntry | null> {
    const [text] = await this.level.getMany([this.actionKey(org, ref)]);
    return text === undefined ? null : (JSON.parse(text) as ActionEntry);
  }

  /** Every request for the asset that the agent took, oldest first. */
  async actionsOf(org: string, assetId: string): Promise<readonly ActionEntry[]> {
    const entries: ActionEntry[] = [];
    for await (const [, ref] of this.level.iterator(range(`${this.root}!log!${org}!${assetId}`))) {
      const entry = await this.action(org, ref);
      if (entry !== null) entries.push(entry);
    }
    return entries;
  }

  /** What fences the agent has seen of an asset, and of a scope. */
  async seen(org: string, assetId: string, scope: string): Promise<Seen> {
    const [asset, epoch] = await this.level.getMany([
      this.fenceKey(org, `asset!${assetId}`),
      this.fenceKey(org, `scope!${scope}`),
    ]);
    const tokens = asset === undefined ? {} : (JSON.parse(asset) as Partial<Seen>);
    return { ...nothingSeen, ...tokens, epoch: epoch === undefined ? 0 : Number(epoch) };
  }

  /** Writes an asset's record, an action, what was seen, or all, in one atomic batch. */
  async write(org: string, assetId: string, { record, entry, seen }: Written): Promise<void> {
    const operations: Operation[] =
      seen === undefined ? [] : this.seenOperations(org, assetId, seen);
    if (record !== null) {
      const value = JSON.stringify(record);
      operations.push({ type: 'put', key: this.assetKey(org, assetId), value });
    }
    if (entry !== undefined) {
      const place = `${String(entry.started_at).padStart(15, '0')}!${entry.ref}`;
      const logKey = `${this.root}!log!${org}!${assetId}!${place}`;
      operations.push(
        { type: 'put', key: this.actionKey(org, entry.ref), value: JSON.stringify(entry) },
        { type: 'put', key: logKey, value: entry.ref },
      );
    }
    await this.level.batch(operations);
  }

  /** Forgets every change of the org, or of all orgs. */
  async clear(org?: string): Promise<void> {
    const scope = org === undefined ? '' : `!${org}`;
    const operations: Operation[] = [];
    for (const part of ['asset', 'action', 'log', 'fence']) {
      for await (const [key] of this.level.iterator(range(`${this.root}!${part}${scope}`))) {
        operations.push({ type: 'del', key });
      }
    }
    await this.level.batch(operations);
  }

  private seenOperations(
    org: string,
    assetId: string,
    { scope, ...seen }: Seen & { readonly scope: string },
  ): Operation[] {
    const { token, settled, epoch } = seen;
    return [
      {
        type: 'put',
        key: this.fenceKey(org, `asset!${assetId}`),
        value: JSON.stringify({ token, settled }),
      },
      { type: 'put', key: this.fenceKey(org, `scope!${scope}`), value: String(epoch) },
    ];
  }

  private fenceKey(org: string, place: string): string {
    return `${this.root}!fence!${org}!${place}`;
  }

  private assetKey(org: string, assetId: string): string {
    return `${this.root}!asset!${org}!${assetId}`;
  }

  private actionKey(org: string, ref: string): string {
    return `${this.root}!action!${org}!${ref}`;
  }
}
