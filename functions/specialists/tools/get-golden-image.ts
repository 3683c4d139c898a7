import * as z from 'zod';
import { UntrustedText } from '../../domain/tool/tool-definition.ts';
import { goldenImageOf } from '../../domain/action/action.ts';
import { defineTool } from '../define-tool.ts';
import { assetsOf, factsOf, untrusted } from './task-fleet.ts';
import { selector } from './tool-schemas.ts';

/** The golden images of the roles and platforms that occur among the matching assets. */
export const getGoldenImage = defineTool({
  name: 'get_golden_image',
  description: 'Tells the golden image of each role and platform among the task’s assets.',
  risk_class: 'read_only',
  input: z.strictObject({ selector }).readonly(),
  output: z.strictObject({
    images: z.array(
      z.strictObject({
        role: z.string(),
        platform: z.string(),
        architecture: z.string().optional(),
        region: z.string().optional(),
        image: z.string(),
        source: UntrustedText,
      }),
    ),
  }),
  timeout_seconds: 20,
  run: async ({ selector: wanted }, context) => {
    const [assets, facts] = await Promise.all([assetsOf(context, wanted), factsOf(context)]);
    const images = new Set(assets.flatMap((asset) => goldenImageOf(asset, facts) ?? []));
    return {
      images: facts.goldenImages.flatMap((golden) =>
        golden.image === null || !images.has(golden)
          ? []
          : [
              {
                role: golden.role,
                platform: golden.platform,
                ...(golden.architecture !== undefined && { architecture: golden.architecture }),
                ...(golden.region !== undefined && { region: golden.region }),
                image: golden.image,
                source: untrusted('golden image', golden.source),
              },
            ],
      ),
    };
  },
});
