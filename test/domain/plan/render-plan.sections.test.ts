import { expect, it } from 'vitest';
import { renderPlan } from '../../../functions/domain/plan/render-plan.ts';
import { wording } from '../../../functions/specialists/drift/wording.ts';
import { aBuiltPlan } from '../../support/builders/a-built-plan.ts';
import { anAsset, someAssets } from '../../support/builders/an-asset.ts';

const headings = (markdown: string) => markdown.split('\n').filter((line) => line.startsWith('#'));

it('each part of a plan has its heading', () => {
  const plan = aBuiltPlan({
    alternatives: ['Wait a week'],
    sorted: { eligible: someAssets(1), excluded: [{ asset: anAsset(2), reason: 'Not today.' }] },
  });

  expect(headings(renderPlan(plan, wording))).toEqual([
    `## ${wording.title}`,
    ...['### Phases', '### What changes', '### Rollback', '### Excluded', '### Assumptions'],
    ...['### Alternatives', '### Evidence'],
  ]);
});

it('a part of which there is nothing to say has none', () => {
  const built = aBuiltPlan();
  // As plans were before they told what changes.
  const phases = built.phases.map((phase) => ({
    ...phase,
    assets: phase.assets.map((asset) => ({ ...asset, changes: undefined })),
  }));
  const plan = {
    ...{ ...built, phases },
    ...{ assumptions: [], alternatives: [], evidence: [], excluded: [] },
  };

  expect(headings(renderPlan(plan, wording)).slice(1)).toEqual(['### Phases', '### Rollback']);
});
