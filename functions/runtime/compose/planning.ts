import type { LockReader } from '../../application/planning/planning-ports.ts';
import { makeLockReader } from '../../application/planning/steps/held-assets.ts';
import { lazy } from '../lazy.ts';
import { lockStore } from './execution.ts';
import { settingsStore } from './settings.ts';
import { clock } from './stores.ts';

/** Locks as planning sees them. */
export const lockReader = /* @__PURE__ */ lazy((): LockReader =>
  makeLockReader({ locks: lockStore(), settings: settingsStore(), clock }),
);
