import type {
  Ledger,
  LetRun,
  RecentRuns,
} from '../../../functions/application/planning/planning-ports.ts';
import type { PastChange } from '../../../functions/domain/quality/past-changes.ts';
import type { OrgId } from '../../../functions/domain/shared/ids.ts';
import { org as ownOrg } from '../builders/ids.ts';

/** Runs that were let go, as the real store keeps them; what the test puts in counts at any time. */
export const memoryRecentRuns = (first: readonly LetRun[] = []): RecentRuns => {
  const runs = new Map(first.map((run) => [run.task_id, run]));
  return {
    remember: (run) => Promise.resolve(void runs.set(run.task_id, run)),
    forget: (_scope, id) => Promise.resolve(void runs.delete(id)),
    since: (scope, from) =>
      Promise.resolve(
        [...runs.values()].filter(
          (run) =>
            run.org_id === scope.org_id &&
            run.environment === scope.environment &&
            run.action === scope.action &&
            run.at > from,
        ),
      ),
  };
};

/** What came of earlier tasks, the latest of each; what it begins with is the past of the tests' org. */
export const memoryLedger = (first: readonly PastChange[] = []) => {
  const entries: (readonly [OrgId, PastChange])[] = first.map((entry) => [ownOrg, entry]);
  const ledger: Ledger = {
    record: (org, entry) => {
      const at = entries.findIndex(([of, one]) => of === org && one.task_id === entry.task_id);
      entries.splice(at < 0 ? entries.length : at, 1, [org, entry]);
      return Promise.resolve();
    },
    since: (org, taskType, from) =>
      Promise.resolve(
        entries.flatMap(([of, entry]) =>
          of === org && entry.task_type === taskType && entry.at >= from ? [entry] : [],
        ),
      ),
  };
  return { ledger, pastNow: () => entries.map(([, entry]) => entry) };
};
