import * as z from 'zod';

const Action = z.object({
  key: z.string(),
  kind: z.enum(['apply', 'undo']),
  acted: z.boolean(),
  started_at: z.number(),
  ready_at: z.number(),
});
export type FleetAction = z.infer<typeof Action>;

const FleetAsset = z.object({
  asset_id: z.string(),
  image: z.string(),
  patch_state: z.string(),
  missing_cves: z.array(z.string()),
  state: z.string(),
  version: z.string(),
});
export type FleetAsset = z.infer<typeof FleetAsset>;

const Message = z.object({
  id: z.string(),
  channel: z.string(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string().nullable(),
  links: z.array(z.string()),
});
export type CapturedMessage = z.infer<typeof Message>;

const ask = async (url: string, method = 'GET', body?: unknown): Promise<unknown> => {
  const response = await fetch(url, {
    method,
    headers: {
      accept: 'application/json',
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${url} answered ${response.status}: ${text}`);
  return JSON.parse(text) as unknown;
};

/** The simulated fleet of one org: what really happened to its assets, by its own log. */
export const fleetOf = (url: string, org: string) => {
  const base = `${url}/_local/fleet/${org}`;
  const actions = async (assetId: string): Promise<readonly FleetAction[]> =>
    z.object({ actions: z.array(Action) }).parse(await ask(`${base}/assets/${assetId}/actions`))
      .actions;
  return {
    actions,
    /** By asset, what was done to it in order: `apply`, or `apply undo`; empty for nothing. */
    history: async (ids: readonly string[]): Promise<Readonly<Record<string, string>>> => {
      const entries: [string, string][] = [];
      for (const id of ids) {
        const own = [...(await actions(id))].sort((a, b) => a.started_at - b.started_at);
        entries.push([id, own.map(({ kind }) => kind).join(' ')]);
      }
      return Object.fromEntries(entries);
    },
    assets: async (ids: readonly string[]): Promise<readonly FleetAsset[]> =>
      z.object({ assets: z.array(FleetAsset) }).parse(await ask(`${base}/assets`, 'POST', { ids }))
        .assets,
    tag: (assetId: string, tags: Readonly<Record<string, string | null>>): Promise<unknown> =>
      ask(`${base}/assets/${assetId}/tags`, 'PUT', { tags }),
    /** Changes an asset behind the product's back, as somebody else would. */
    changeFromOutside: async (assetId: string, expectedVersion: string): Promise<void> => {
      await ask(`${base}/actions`, 'POST', {
        key: `outside/${assetId}/${expectedVersion}`,
        kind: 'apply',
        asset_id: assetId,
        action: { type: 'reimage', parameters: { image: 'ami-0fedcba9876543210' } },
        change: { set: { image: 'ami-0fedcba9876543210' }, tags: {}, output: 'Changed' },
        expected_version: expectedVersion,
      });
    },
  };
};

/** Every message that the product sent, newest first. */
export const outboxOf = async (url: string): Promise<readonly CapturedMessage[]> =>
  z.object({ messages: z.array(Message) }).parse(await ask(`${url}/_local/outbox`)).messages;
