import type { EndedMachine } from '../../domain/execution/ended-machine.ts';
import { Rejection, TransientFailure } from '../../domain/shared/errors.ts';
import { toTimestamp } from '../../domain/shared/ids.ts';
import type { EndedMachines } from './execution-ports.ts';
import type { Clock } from '../shared/ports.ts';

export interface RecoverLostDeps {
  readonly machines: EndedMachines;
  /** Looks after one machine that ended badly; harmless when that was done before. */
  readonly recover: (machine: EndedMachine) => Promise<unknown>;
  readonly clock: Clock;
}

/** Events of ends are best effort: for this long after an end it is looked after without one. */
const watchedMilliseconds = 24 * 3_600_000;

/**
 * Looks after every machine that ended badly within a day, whether its event came or not. One that
 * can't be looked after now does not hold up the others, and is looked after the next time.
 * @throws TransientFailure when that was so for some.
 */
export const makeRecoverLost =
  ({ machines, recover, clock }: RecoverLostDeps) =>
  async (): Promise<{ readonly outcome: 'swept'; readonly machines: number }> => {
    const lost = await machines.endedBadlySince(toTimestamp(clock.now() - watchedMilliseconds));
    const faults: unknown[] = [];
    for (const machine of lost) {
      try {
        await recover(machine);
      } catch (error) {
        // A machine that is about nothing that is stored has nothing to look after.
        if (!(error instanceof Rejection && error.code === 'not-found')) faults.push(error);
      }
    }
    if (faults.length > 0) {
      const message = `${faults.length} of ${lost.length} machines that ended badly are left`;
      throw new TransientFailure(message, { cause: faults[0] });
    }
    return { outcome: 'swept', machines: lost.length };
  };
