import type { FleetInventory } from '../../../functions/application/execution/fleet-ports.ts';
import type {
  Asset,
  GoldenImage,
  UnmanagedAsset,
  Vulnerability,
} from '../../../functions/domain/fleet/asset.ts';
import { matchesSelector } from '../../../functions/domain/plan/select-assets.ts';
import type { PastChange } from '../../../functions/domain/quality/past-changes.ts';

export interface FleetState {
  assets: readonly Asset[];
  goldenImages: readonly GoldenImage[];
  unmanaged?: readonly UnmanagedAsset[];
  vulnerabilities: readonly Vulnerability[];
  history: readonly PastChange[];
  /** What a query fails with, while there is one. */
  failure?: Error | null;
  /** What is told of the fleet. @default 'The fleet is simulated.' */
  assumption?: string;
}

/** An inventory over what the test keeps in it; each question reads it anew. */
export const memoryFleet = (state: FleetState): FleetInventory => ({
  about: () =>
    Promise.resolve({
      simulated: true,
      assumptions: [state.assumption ?? 'The fleet is simulated.'],
      sources: [],
      pace: {
        canary_bake_seconds: 3,
        wave_bake_seconds: 2,
        sample_interval_seconds: 1,
        action_seconds: 0.5,
      },
    }),
  query: (_org, selector) =>
    state.failure
      ? Promise.reject(state.failure)
      : Promise.resolve(state.assets.filter((asset) => matchesSelector(asset, selector))),
  get: (_org, ids) => Promise.resolve(state.assets.filter((asset) => ids.includes(asset.asset_id))),
  unmanaged: () => Promise.resolve(state.unmanaged ?? []),
  goldenImages: () => Promise.resolve(state.goldenImages),
  vulnerabilities: () => Promise.resolve(state.vulnerabilities),
  history: () => Promise.resolve(state.history),
});
