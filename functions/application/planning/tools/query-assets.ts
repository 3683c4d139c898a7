import type * as z from 'zod';
import type { QueryAssetsInput, QueryAssetsOutput } from '../../../domain/tool/inventory-tools.ts';
import { assetsOf, countBy, untrusted } from './tool-context.ts';
import type { ToolContext } from './tool-context.ts';

/** Counts the assets that the selector matches and lists the first ones by id. */
export const queryAssets = async (
  { selector, limit }: z.output<typeof QueryAssetsInput>,
  context: ToolContext,
): Promise<z.output<typeof QueryAssetsOutput>> => {
  const assets = await assetsOf(context, selector);
  const listed = [...assets]
    .sort((left, right) => (left.asset_id < right.asset_id ? -1 : 1))
    .slice(0, limit);
  return {
    total: assets.length,
    by_state: countBy(assets, (asset) => asset.state),
    by_role: countBy(assets, (asset) => asset.role),
    by_service: countBy(assets, (asset) => asset.service ?? 'none'),
    by_platform: countBy(assets, (asset) => asset.platform),
    by_zone: countBy(assets, (asset) => asset.zone),
    by_patch_state: countBy(assets, (asset) => asset.patch_state),
    assets: listed.map((asset) => ({
      asset_id: asset.asset_id,
      name: untrusted('inventory', asset.name, 128),
      role: asset.role,
      service: asset.service,
      platform: asset.platform,
      zone: asset.zone,
      state: asset.state,
      image: asset.image,
      patch_state: asset.patch_state,
    })),
    truncated: listed.length < assets.length,
  };
};
