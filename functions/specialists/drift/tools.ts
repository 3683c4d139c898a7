import * as z from 'zod';
import { drifted, reimage } from '../actions/reimage.ts';
import { defineTool } from '../define-tool.ts';
import { defineDraft } from '../tools/draft-rollout.ts';
import { assetsOf, countBy, factsOf } from '../tools/task-fleet.ts';
import { Counts, selector } from '../tools/tool-schemas.ts';

/** Counts what runs another image than its golden one; stopped assets are told apart. */
export const compareVersions = defineTool({
  name: 'compare_versions',
  description: 'Compares what each asset runs with its golden image and counts the drift.',
  risk_class: 'read_only',
  input: z.strictObject({ selector }).readonly(),
  output: z.strictObject({
    total: z.int().min(0),
    drifted: z.int().min(0),
    compliant: z.int().min(0),
    excluded: Counts,
    drifted_by_role: Counts,
    /** Images that drifted assets run, with how many run each. */
    drifted_images: Counts,
  }),
  timeout_seconds: 20,
  run: async ({ selector: wanted }, context) => {
    const [assets, facts] = await Promise.all([assetsOf(context, wanted), factsOf(context)]);
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
      drifted_by_role: countBy(drift, ({ asset }) => asset.role ?? 'none'),
      drifted_images: countBy(drift, ({ asset }) => asset.image),
    };
  },
});

export const generatePatchPlan = defineDraft(reimage, {
  name: 'generate_patch_plan',
  description: 'Drafts the phases that bring drifted assets back to their golden image.',
});
