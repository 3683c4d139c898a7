import { expect, it } from 'vitest';
import type { Plan } from '../../../functions/domain/plan/plan.ts';
import { renderPlan, timesText } from '../../../functions/domain/plan/render-plan.ts';
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

it.each([
  [
    { not_before: '2026-03-02T13:00:00.000Z' },
    ['No phase begins before 2026-03-02T13:00:00.000Z.'],
  ],
  [{ not_after: '2026-03-02T14:00:00.000Z' }, ['No phase begins after 2026-03-02T14:00:00.000Z.']],
  [
    { phase_wait_seconds: 60 },
    ['The next phase begins at least 60 s after the one before; its bake lasts as long.'],
  ],
  [{}, []],
])('the times %j are told as %j, and each is shown', (times, sentences) => {
  const shown = renderPlan({ ...aBuiltPlan(), ...times }, wording).split('\n');

  expect(timesText(times)).toEqual(sentences);
  expect(shown.filter((line) => line.startsWith('**When:**'))).toEqual(
    sentences.map((sentence) => `**When:** ${sentence}`),
  );
});

it('people are told that the request wants them to decide', () => {
  const words = '**Approval:** a person decides, since the request asks for it';
  const shown = (plan: Plan) => renderPlan(plan, wording).split('\n');

  expect(shown({ ...aBuiltPlan(), require_approval: true })).toContain(words);
  expect(shown(aBuiltPlan()).filter((line) => line.startsWith('**Approval'))).toEqual([]);
});
