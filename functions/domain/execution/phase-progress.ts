import { digestOf } from '../shared/canonical.ts';
import type { Digest } from '../shared/ids.ts';
import type { Execution, ExecutionAsset, ExecutionPhase } from './execution.ts';

/** The phase with this index. @throws RangeError when the execution has no such phase. */
export const phaseAt = (execution: Execution, index: number): ExecutionPhase => {
  const phase = execution.phases[index];
  if (!phase) throw new RangeError(`Execution ${execution.id} has no phase ${index}`);
  return phase;
};

/** All phases of an execution, one of them changed. */
export const withPhase = (
  execution: Execution,
  index: number,
  patch: Partial<ExecutionPhase>,
): ExecutionPhase[] =>
  execution.phases.map((phase) => (phase.index === index ? { ...phase, ...patch } : phase));

/** Failed assets of the phases before this one, as they stood when each was settled. */
export const failedBefore = (execution: Execution, index: number): number =>
  execution.phases
    .slice(0, index)
    .reduce((failed, phase) => failed + (phase.counts?.failed ?? 0), 0);

/**
 * One digest over all ledger lines of a phase: SHA-256 over the canonical list of the lines'
 * digests in their order, so that a single line can be proved against an audit record.
 */
export const ledgerRoot = (lines: readonly ExecutionAsset[]): Digest =>
  digestOf([...lines].sort((a, b) => a.ordinal - b.ordinal).map((line) => digestOf(line)));

/** The lines of an execution that ended: what was never begun by then is skipped. */
export const asEnded = (lines: readonly ExecutionAsset[]): readonly ExecutionAsset[] =>
  lines.map((line) => (line.status === 'pending' ? { ...line, status: 'skipped' } : line));

const mostNames = 20;

/** Names of assets for a sentence: the first twenty, and how many more there are. */
export const namesOf = (lines: readonly Pick<ExecutionAsset, 'asset_name'>[]): string => {
  const names = lines.slice(0, mostNames).map((line) => line.asset_name);
  const more = lines.length - names.length;
  return names.join(', ') + (more > 0 ? ` and ${more} more` : '');
};
