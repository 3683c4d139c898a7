import * as z from 'zod';
import { VerifyAuditQuery } from '../../domain/audit/audit-requests.ts';
import type { ChainName } from '../../domain/audit/audit-record.ts';
import type { AuditVerdict } from '../../domain/audit/audit-view.ts';
import { sealedPoints } from '../../domain/audit/seal.ts';
import { checkChain } from '../../domain/audit/verify-chain.ts';
import type { AnchorFault, CheckedAnchors } from '../../domain/audit/verify-anchors.ts';
import type { ChainFault } from '../../domain/audit/verify-chain.ts';
import { Rejection } from '../../domain/shared/errors.ts';
import type { Identity } from '../../domain/shared/identity.ts';
import { OrgId, TaskId } from '../../domain/shared/ids.ts';
import type { TaskRef } from '../../domain/shared/refs.ts';
import type { ExecutionStore } from '../execution/execution-ports.ts';
import { parseInput } from '../shared/parse-input.ts';
import type { AuditTrail } from './audit-trail-ports.ts';
import type { Directory } from '../shared/ports.ts';
import type { TaskStore } from '../task/task-ports.ts';
import { fromCursor, toCursor } from '../shared/cursor.ts';
import { resolveNamedOrg } from '../shared/resolve-org.ts';

/** Where the work goes on: first every chain by its head, then every task that owes a chain. */
const Place = z.strictObject({
  org: OrgId,
  step: z.enum(['chains', 'tasks']),
  after: z.string().nullable(),
});
type Place = z.infer<typeof Place>;

interface Dependencies {
  readonly auditTrail: Pick<AuditTrail, 'chain' | 'head' | 'heads' | 'earlierOfTask'>;
  readonly tasks: Pick<TaskStore, 'list'>;
  readonly executions: Pick<ExecutionStore, 'ofTask'>;
  readonly directory: Pick<Directory, 'orgs'>;
  /** Checks the org's anchors, and says what they vouch for. */
  readonly checkAnchors: (org: OrgId) => Promise<CheckedAnchors>;
}

/** `seq` is the number of the bad record, null where an anchor itself is at fault. */
type Fault = ChainFault | (AnchorFault & { readonly seq: null });

