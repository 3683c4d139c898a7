import type { Claims } from './claims.ts';
import type { Unclear } from './reading.ts';

type Open = Pick<Unclear, 'reason'> & Partial<Unclear>;

/** An unclear reading with what was understood of the words so far. */
export const unclear = (claims: Claims, { reason, ...rest }: Open): Unclear => ({
  kind: 'unclear',
  reason,
  candidates: [],
  suggestion: null,
  draft: null,
  open: null,
  control: false,
  understood: claims.spans(),
  ...rest,
});
