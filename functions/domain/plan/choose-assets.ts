import type { Constraints } from '../task/task-spec.ts';

/** A request's bound on how many assets are changed, and what is said of those beyond it. */
interface Bound {
  readonly most: number;
  readonly reason: string;
}

const numberBound = ({ max_assets: most }: Constraints): readonly Bound[] =>
  most === undefined ? [] : [{ most, reason: `Beyond the requested number of ${most}.` }];

const shareBound = (
  { max_share_percent: percent }: Constraints,
  matched: number,
): readonly Bound[] => {
  if (percent === undefined) return [];
  const most = Math.max(1, Math.floor((matched * percent) / 100));
  const reason = `Beyond the requested share of ${percent} %: ${most} of the ${matched} matching assets.`;
  return [{ most, reason }];
};

/**
 * The first of the assets that a request's number and share let be changed, by whichever is less,
 * and the others with the reason. The share is one of all `matched` assets, whether they need the
 * change or not; rounded down, at least one.
 */
export const chooseAssets = <Item>(
  ordered: readonly Item[],
  constraints: Constraints,
  matched: number,
): {
  readonly chosen: readonly Item[];
  readonly beyond: readonly { readonly asset: Item; readonly reason: string }[];
} => {
  const [least, ...others] = [...numberBound(constraints), ...shareBound(constraints, matched)];
  if (least === undefined) return { chosen: ordered, beyond: [] };
  const { most, reason } = others.reduce((one, next) => (next.most < one.most ? next : one), least);
  return {
    chosen: ordered.slice(0, most),
    beyond: ordered.slice(most).map((asset) => ({ asset, reason })),
  };
};
