import { successor } from './key-encoding.ts';

/** First byte of every key: what kind of entry it is. */
const kinds = {
  table: 'c',
  expiry: 'e',
  change: 'f',
  item: 'i',
  token: 'k',
  counter: 'm',
  measures: 's',
  index: 'x',
} as const;

export const tableKey = (name: string): Buffer => Buffer.from(kinds.table + name);

const withId = (kind: string, id: number): Buffer => {
  const key = Buffer.alloc(5);
  key.write(kind, 0);
  key.writeUInt32BE(id, 1);
  return key;
};

export const measuresKey = (tableId: number): Buffer => withId(kinds.measures, tableId);

export const itemsPrefix = (tableId: number): Buffer => withId(kinds.item, tableId);

export const expiryPrefix = (tableId: number): Buffer => withId(kinds.expiry, tableId);

const indexesPrefix = (tableId: number): Buffer => withId(kinds.index, tableId);

export const indexPrefix = (tableId: number, position: number): Buffer =>
  Buffer.concat([indexesPrefix(tableId), Buffer.from([position])]);

export const tokenKey = (token: string): Buffer => Buffer.from(kinds.token + token);

export const counterKey = (name: string): Buffer => Buffer.from(kinds.counter + name);

/** Change records sort by their sequence number. */
export const changeKey = (sequence: number): Buffer => {
  const key = Buffer.alloc(9);
  key.write(kinds.change, 0);
  key.writeBigUInt64BE(BigInt(sequence), 1);
  return key;
};

export const sequenceOfChangeKey = (key: Buffer): number => Number(key.readBigUInt64BE(1));

export const textAfterKind = (key: Buffer): string => key.toString('utf8', 1);

/** All entries whose keys begin with the prefix. */
export const within = (prefix: Buffer): { gte: Buffer; lt: Buffer } => ({
  gte: prefix,
  lt: successor(prefix),
});

/** All entries of one kind. */
export const wholeKind = (kind: keyof typeof kinds): { gte: Buffer; lt: Buffer } =>
  within(Buffer.from(kinds[kind]));
