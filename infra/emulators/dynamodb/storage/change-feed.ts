import type { AttributeMap } from '../values/attribute-value.ts';
import { changeKey, counterKey, sequenceOfChangeKey, wholeKind } from './layout.ts';
import type { Store, StoreOperation } from './store.ts';
import { keyOf, streamLabel } from './table.ts';
import type { StreamView, Table } from './table.ts';
import { itemBytes } from '../values/item-size.ts';

/** A record of the change feed, in the shape of a DynamoDB stream record. */
export interface ChangeRecord {
  readonly eventID: string;
  readonly eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  readonly eventVersion: '1.1';
  readonly eventSource: 'aws:dynamodb';
  readonly awsRegion: string;
  readonly eventSourceARN: string;
  readonly dynamodb: {
    /** Seconds since 1970. */
    readonly ApproximateCreationDateTime: number;
    readonly Keys: AttributeMap;
    readonly NewImage?: AttributeMap;
    readonly OldImage?: AttributeMap;
    /** 21 digits: sorts as text as it does as a number. */
    readonly SequenceNumber: string;
    readonly SizeBytes: number;
    readonly StreamViewType: StreamView;
  };
  /** Only on removals by expiry. */
  readonly userIdentity?: { readonly type: 'Service'; readonly principalId: string };
}

export interface ItemChange {
  readonly table: Table;
  readonly before: AttributeMap | undefined;
  readonly after: AttributeMap | undefined;
  readonly isExpiry?: boolean;
}

export interface ChangeFeed {
  /** The record of a change and its place on disk, under the next sequence number. */
  readonly append: (
    change: ItemChange,
  ) => { record: ChangeRecord; operation: StoreOperation } | undefined;
  readonly read: (afterSequence: string, limit: number) => Promise<readonly ChangeRecord[]>;
  readonly trim: (upTo: string) => Promise<void>;
}

const lastSequence = async (store: Store): Promise<number> => {
  const trimmed = Number(store.get(counterKey('trimmed')) ?? '0');
  for await (const chunk of store.chunks({ ...wholeKind('change'), reverse: true })) {
    const [entry] = chunk;
    if (entry !== undefined) return Math.max(trimmed, sequenceOfChangeKey(entry[0]));
  }
  return trimmed;
};

const eventName = ({ before, after }: ItemChange): ChangeRecord['eventName'] => {
  if (before === undefined) return 'INSERT';
  return after === undefined ? 'REMOVE' : 'MODIFY';
};

const toRecord = (
  change: ItemChange,
  context: { sequence: number; view: StreamView; nowSeconds: number; arn: string; region: string },
): ChangeRecord => {
  const { before, after, table } = change;
  const { view } = context;
  const keys = keyOf(table, after ?? before ?? {});
  const newImage = view.startsWith('NEW') ? after : undefined;
  const oldImage = view === 'OLD_IMAGE' || view === 'NEW_AND_OLD_IMAGES' ? before : undefined;
  const SequenceNumber = String(context.sequence).padStart(21, '0');
  return {
    eventID: `${table.uuid}-${SequenceNumber}`,
    eventName: eventName(change),
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: context.region,
    eventSourceARN: context.arn,
    dynamodb: {
      ApproximateCreationDateTime: context.nowSeconds,
      Keys: keys,
      ...(newImage === undefined ? {} : { NewImage: newImage }),
      ...(oldImage === undefined ? {} : { OldImage: oldImage }),
      SequenceNumber,
      SizeBytes: itemBytes(keys) + itemBytes(newImage ?? {}) + itemBytes(oldImage ?? {}),
      StreamViewType: view,
    },
    ...(change.isExpiry === true
      ? { userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' } }
      : {}),
  };
};

const readRecords = async (
  store: Store,
  afterSequence: number,
  limit: number,
): Promise<readonly ChangeRecord[]> => {
  const records: ChangeRecord[] = [];
  const range = { gte: changeKey(afterSequence + 1), lt: wholeKind('change').lt };
  for await (const chunk of store.chunks(range)) {
    for (const [, value] of chunk) {
      if (records.length === limit) return records;
      records.push(JSON.parse(value) as ChangeRecord);
    }
  }
  return records;
};

/** Opens the feed; sequence numbers go on after the last one ever given, trimmed or not. */
export const openChangeFeed = async (options: {
  store: Store;
  nowSeconds: () => number;
  arnOf: (table: Table) => string;
  region: string;
}): Promise<ChangeFeed> => {
  const { store } = options;
  let sequence = await lastSequence(store);
  return {
    append: (change) => {
      const view = change.table.streamView;
      if (view === undefined) return undefined;
      sequence += 1;
      const record = toRecord(change, {
        sequence,
        view,
        nowSeconds: options.nowSeconds(),
        arn: `${options.arnOf(change.table)}/stream/${streamLabel(change.table)}`,
        region: options.region,
      });
      const value = JSON.stringify(record);
      return { record, operation: { type: 'put', key: changeKey(sequence), value } };
    },
    read: (afterSequence, limit) => readRecords(store, Number(afterSequence), limit),
    trim: async (upTo) => {
      const last = Math.min(Number(upTo), sequence);
      const trimmed = Number(store.get(counterKey('trimmed')) ?? '0');
      if (last <= trimmed) return;
      await store.commit([{ type: 'put', key: counterKey('trimmed'), value: String(last) }]);
      await store.clear({ gte: changeKey(0), lt: changeKey(last + 1) });
    },
  };
};
