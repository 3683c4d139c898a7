import type { Plan } from '../plan/plan.ts';
import { toTimestamp } from '../shared/ids.ts';
import type { Timestamp } from '../shared/ids.ts';

/** Whether a phase may begin by the times that its plan holds. */
export type PhaseStart =
  | { readonly kind: 'now' }
  | { readonly kind: 'later'; readonly not_before: Timestamp }
  | { readonly kind: 'too_late'; readonly reason: string };

/** No phase begins before `not_before` or after `not_after`; both moments belong to the time between. */
export const phaseStartOf = (
  { not_before, not_after }: Pick<Plan, 'not_before' | 'not_after'>,
  now: number,
): PhaseStart => {
  if (not_after !== undefined && now > Date.parse(not_after))
    return { kind: 'too_late', reason: `No phase begins after ${not_after}.` };
  return not_before !== undefined && now < Date.parse(not_before)
    ? { kind: 'later', not_before }
    : { kind: 'now' };
};

const shortestLook = 15_000;
const longestLook = 3_600_000;
const looksOnTheWay = 10;

/**
 * When control is looked at again on the way to a moment: at that moment at the latest, else after a
 * tenth of what is left, so that fourteen days take some hundred looks and the last minutes few seconds.
 */
export const nextLookAt = (moment: Timestamp, now: number): Timestamp => {
  const left = Date.parse(moment) - now;
  const step = Math.min(longestLook, Math.max(shortestLook, left / looksOnTheWay));
  return toTimestamp(now + Math.min(left, Math.ceil(step)));
};