interface Look {
  readonly fault: Fault | null;
  /** What it cost of the limit. */
  readonly looks: number;
  readonly chains: number;
  readonly records: number;
  /** Where the org's work goes on, null when it is done. */
  readonly next: Omit<Place, 'org'> | null;
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const placeOf = (cursor: string | undefined, orgs: readonly OrgId[]): Place | null => {
  if (cursor === undefined) return null;
  const place = fromCursor(z.string().transform(parseJson).pipe(Place), cursor);
  if (place && orgs.includes(place.org)) return place;
  throw new Rejection('invalid-cursor', 'The cursor is not one that this API gave out.', {
    errors: [{ pointer: '/query/cursor', detail: 'is not a cursor' }],
  });
};

const beginOf = (org: OrgId | undefined): Place | null =>
  org === undefined ? null : { org, step: 'chains', after: null };

/**
 * What is outside of the chains says of them: anchors, and the seal on the earlier version's. It is
 * read before them: what is recorded meanwhile is more than is vouched for, never less.
 */
const vouchedFor = async (deps: Dependencies, org: OrgId): Promise<CheckedAnchors> => {
  const { fault, points } = await deps.checkAnchors(org);
  const anchored = new Map(points);
  const sealed = sealedPoints(await deps.auditTrail.chain(org, 'settings'));
  if (sealed.length > 0) anchored.set('earlier', [...(anchored.get('earlier') ?? []), ...sealed]);
  return { fault, points: anchored };
};

const lookAtChains = async (deps: Dependencies, place: Place, limit: number): Promise<Look> => {
  const { auditTrail } = deps;
  const { org, after } = place;
  const { fault: anchorFault, points } = await vouchedFor(deps, org);
  if (anchorFault) {
    const fault = { ...anchorFault, seq: null };
    return { fault, looks: 1, chains: 0, records: 0, next: null };
  }
  const page = await auditTrail.heads(org, { limit, after: after ?? undefined });
  const names = new Set<ChainName>(page.heads.map(({ chain }) => chain));
  if (after === null) {
    // Chains that something vouches for, also where no head leads to them any more.
    for (const chain of ['settings', ...points.keys()] as const) {
      const isOfNoTask = chain === 'settings' || chain === 'earlier';
      if (isOfNoTask || !(await auditTrail.head(org, chain))) names.add(chain);
    }
  }
  const looks = names.size;
  let records = 0;
  for (const chain of names) {
    const stored = await auditTrail.chain(org, chain);
    records += stored.records.length;
    const fault = checkChain({ org, chain, stored, points: points.get(chain) ?? [] });
    if (fault) return { fault, looks, chains: looks, records, next: null };
  }
  const next = page.next === null ? ({ step: 'tasks', after: null } as const) : null;
  return {
    fault: null,
    looks,
    chains: looks,
    records,
    next: next ?? { step: 'chains', after: page.next },
  };
};

/** A head may be missing, or hidden from the index: so a task leads to its chains as well. */
const faultOfTask = async (deps: Dependencies, points: CheckedAnchors['points'], ref: TaskRef) => {
  const { auditTrail, executions } = deps;
  const { org_id: org, task_id: task } = ref;
  const controls = (await executions.ofTask(ref)).map(({ id }) => id);
  for (const chain of [task, ...controls]) {
    const stored = await auditTrail.chain(org, chain);
    const isBare = chain === task && stored.records.length === 0;
    const isOwed = isBare && (await auditTrail.earlierOfTask(ref)).length === 0;
    const fault = checkChain({ org, chain, stored, isOwed, points: points.get(chain) ?? [] });
    if (fault) return fault;
  }
  return null;
};

/** Every task owes a chain: its first record is written with the task itself. */
const lookAtTasks = async (deps: Dependencies, place: Place, limit: number): Promise<Look> => {
  const { org } = place;
  const before = TaskId.safeParse(place.after).data;
  const page = await deps.tasks.list({ orgs: [org], limit, ...(before && { before }) });
  const { points } = await vouchedFor(deps, org);
  for (const { task_id: chain } of page.tasks) {
    const fault = await faultOfTask(deps, points, { org_id: org, task_id: chain });
    if (fault) return { fault, looks: page.tasks.length, chains: 0, records: 0, next: null };
  }
  return {
    fault: null,
    looks: page.tasks.length,
    chains: 0,
    records: 0,
    next: page.next === null ? null : { step: 'tasks', after: page.next },
  };
};

const lookFrom = (deps: Dependencies, place: Place, limit: number): Promise<Look> =>
  place.step === 'chains' ? lookAtChains(deps, place, limit) : lookAtTasks(deps, place, limit);

/**
 * Recomputes the chains of the caller's org, or of every org for the one-machine identity, and
 * names the first bad anchor or record: an edit, an insertion, a deletion, an exchange, an end cut off, the
 * chain of a task that vanished, an anchor edited, removed or forged. It proves what is anchored:
 * what nobody but the chain itself vouches for can be made anew by whoever can write the store.
 * @throws Rejection `invalid-request` and `invalid-cursor` naming the field; `org-mismatch`.
 */
export const makeVerifyAudit =
  (deps: Dependencies) =>
  async (identity: Identity, raw: unknown): Promise<AuditVerdict> => {
    const query = parseInput(VerifyAuditQuery, raw, '/query');
    const own = (query.org_id && resolveNamedOrg(identity, query.org_id)) ?? identity.org;
    const orgs = own === null ? (await deps.directory.orgs()).toSorted() : [own];
    let place = placeOf(query.cursor, orgs) ?? beginOf(orgs[0]);
    let left = query.limit ?? 100;
    let chains = 0;
    let records = 0;
    while (place !== null && left > 0) {
      const { org } = place;
      const look: Look = await lookFrom(deps, place, left);
      chains += look.chains;
      records += look.records;
      left -= Math.max(1, look.looks);
      if (look.fault) {
        return { verified: false, fault: { org_id: org, ...look.fault }, chains, records };
      }
      place = look.next ? { org, ...look.next } : beginOf(orgs[orgs.indexOf(org) + 1]);
    }
    const verdict = { verified: true, fault: null, chains, records };
    return place === null ? verdict : { ...verdict, next_cursor: toCursor(JSON.stringify(place)) };
  };
