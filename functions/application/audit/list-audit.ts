import * as z from 'zod';
import { ListAuditQuery } from '../../domain/audit/audit-requests.ts';
import type { AuditRecord } from '../../domain/audit/audit-record.ts';
import type { AuditPage } from '../../domain/audit/audit-view.ts';
import { placeOf, readRecord } from '../../domain/audit/chain.ts';
import { Rejection } from '../../domain/shared/errors.ts';
import type { Identity } from '../../domain/shared/identity.ts';
import type { OrgId, TaskId } from '../../domain/shared/ids.ts';
import { toTimestamp } from '../../domain/shared/ids.ts';
import type { ExecutionStore } from '../execution/execution-ports.ts';
import { parseInput } from '../shared/parse-input.ts';
import type { AuditTrail, DayQuery } from './audit-trail-ports.ts';
import type { Clock, Directory } from '../shared/ports.ts';
import { fromCursor, toCursor } from '../shared/cursor.ts';
import { resolveNamedOrg } from '../shared/resolve-org.ts';

/** A place in an org's audit; see `placeOf`. */
const Place = z.string().regex(/^[0-9]{4}-[0-9]{2}-[0-9]{2}[ -~]{0,120}$/);

const dayMilliseconds = 86_400_000;

/** As long as records are asked for without a `from`. */
const usualDays = 31;
const mostDays = 3_660;

/** Days of orgs that one request may ask for before it answers with what it has, and a cursor. */
const mostQueries = 400;

interface Dependencies {
  readonly auditTrail: Pick<AuditTrail, 'chain' | 'ofDay' | 'earlierOfTask'>;
  readonly executions: Pick<ExecutionStore, 'ofTask'>;
  readonly directory: Pick<Directory, 'orgs' | 'orgOf'>;
  readonly clock: Clock;
  /** Records of a day that a request with a filter may look at before it answers. @default 2000 */
  readonly mostLooks?: number;
}

/** The part of the audit that is asked for: places above one and below another, newest first. */
interface Range {
  readonly above: string;
  readonly below: string;
  readonly limit: number;
}

interface Page {
  readonly records: readonly AuditRecord[];
  /** The lowest place that was looked at when there may be more below, null otherwise. */
  readonly next: string | null;
}

const faultyFrom = (detail: string): Rejection =>
  new Rejection('invalid-request', `/query/from: ${detail}`, {
    errors: [{ pointer: '/query/from', detail }],
  });

const rangeOf = (query: ListAuditQuery, now: number): Range => {
  // A clock of another machine may be ahead.
  const to = query.to ?? toTimestamp(now + dayMilliseconds);
  const from = query.from ?? toTimestamp(Date.parse(to) - (usualDays + 1) * dayMilliseconds);
  const days = (Date.parse(to) - Date.parse(from)) / dayMilliseconds;
  if (days < 0) throw faultyFrom('must not be later than to');
  if (days > mostDays) throw faultyFrom(`must not be more than ${mostDays} days before to`);
  const cursor = query.cursor === undefined ? null : fromCursor(Place, query.cursor);
  if (query.cursor !== undefined && cursor === null) {
    throw new Rejection('invalid-cursor', 'The cursor is not one that this API gave out.', {
      errors: [{ pointer: '/query/cursor', detail: 'is not a cursor' }],
    });
  }
  // A record's place begins with its time and "#", which sorts behind the bare time.
  const below = cursor !== null && cursor < to ? cursor : to;
  return { above: from, below, limit: query.limit ?? 50 };
};

const dayBefore = (day: string): string =>
  toTimestamp(Date.parse(`${day}T00:00:00.000Z`) - dayMilliseconds).slice(0, 10);

/** One day of every org, as far down as all of them were looked at. */
const lookAtDay = async (
  { auditTrail }: Dependencies,
  orgs: readonly OrgId[],
  query: DayQuery,
): Promise<Page> => {
  const looked = await Promise.all(orgs.map((org) => auditTrail.ofDay(org, query)));
  const ends = looked.flatMap((records) => {
    const last = records.at(-1);
    return last && records.length >= query.limit ? [placeOf(last)] : [];
  });
  const end = ends.toSorted().at(-1) ?? null;
  const records = looked.flat().filter((record) => end === null || placeOf(record) >= end);
  return { records, next: end };
};

