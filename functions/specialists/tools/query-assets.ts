import * as z from 'zod';
import { compareText } from '../../domain/shared/text-order.ts';
import { UntrustedText } from '../../domain/tool/tool-definition.ts';
import { defineTool } from '../define-tool.ts';
import { assetsOf, countBy, untrusted } from './task-fleet.ts';
import { Counts, selector } from './tool-schemas.ts';

/** Counts the assets that the selector matches and lists the first ones by id. */
export const queryAssets = defineTool({
  name: 'query_assets',
  description: 'Counts the task’s assets by role, zone, platform and state, and lists some.',
  risk_class: 'read_only',
  input: z.strictObject({ selector, limit: z.int().min(0).max(100).default(20) }).readonly(),
  output: z.strictObject({
    total: z.int().min(0),
    by_state: Counts,
    by_role: Counts,
    by_service: Counts,
    by_platform: Counts,
    by_zone: Counts,
    by_patch_state: Counts,
    assets: z.array(
      z.strictObject({
        asset_id: z.string(),
        name: UntrustedText,
        role: z.string().nullable(),
        service: z.string().nullable(),
        platform: z.string(),
        zone: z.string(),
        state: z.string(),
        image: z.string(),
        patch_state: z.string(),
      }),
    ),
    truncated: z.boolean(),
  }),
  timeout_seconds: 20,
  run: async ({ selector: wanted, limit }, context) => {
    const assets = await assetsOf(context, wanted);
    const listed = [...assets]
      .sort((left, right) => compareText(left.asset_id, right.asset_id))
      .slice(0, limit);
    return {
      total: assets.length,
      by_state: countBy(assets, (asset) => asset.state),
      by_role: countBy(assets, (asset) => asset.role ?? 'none'),
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
  },
});
