import type * as z from 'zod';
import { drifted } from '../../../specialists/actions/reimage.ts';
import type {
  CompareVersionsInput,
  CompareVersionsOutput,
} from '../../../domain/tool/inventory-tools.ts';
import { assetsOf, countBy, factsOf } from './tool-context.ts';
import type { ToolContext } from './tool-context.ts';

/** Counts what runs another image than its golden one; stopped assets are told apart. */
export const compareVersions = async (
  { selector }: z.output<typeof CompareVersionsInput>,
  context: ToolContext,
): Promise<z.output<typeof CompareVersionsOutput>> => {
  const [assets, facts] = await Promise.all([assetsOf(context, selector), factsOf(context)]);
  const compared = assets.map((asset) => ({ asset, verdict: drifted(asset, facts) }));
  const drift = compared.filter(({ verdict }) => verdict.kind === 'eligible');
  const excluded = compared.flatMap(({ verdict }) =>
    verdict.kind === 'excluded' ? [verdict.reason] : [],
  );
  return {
    total: assets.length,
    drifted: drift.length,
    compliant: compared.filter(({ verdict }) => verdict.kind === 'satisfied').length,
    excluded: countBy(excluded, (reason) => reason),
    drifted_by_role: countBy(drift, ({ asset }) => asset.role),
    drifted_images: countBy(drift, ({ asset }) => asset.image),
  };
};
