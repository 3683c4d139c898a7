import { makeDeterministicPlanner } from '../../adapters/deterministic-planner/planner.ts';
import type { Deadline, LockReader, Planner } from '../../application/planning-ports.ts';
import { makeLockReader } from '../../application/held-assets.ts';
import { lazy } from '../lazy.ts';
import { lockStore } from './execution.ts';
import { settingsStore } from './settings.ts';
import { clock } from './stores.ts';

/** The planner that thinks for the agents. */
export const planner = /* @__PURE__ */ lazy((): Planner => makeDeterministicPlanner());

/** Locks as planning sees them. */
export const lockReader = /* @__PURE__ */ lazy((): LockReader =>
  makeLockReader({ locks: lockStore(), settings: settingsStore(), clock }),
);

export const deadline: Deadline = async (work, seconds) => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<{ readonly late: true }>((resolve) => {
    timer = setTimeout(() => resolve({ late: true }), seconds * 1_000);
  });
  try {
    return await Promise.race([work.then((value) => ({ late: false as const, value })), late]);
  } finally {
    clearTimeout(timer);
  }
};
