import { Temporal } from 'temporal-polyfill';
import type { Bounds } from './named-times.ts';

/** Of two stretches of which one lies in the other the narrower; null where they part. */
export const narrowerBounds = (one: Bounds, other: Bounds): Bounds | null => {
  const lies = (inner: Bounds, outer: Bounds): boolean =>
    inner.before !== null &&
    inner.after !== null &&
    outer.after !== null &&
    Temporal.Instant.compare(inner.after, outer.after) <= 0 &&
    (outer.before === null || Temporal.Instant.compare(outer.before, inner.before) <= 0);
  const starts = (point: Bounds, stretch: Bounds): boolean =>
    point.before !== null &&
    point.after === null &&
    stretch.before !== null &&
    stretch.after !== null &&
    Temporal.Instant.compare(stretch.before, point.before) <= 0 &&
    Temporal.Instant.compare(point.before, stretch.after) < 0;
  if (lies(one, other)) return one;
  if (lies(other, one)) return other;
  if (starts(one, other)) return { before: one.before, after: other.after };
  return starts(other, one) ? { before: other.before, after: one.after } : null;
};
