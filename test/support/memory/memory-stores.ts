import type {
  OrgSettings,
  SettingsStore,
} from '../../../functions/application/settings/settings-ports.ts';
import type { LockStore } from '../../../functions/application/execution/execution-ports.ts';
import type { LetRun } from '../../../functions/application/planning/planning-ports.ts';
import type {
  Counters,
  CounterSample,
} from '../../../functions/application/service/counter-ports.ts';
import type { Directory } from '../../../functions/application/shared/ports.ts';
import type { RateLimiter } from '../../../functions/application/task/rate-limit-ports.ts';
import type { FleetVocabularySource } from '../../../functions/application/task/task-ports.ts';
import type { AssetLock } from '../../../functions/domain/execution/asset-lock.ts';
import type { FleetVocabulary } from '../../../functions/domain/fleet/fleet-vocabulary.ts';
import type { PastChange } from '../../../functions/domain/quality/past-changes.ts';
import type { OrgId } from '../../../functions/domain/shared/ids.ts';
import { org } from '../builders/ids.ts';
import { someSettings } from '../builders/some-settings.ts';
import { demoReader } from '../planning/intent.ts';
import { memoryDocuments } from './memory-documents.ts';
import type { FirstDocuments } from './memory-documents.ts';
import { memoryLedger, memoryRecentRuns } from './memory-past.ts';
import { memoryPlans, memoryTranscripts } from './memory-plans.ts';

/** The same settings for every org. */
export const memorySettings = (settings: OrgSettings = someSettings()): SettingsStore => ({
  get: () => Promise.resolve(settings),
});

/** The names of a fleet, for every org. */
export const memoryVocabulary = (
  names: FleetVocabulary = demoReader.fleet,
): FleetVocabularySource => ({ of: () => Promise.resolve(names) });

/** Locks as they stand; nobody takes or frees one. */
const memoryLocks = (locks: readonly AssetLock[]): Pick<LockStore, 'read'> => ({
  read: (_org, ids) => Promise.resolve(locks.filter(({ asset_id: id }) => ids.includes(id))),
});

const memoryDirectory = (orgs: readonly OrgId[]): Pick<Directory, 'orgs'> => ({
  orgs: () => Promise.resolve(orgs),
});

/** Counters that stand, of whatever org. */
const memoryCounters = (samples: readonly CounterSample[]): Counters => ({
  ofOrg: () => Promise.resolve(samples),
  ofNoOrg: () => Promise.resolve([]),
});

/** Never full. */
const memoryRateLimiter = (): RateLimiter => ({ take: () => Promise.resolve(null) });

interface MemoryStart extends FirstDocuments {
  readonly settings?: OrgSettings;
  readonly past?: readonly PastChange[];
  readonly runs?: readonly LetRun[];
  readonly locks?: readonly AssetLock[];
  readonly orgs?: readonly OrgId[];
  readonly samples?: readonly CounterSample[];
}

/**
 * The product's stores in memory, as far as tests need them, with the conflicts of the real ones:
 * `test/contracts/memory-stores.test.ts` holds both to the same.
 */
export const memoryStores = (first: MemoryStart = {}) => ({
  ...memoryDocuments(first),
  ...memoryPlans(),
  ...memoryTranscripts(),
  ...memoryLedger(first.past),
  recentRuns: memoryRecentRuns(first.runs),
  settings: memorySettings(first.settings),
  vocabulary: memoryVocabulary(),
  locks: memoryLocks(first.locks ?? []),
  directory: memoryDirectory(first.orgs ?? [org]),
  counters: memoryCounters(first.samples ?? []),
  rateLimiter: memoryRateLimiter(),
});