const isWanted = ({ event, actor, task_id }: ListAuditQuery, record: AuditRecord): boolean =>
  (event === undefined || record.event === event) &&
  (actor === undefined || record.actor === actor) &&
  (task_id === undefined || record.task_id === task_id);

const newestFirst = (one: AuditRecord, other: AuditRecord): number =>
  placeOf(one) < placeOf(other) ? 1 : -1;

/** Cut at the limit; records of one place, which two orgs may have, stay together. */
const cut = (records: readonly AuditRecord[], limit: number): Page => {
  const sorted = records.toSorted(newestFirst);
  const last = sorted[limit - 1];
  if (!last || sorted.length === limit) return { records: sorted, next: null };
  const shown = sorted.filter((record) => placeOf(record) >= placeOf(last));
  return { records: shown, next: shown.length < sorted.length ? placeOf(last) : null };
};

/** Goes back day by day until the page is full, the range is done, or it has looked enough. */
const pageOfDays = async (
  deps: Dependencies,
  query: ListAuditQuery,
  { orgs, ...range }: Range & { readonly orgs: readonly OrgId[] },
): Promise<Page> => {
  const found: AuditRecord[] = [];
  const isFiltered = query.event !== undefined || query.actor !== undefined;
  const looks = Math.max(
    range.limit + 1,
    isFiltered ? Math.ceil((deps.mostLooks ?? 2_000) / orgs.length) : 0,
  );
  let { below } = range;
  let queries = 0;
  for (let day = below.slice(0, 10); day >= range.above.slice(0, 10); day = dayBefore(day)) {
    const looked = await lookAtDay(deps, orgs, { day, above: range.above, below, limit: looks });
    found.push(...looked.records.filter((record) => isWanted(query, record)));
    queries += orgs.length;
    if (looked.next !== null || found.length >= range.limit || queries >= mostQueries) {
      const page = cut(found, range.limit);
      // Below the page's end there is what this day still has, or the day before.
      const isLast = day === range.above.slice(0, 10);
      return { records: page.records, next: page.next ?? looked.next ?? (isLast ? null : day) };
    }
    below = day;
  }
  return cut(found, range.limit);
};

const pageOfTask = async (
  { auditTrail, executions, directory }: Dependencies,
  query: ListAuditQuery,
  { own, id, above, below, limit }: Range & { readonly own: OrgId | null; readonly id: TaskId },
): Promise<Page> => {
  const org = own ?? (await directory.orgOf(id));
  if (org === null) return { records: [], next: null };
  const ref = { org_id: org, task_id: id };
  const chains = [id, ...(await executions.ofTask(ref)).map((execution) => execution.id)];
  const stored = await Promise.all(chains.map((chain) => auditTrail.chain(org, chain)));
  const earlier = await auditTrail.earlierOfTask(ref);
  const records = [...earlier, ...stored.flatMap((chain) => chain.records.map(readRecord))];
  const wanted = records.filter((record) => {
    const place = placeOf(record);
    return place > above && place < below && isWanted(query, record);
  });
  return cut(wanted, limit);
};

/**
 * Audit records of the caller's org, newest first; for the one-machine identity, of every org it
 * used. The cursor is a place: what is written meanwhile is newer and moves nothing, so that
 * following the cursors meets each record once. A page may be short, or empty, before the last.
 * @throws Rejection `invalid-request` and `invalid-cursor` naming the field; `org-mismatch`.
 */
export const makeListAudit =
  (deps: Dependencies) =>
  async (identity: Identity, raw: unknown): Promise<AuditPage> => {
    const query = parseInput(ListAuditQuery, raw, '/query');
    const range = rangeOf(query, deps.clock.now());
    const own = (query.org_id && resolveNamedOrg(identity, query.org_id)) ?? identity.org;
    const page =
      query.task_id === undefined
        ? await pageOfDays(deps, query, {
            ...range,
            orgs: own === null ? await deps.directory.orgs() : [own],
          })
        : await pageOfTask(deps, query, { ...range, own, id: query.task_id });
    return {
      records: page.records,
      ...(page.next !== null && { next_cursor: toCursor(page.next) }),
    };
  };
