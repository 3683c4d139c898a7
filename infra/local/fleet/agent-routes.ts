import * as z from 'zod';
import type { ActionEntry } from './decide-action.ts';
import { FleetSelector } from './fleet-query.ts';
import type { Fleet, NotBegun } from './fleet.ts';
import { JsonObject, jsonRecord } from '../../../functions/domain/shared/json-object.ts';

export interface AgentAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly delayMilliseconds?: number;
}

interface AgentCall {
  readonly variables: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly query: URLSearchParams;
}

interface AgentRoute {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Segments below the base; those that begin with ":" are variables. */
  readonly path: readonly string[];
  readonly run: (fleet: Fleet, call: AgentCall) => Promise<AgentAnswer>;
}

/** Seconds, as the product's plans show them for a simulated fleet. */
const pace = {
  canary_bake_seconds: 3,
  wave_bake_seconds: 2,
  sample_interval_seconds: 1,
  action_seconds: 0.5,
} as const;

const texts = z.array(z.string());

const QueryBody = z.object({ selector: FleetSelector });

const AssetsBody = z.object({ ids: texts.max(20_000) });

const TagChanges = jsonRecord(z.string().max(4_096).nullable(), z.string().min(1).max(128));

/** The agent knows no action: it is told what is to become of the asset. */
const ChangeBody = z.union([
  z.object({ refused: z.string() }),
  z.object({
    set: z.object({
      image: z.string().min(1).exactOptional(),
      patch_state: z.enum(['current', 'missing', 'unknown']).exactOptional(),
      missing_cves: z.array(z.string()).exactOptional(),
      state: z.enum(['running', 'stopped']).exactOptional(),
    }),
    tags: TagChanges,
    version: z.string().exactOptional(),
    output: z.string(),
  }),
]);

const ActionBody = z.object({
  key: z.string().min(1).max(300),
  kind: z.enum(['apply', 'undo']),
  asset_id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,127}$/),
  action: z.object({ type: z.string(), parameters: JsonObject }),
  expected_version: z.string(),
  before: JsonObject.optional(),
  change: ChangeBody,
  fence: z
    .object({
      scope: z.string().min(1).max(300),
      epoch: z.int().min(0),
      fencing_token: z.int().min(0),
      not_after: z.number(),
    })
    .optional(),
});

const MarkBody = z.object({
  key: ActionBody.shape.key,
  kind: ActionBody.shape.kind,
  asset_id: ActionBody.shape.asset_id,
  scope: z.string().min(1).max(300),
  fencing_token: z.int().min(0),
});

const TagsBody = z.object({ tags: TagChanges });

const orgPattern = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/;

/** Paths of an asset's own server that answer with its health; any other is not found there. */
const healthPaths: readonly string[] = ['/', '/health', '/healthz', '/ready'];

const ok = (body: unknown): AgentAnswer => ({ status: 200, body });
const absent = (what: string): AgentAnswer => ({ status: 404, body: { error: `No such ${what}` } });

/** How an action began that was asked for, or that it did not. */
const beginning = (
  asked: Pick<z.infer<typeof ActionBody>, 'asset_id' | 'kind'>,
  result: ActionEntry | NotBegun,
): AgentAnswer => {
  if ('not_begun' in result) return ok(result);
  const same = result.asset_id === asked.asset_id && result.kind === asked.kind;
  const refused =
    !result.acted && result.outcome.state === 'failed' ? { refused: result.outcome.error } : {};
  return same
    ? ok({ ref: result.ref, before: result.before, ...refused })
    : { status: 422, body: { error: 'The key belongs to another action' } };
};

/** Each fault with its place in the body; the library's own words mean nothing to who calls. */
const faultsText = (error: z.ZodError): string =>
  error.issues
    .map(
      ({ path }) =>
        `${path.map((step) => `/${String(step)}`).join('') || 'The body'} is missing or has not the form that is needed`,
    )
    .join('; ');

type OrgRun<Body> = (
  fleet: Fleet,
  call: { readonly org: string; readonly body: Body } & Pick<AgentCall, 'variables' | 'query'>,
) => Promise<AgentAnswer>;

