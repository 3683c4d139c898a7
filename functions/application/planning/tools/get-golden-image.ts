import type * as z from 'zod';
import type {
  GetGoldenImageInput,
  GetGoldenImageOutput,
} from '../../../domain/tool/inventory-tools.ts';
import { assetsOf, factsOf, untrusted } from './tool-context.ts';
import type { ToolContext } from './tool-context.ts';

/** The golden images of the roles and platforms that occur among the matching assets. */
export const getGoldenImage = async (
  { selector }: z.output<typeof GetGoldenImageInput>,
  context: ToolContext,
): Promise<z.output<typeof GetGoldenImageOutput>> => {
  const [assets, facts] = await Promise.all([assetsOf(context, selector), factsOf(context)]);
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
};
