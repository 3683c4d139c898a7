import * as z from 'zod';
import { UntrustedText } from '../../domain/tool/tool-definition.ts';
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
        image: z.string(),
        source: UntrustedText,
      }),
    ),
  }),
  timeout_seconds: 20,
  run: async ({ selector: wanted }, context) => {
    const [assets, facts] = await Promise.all([assetsOf(context, wanted), factsOf(context)]);
    const present = new Set(assets.map((asset) => `${asset.role}/${asset.platform}`));
    const images = facts.goldenImages
      .filter((image) => present.has(`${image.role}/${image.platform}`))
      .map(({ role, platform, image, source }) => ({
        role,
        platform,
        image,
        source: untrusted('golden image', source),
      }));
    return { images };
  },
});
