import { holds } from '../expressions/evaluate-condition.ts';
import type { Condition } from '../expressions/syntax.ts';
import type { KeyRange, Store } from '../storage/store.ts';
import type { AttributeMap } from '../values/attribute-value.ts';
import { itemBytes } from '../values/item-size.ts';

const maxPageBytes = 1024 * 1024;

/** One page of a query or scan. */
export interface Page {
  /** The items that passed the filter. */
  readonly items: readonly AttributeMap[];
  readonly scannedCount: number;
  /** The last item read, when the page ended before the range did. */
  readonly last: AttributeMap | undefined;
}

/**
 * Reads until the range ends, `limit` items are read or 1 MB is full. Like DynamoDB it reports a
 * last item whenever the limit ended the page, also when nothing follows.
 */
export const readPage = async (
  store: Store,
  range: KeyRange,
  options: { limit: number; filter: Condition | undefined },
): Promise<Page> => {
  const items: AttributeMap[] = [];
  let last: AttributeMap | undefined;
  let scannedCount = 0;
  let bytes = 0;
  for await (const chunk of store.chunks(range)) {
    for (const [, text] of chunk) {
      const item = JSON.parse(text) as AttributeMap;
      const size = itemBytes(item);
      if (scannedCount > 0 && bytes + size > maxPageBytes) {
        return { items, scannedCount, last };
      }
      scannedCount += 1;
      bytes += size;
      last = item;
      if (options.filter === undefined || holds(options.filter, item)) items.push(item);
      if (scannedCount === options.limit) return { items, scannedCount, last };
    }
  }
  return { items, scannedCount, last: undefined };
};
