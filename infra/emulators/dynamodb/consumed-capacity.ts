import type { RequestFields } from './request-fields.ts';
import type { ItemChange } from './storage/change-feed.ts';
import { indexEntryKey, projectedItem } from './storage/index-entry.ts';
import type { GlobalIndex, Table } from './storage/table.ts';
import type { AttributeMap } from './values/attribute-value.ts';
import { equalMaps } from './values/compare-values.ts';
import { itemBytes } from './values/item-size.ts';

const readUnitBytes = 4096;
const writeUnitBytes = 1024;

/** Capacity units that a request used on one table and its indexes. */
export interface Usage {
  readonly tableName: string;
  readonly table: number;
  readonly indexes: Readonly<Record<string, number>>;
}

export type CapacityReport = 'NONE' | 'TOTAL' | 'INDEXES';

export function readCapacityReport(fields: RequestFields): CapacityReport {
  return fields.choice('ReturnConsumedCapacity', ['INDEXES', 'TOTAL', 'NONE']) ?? 'NONE';
}

/** One unit per 4 KB begun, at least one; half of it for eventually consistent reads. */
export function readUnits(bytes: number, isConsistent: boolean): number {
  return Math.max(1, Math.ceil(bytes / readUnitBytes)) * (isConsistent ? 1 : 0.5);
}

/** One unit per KB begun of the larger of the two images, and what each index has to rewrite. */
export function writeUsage({ table, before, after }: ItemChange): Usage {
  const indexes: Record<string, number> = {};
  for (const index of table.indexes) {
    const units = indexUnits({ table, index, before, after });
    if (units > 0) indexes[index.name] = units;
  }
  const bytes = Math.max(itemBytes(before ?? {}), itemBytes(after ?? {}));
  return { tableName: table.name, table: writeUnits(bytes), indexes };
}

/** Adds up usages, one result a table. */
function sumUsages(usages: readonly Usage[]): readonly Usage[] {
  const sums = new Map<string, Usage>();
  for (const usage of usages) {
    const sum = sums.get(usage.tableName);
    sums.set(usage.tableName, sum === undefined ? usage : addUsages(sum, usage));
  }
  return [...sums.values()];
}

/** Transactions cost double: prepare and commit. */
export function doubled(usage: Usage): Usage {
  return addUsages(usage, usage);
}

/** The `ConsumedCapacity` field of a single-table answer; nothing is measured unless asked for. */
export function reportUsage(report: CapacityReport, measure: () => Usage): object {
  return report === 'NONE' ? {} : { ConsumedCapacity: describe(measure(), report) };
}

/** The `ConsumedCapacity` list of a batch; transactions name reads and writes apart. */
export function reportUsages(
  report: CapacityReport,
  measure: () => readonly Usage[],
  unitName?: 'ReadCapacityUnits' | 'WriteCapacityUnits',
): object {
  if (report === 'NONE') return {};
  return {
    ConsumedCapacity: sumUsages(measure()).map((usage) => describe(usage, report, unitName)),
  };
}

function describe(
  usage: Usage,
  report: CapacityReport,
  unitName?: 'ReadCapacityUnits' | 'WriteCapacityUnits',
): object {
  const units = (count: number): object =>
    unitName === undefined ? { CapacityUnits: count } : { CapacityUnits: count, [unitName]: count };
  const entries = Object.entries(usage.indexes);
  const total = entries.reduce((sum, [, count]) => sum + count, usage.table);
  const summary = { TableName: usage.tableName, ...units(total) };
  if (report !== 'INDEXES') return summary;
  const indexes = Object.fromEntries(entries.map(([name, count]) => [name, units(count)]));
  return {
    ...summary,
    Table: units(usage.table),
    ...(entries.length === 0 ? {} : { GlobalSecondaryIndexes: indexes }),
  };
}

function addUsages(one: Usage, two: Usage): Usage {
  const indexes: Record<string, number> = { ...one.indexes };
  for (const [name, units] of Object.entries(two.indexes)) {
    indexes[name] = (indexes[name] ?? 0) + units;
  }
  return { tableName: one.tableName, table: one.table + two.table, indexes };
}

function writeUnits(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / writeUnitBytes));
}

function indexUnits(change: {
  table: Table;
  index: GlobalIndex;
  before: AttributeMap | undefined;
  after: AttributeMap | undefined;
}): number {
  const { table, index } = change;
  const before = change.before && projectedItem(table, index, change.before);
  const after = change.after && projectedItem(table, index, change.after);
  const unitsOf = (item: AttributeMap | undefined): number =>
    item === undefined ? 0 : writeUnits(itemBytes(item));
  if (before === undefined || after === undefined) return unitsOf(before) + unitsOf(after);
  if (equalMaps(before, after)) return 0;
  const stays = indexEntryKey(table, index, before).equals(indexEntryKey(table, index, after));
  return stays ? Math.max(unitsOf(before), unitsOf(after)) : unitsOf(before) + unitsOf(after);
}
