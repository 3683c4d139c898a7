import { makeDeterministicPlanner } from '../../adapters/rules-planner/planner.ts';
import type { Planner } from '../../application/planning/planning-ports.ts';
import { lazy } from '../lazy.ts';

/** The planner that thinks for the agents; it stands alone, because it loads every specialist. */
export const planner = /* @__PURE__ */ lazy((): Planner => makeDeterministicPlanner());
