import * as fc from 'fast-check';
import { routes } from '../../../functions/contract/routes.ts';
import type { Route } from '../../../functions/contract/routes.ts';

/** What one org knows of another one's: its name and the ids of what it has. */
export interface ForeignThings {
  readonly org_id: string;
  readonly task_id: string;
  readonly execution_id: string;
  readonly plan_digest: string;
}

export interface ForeignRequest {
  readonly route: Route;
  readonly path: string;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

const guarded: readonly Route[] = routes.filter(({ right }) => right !== 'public');

/** An id that is the other org's, or nearly so: of the wrong kind, in capitals, with something behind. */
const idOf = (own: string, other: string) =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constant(own) },
    fc.constant(other),
    fc.constant(own.toUpperCase()),
    fc.constant(`${own} `),
    fc.constant(`${own}#`),
    fc.constant(`../${own}`),
    fc.constant(own.slice(0, -1)),
    // A dot or two would be another path.
    fc.string({ minLength: 1, maxLength: 40 }).filter((text) => !/^\.{1,2}$/.test(text)),
  );

const queryOf = (org: string) =>
  fc.constantFrom(
    '',
    `?org_id=${org}`,
    `?org_id=${org}&limit=100`,
    '?limit=100',
    '?wait=0&since=0',
    `?org=${org}`,
    `?tenant=${org}`,
  );

const bodyOf = ({ org_id, plan_digest }: ForeignThings) =>
  fc.constantFrom<unknown>(
    {},
    { reason: 'mine now' },
    { reason: 'mine now', plan_digest },
    { plan_digest },
    { rollback: true },
    { org_id, intent: 'Fix drift on production cache servers' },
    { org_id, intent: 'Fix drift on staging web servers', dry_run: true },
    { org_id },
  );

const headersOf = (org: string) =>
  fc.constantFrom<Readonly<Record<string, string>>>(
    {},
    { 'x-org-id': org },
    { 'x-tenant': org, 'x-forwarded-user': 'rita' },
    { 'x-amzn-request-context': `{"authorizer":{"jwt":{"claims":{"org_id":"${org}"}}}}` },
    { 'idempotency-key': 'one-key' },
  );

/** Any request to a guarded route that names something of another org. */
export const foreignRequests = (things: ForeignThings): fc.Arbitrary<ForeignRequest> =>
  fc
    .record({
      route: fc.constantFrom(...guarded),
      task: idOf(things.task_id, things.execution_id),
      execution: idOf(things.execution_id, things.task_id),
      query: queryOf(things.org_id),
      body: bodyOf(things),
      headers: headersOf(things.org_id),
    })
    .map(({ route, task, execution, query, body, headers }) => ({
      route,
      path:
        route.path
          .replace('{task_id}', encodeURIComponent(task))
          .replace('{execution_id}', encodeURIComponent(execution)) +
        (route.method === 'GET' ? query : ''),
      body: route.method === 'GET' ? undefined : body,
      headers,
    }));