/** A route of an org: the org's name and the body are checked before it runs. */
const orgRoute = <Body>(
  [method, ...path]: readonly [AgentRoute['method'], ...string[]],
  schema: z.ZodType<Body>,
  run: OrgRun<Body>,
): AgentRoute => ({
  method,
  path: [':org', ...path],
  run: async (fleet, { variables, body, query }) => {
    const org = variables['org'] ?? '';
    if (!orgPattern.test(org)) return absent('org');
    const parsed = schema.safeParse(body);
    if (!parsed.success) {
      return { status: 400, body: { error: faultsText(parsed.error) } };
    }
    return run(fleet, { org, body: parsed.data, variables, query });
  },
});

const nothing = z.undefined();

export const agentRoutes: readonly AgentRoute[] = [
  {
    method: 'GET',
    path: ['about'],
    run: ({ dataset }) => {
      const { kind: source, assumptions, unmanaged, sources } = dataset;
      return Promise.resolve(
        ok({ simulated: true, source, sources, pace, assumptions, unmanaged }),
      );
    },
  },
  orgRoute(['POST', 'query'], QueryBody, async (fleet, { org, body }) =>
    ok({ assets: await fleet.query(org, body.selector) }),
  ),
  orgRoute(['POST', 'assets'], AssetsBody, async (fleet, { org, body }) =>
    ok({ assets: await fleet.get(org, body.ids) }),
  ),
  orgRoute(['GET', 'unmanaged'], nothing, async (fleet, { org }) =>
    ok({ unmanaged: await fleet.unmanaged(org) }),
  ),
  orgRoute(['GET', 'golden-images'], nothing, (fleet) =>
    Promise.resolve(ok({ golden_images: fleet.dataset.goldenImages })),
  ),
  orgRoute(['GET', 'vulnerabilities'], nothing, (fleet) =>
    Promise.resolve(ok({ vulnerabilities: fleet.dataset.vulnerabilities })),
  ),
  orgRoute(['GET', 'history'], nothing, (fleet) =>
    Promise.resolve(ok({ entries: fleet.history() })),
  ),
  orgRoute(['POST', 'actions'], ActionBody, async (fleet, { org, body }) =>
    beginning(body, await fleet.begin(org, body)),
  ),
  orgRoute(['POST', 'settlements'], MarkBody, async (fleet, { org, body }) =>
    beginning(body, await fleet.settle(org, body)),
  ),
  orgRoute(['GET', 'actions', ':ref'], nothing, async (fleet, { org, variables }) => {
    const state = await fleet.actionState(org, variables['ref'] ?? '');
    return state === null ? absent('action') : ok(state);
  }),
  orgRoute(['POST', 'actions', ':ref', 'abandon'], z.unknown(), async (fleet, call) => {
    const state = await fleet.abandon(call.org, call.variables['ref'] ?? '');
    return state === null ? absent('action') : ok(state);
  }),
  orgRoute(['GET', 'assets', ':id'], nothing, async (fleet, { org, variables }) => {
    const asset = await fleet.asset(org, variables['id'] ?? '');
    return asset === null ? absent('asset') : ok({ asset });
  }),
  orgRoute(['GET', 'assets', ':id', 'actions'], nothing, async (fleet, { org, variables }) =>
    ok({ actions: await fleet.actionsOf(org, variables['id'] ?? '') }),
  ),
  orgRoute(['PUT', 'assets', ':id', 'tags'], TagsBody, async (fleet, { org, body, variables }) => {
    const asset = await fleet.setTags(org, variables['id'] ?? '', body.tags);
    return asset === null ? absent('asset') : ok({ asset });
  }),
  orgRoute(['GET', 'assets', ':id', 'health'], nothing, async (fleet, call) => {
    const health = await fleet.health(call.org, call.variables['id'] ?? '');
    const knownPath = healthPaths.includes(call.query.get('path') ?? '/health');
    if (health === null || !knownPath) return absent('page');
    const { healthy, detail, delayMilliseconds } = health;
    const status = healthy ? 200 : 503;
    return { status, body: { status: healthy ? 'ok' : 'failing', detail }, delayMilliseconds };
  }),
  orgRoute(['GET', 'assets', ':id', 'status'], nothing, async (fleet, { org, variables }) => {
    const status = await fleet.status(org, variables['id'] ?? '');
    return status === null ? absent('asset') : ok(status);
  }),
];
