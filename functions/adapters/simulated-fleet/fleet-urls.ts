import { pathOf } from './agent-client.ts';

/** Where the agent shows what each asset says of itself. */
export const simulatedFleetUrls = (baseUrl: string) => ({
  /** The asset's own page under `path`, such as `/health`. */
  healthUrlOf: (org: string, assetId: string, path: string): string =>
    `${baseUrl}${pathOf(org, 'assets', assetId, 'health')}?path=${encodeURIComponent(path)}`,
  statusUrlOf: (org: string, assetId: string): string =>
    `${baseUrl}${pathOf(org, 'assets', assetId, 'status')}`,
});
