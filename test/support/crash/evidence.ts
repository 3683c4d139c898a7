import type { AuditRecord } from '../../../functions/domain/audit/audit-record.ts';
import { fleetOf } from '../e2e/local-pages.ts';
import type { FleetAction } from '../e2e/local-pages.ts';
import { badRecordsOf } from '../seams/audit.ts';
import { auditChainOf } from '../e2e/stored-audit.ts';
import { until } from '../e2e/until.ts';
import type { FinishedJob } from './lanes.ts';
import type { AssetEnd } from './scripts.ts';
import { readStoredState } from './stored-state.ts';
import type { StoredItem, StoredState } from './stored-state.ts';

/** An asset of a plan with what the ledger, the fleet's own log and the inventory say of it. */
export interface AssetEvidence {
  readonly assetId: string;
  readonly ledger: { readonly applies: number; readonly undos: number } | null;
  readonly actions: readonly FleetAction[];
  readonly plannedVersion: string;
  readonly version: string;
}

export interface JobEvidence extends FinishedJob {
  readonly assets: readonly AssetEvidence[];
  readonly audit: readonly AuditRecord[];
}

export interface Evidence {
  readonly jobs: readonly JobEvidence[];
  /** By org, the first record of each of its audit chains that does not verify. */
  readonly firstBadRecords: Readonly<Record<string, readonly string[]>>;
  readonly stored: StoredState;
}

const isIdle = ({ items, machines }: StoredState): boolean =>
  !items.some(({ pk }) => pk === 'outbox#0') && ![...machines.values()].includes('RUNNING');

/** What is stored once every machine has ended and every message is delivered. */
const settledState = (origin: string): Promise<StoredState> =>
  until('machines and outbox to be done', async () => {
    const stored = await readStoredState(origin);
    return isIdle(stored) ? stored : undefined;
  });

const ledgerLines = (stored: StoredState, job: FinishedJob): readonly StoredItem[] => {
  const pk = `org#${job.org}#execution#${job.task.execution_id ?? 'none'}`;
  return stored.items.filter((item) => item.pk === pk && item.sk.startsWith('asset#'));
};

const assetsOf = async (
  origin: string,
  stored: StoredState,
  job: FinishedJob,
): Promise<readonly AssetEvidence[]> => {
  const fleet = fleetOf(origin, job.org);
  const planned = (job.task.plan?.phases ?? []).flatMap((phase) => phase.assets);
  const current = await fleet.assets(planned.map(({ asset_id }) => asset_id));
  const lines = ledgerLines(stored, job);
  return Promise.all(
    planned.map(async ({ asset_id: assetId, version: plannedVersion }) => {
      const line = lines.find((item) => item['asset_id'] === assetId);
      return {
        assetId,
        ledger: line ? { applies: Number(line['applies']), undos: Number(line['undos']) } : null,
        actions: await fleet.actions(assetId),
        plannedVersion,
        version: current.find((asset) => asset.asset_id === assetId)?.version ?? 'gone',
      };
    }),
  );
};

/** Everything that the product, its store and the fleet tell about the jobs once all is quiet. */
export const gatherEvidence = async (
  origin: string,
  jobs: readonly FinishedJob[],
): Promise<Evidence> => {
  const stored = await settledState(origin);
  const chains = new Map<string, readonly AuditRecord[]>();
  for (const { org } of jobs) chains.set(org, await auditChainOf(origin, org));
  const withEvidence: JobEvidence[] = [];
  for (const job of jobs) {
    withEvidence.push({
      ...job,
      assets: await assetsOf(origin, stored, job),
      audit: (chains.get(job.org) ?? []).filter(({ task_id: id }) => id === job.taskId),
    });
  }
  return {
    jobs: withEvidence,
    firstBadRecords: Object.fromEntries(
      [...chains].map(([org, chain]) => [org, badRecordsOf(chain)]),
    ),
    stored,
  };
};

/** How an asset ended by its log: `confused` for any other log than one apply, and one undo after it. */
export const endOfAsset = ({ actions }: AssetEvidence): AssetEnd | 'confused' => {
  const log = actions.map(({ kind, acted }) => `${kind}${acted ? '' : ' refused'}`).join(', ');
  const ends: Readonly<Record<string, AssetEnd>> = {
    '': 'untouched',
    apply: 'changed',
    'apply, undo': 'taken back',
  };
  return ends[log] ?? 'confused';
};
