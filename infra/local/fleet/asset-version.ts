import type { AssetCondition } from './fleet-asset.ts';
import { hexOf } from './stable-hash.ts';

/** `v<n>-<hash>`: the count of changes and a digest of the condition that the last one left. */
export const versionOf = (changes: number, condition: Omit<AssetCondition, 'version'>): string => {
  const { image, patch_state, missing_cves, state } = condition;
  return `v${changes}-${hexOf(JSON.stringify([image, patch_state, missing_cves, state]), 12)}`;
};
