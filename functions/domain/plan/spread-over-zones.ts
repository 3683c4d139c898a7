import { compareText } from '../shared/text-order.ts';

interface Placed {
  readonly asset_id: string;
  readonly zone: string;
}

/**
 * The same assets, one of each zone in turn, so that every run of them spreads over the zones. The
 * order depends on ids and zones alone, never on the order in which they came.
 */
export const spreadOverZones = <Item extends Placed>(assets: readonly Item[]): readonly Item[] => {
  const zones = new Map<string, Item[]>();
  const sorted = [...assets].sort(
    (left, right) =>
      compareText(left.zone, right.zone) || compareText(left.asset_id, right.asset_id),
  );
  for (const asset of sorted) {
    const members = zones.get(asset.zone);
    if (members === undefined) zones.set(asset.zone, [asset]);
    else members.push(asset);
  }
  const columns = [...zones.values()];
  const longest = Math.max(0, ...columns.map((column) => column.length));
  return Array.from({ length: longest }, (_, row) =>
    columns.flatMap((column) => column.slice(row, row + 1)),
  ).flat();
};
