import * as z from 'zod';

const PlannedAsset = z.object({ asset_id: z.string(), name: z.string() });

export const Task = z.object({
  task_id: z.string(),
  status: z.string(),
  task_spec: z.object({
    task_type: z.string(),
    goal: z.string(),
    risk_level: z.string(),
    understood: z
      .array(z.object({ text: z.string(), as: z.string(), value: z.string().nullable() }))
      .optional(),
  }),
  agent_result: z.object({ summary: z.string(), affected_assets: z.number() }).nullish(),
  plan: z
    .object({
      total_assets: z.number(),
      phases: z.array(
        z.object({
          name: z.string(),
          kind: z.string(),
          assets: z.array(PlannedAsset),
          max_parallel: z.number(),
          bake_seconds: z.number(),
          health_checks: z.array(z.object({ type: z.string() })),
        }),
      ),
    })
    .nullish(),
  plan_digest: z.string().nullish(),
  quality_score: z.object({ total: z.number(), requires_approval: z.boolean() }).nullish(),
  execution_id: z.string().nullish(),
  error: z.unknown(),
});
export type Task = z.infer<typeof Task>;

export const Execution = z.object({
  id: z.string(),
  status: z.string(),
  version: z.number(),
  phases: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assets: z
        .array(z.object({ asset_id: z.string(), status: z.string(), error: z.string().nullish() }))
        .default([]),
    }),
  ),
  error: z.string().nullish(),
});
export type Execution = z.infer<typeof Execution>;

const Messages = z.object({
  messages: z.array(
    z.object({
      id: z.string(),
      channel: z.string(),
      to: z.string(),
      subject: z.string(),
      text: z.string(),
      links: z.array(z.string()),
    }),
  ),
});
export type OutboxMessage = z.infer<typeof Messages>['messages'][number];

const FleetAssets = z.object({
  assets: z.array(
    z.object({
      asset_id: z.string(),
      image: z.string(),
      patch_state: z.string(),
      missing_cves: z.array(z.string()),
    }),
  ),
});
export type FleetAsset = z.infer<typeof FleetAssets>['assets'][number];

/** The product's API as a caller with curl would use it, and the local pages beside it. */
export const connect = (url: string) => {
  const ask = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return JSON.parse(text) as unknown;
  };
  const base = '/api/v1/ai';
  return {
    url,
    submit: async (request: unknown) => Task.parse(await ask('POST', `${base}/execute`, request)),
    task: async (id: string) => Task.parse(await ask('GET', `${base}/tasks/${id}`)),
    approve: (id: string, body: unknown) => ask('POST', `${base}/tasks/${id}/approve`, body),
    execution: async (id: string, since: number) =>
      Execution.parse(await ask('GET', `${base}/executions/${id}?wait=20&since=${since}`)),
    outbox: async () => Messages.parse(await ask('GET', '/_local/outbox')).messages,
    fleet: async (org: string, ids: readonly string[]) =>
      FleetAssets.parse(await ask('POST', `/_local/fleet/${org}/assets`, { ids })).assets,
    tag: (org: string, assetId: string, tags: Readonly<Record<string, string>>) =>
      ask('PUT', `/_local/fleet/${org}/assets/${assetId}/tags`, { tags }),
  };
};

export type Api = ReturnType<typeof connect>;
