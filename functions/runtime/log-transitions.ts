import { transitionsOf } from '../application/shared/transitions.ts';
import type { UnitOfWork } from '../application/shared/ports.ts';
import type { Log } from './log.ts';

/**
 * A unit of work that logs, once it stands, what entered another state. What is written again after
 * a conflict is another write, so each transition is logged once; a commit whose answer was lost is
 * not logged.
 */
export const loggingTransitions = (work: UnitOfWork, log: () => Log): UnitOfWork => ({
  commit: async (changes) => {
    await work.commit(changes);
    for (const { subject, ...transition } of transitionsOf(changes)) {
      log().info(`${subject} ${transition.to}`, { subject, ...transition });
    }
  },
});
