import { describe, expect, it } from 'vitest';
import { ToolRefusal } from '../../../functions/specialists/ports.ts';
import { aSpec } from '../../support/builders/a-spec.ts';
import { aPatchTask, aTask } from '../../support/builders/a-task.ts';
import { anAsset, goldenWeb, someAssets } from '../../support/builders/an-asset.ts';
import { behind, useTool } from '../../support/planning/use-tool.ts';

describe('a drafted rollout', () => {
  it('has phases without naming an asset', async () => {
    const draft = await useTool(
      'generate_rollout',
      {},
      { assets: someAssets(10, behind), task: aPatchTask() },
    );

    expect(draft).toMatchObject({ action: 'patch', undo: 'snapshot', eligible: 10 });
    expect(draft).toMatchObject({
      phases: [{ name: 'Canary', assets: 1 }, { assets: 2 }, {}, {}, {}, { assets: 1 }],
    });
    expect(JSON.stringify(draft)).not.toContain('i-0000');
  });

  it('tells of each phase what there is to know before it is approved', async () => {
    const assets = [...someAssets(4), anAsset(5, { state: 'stopped' })];

    expect(await useTool('generate_patch_plan', { profile: 'cautious' }, { assets })).toEqual({
      action: 'reimage',
      undo: 'exact',
      eligible: 4,
      excluded: { 'The asset is stopped.': 1 },
      phases: [
        { name: 'Canary', kind: 'canary', assets: 1, zones: 1, bake_seconds: 6 },
        { name: 'Wave 1', kind: 'wave', assets: 1, zones: 1, bake_seconds: 4 },
        { name: 'Wave 2', kind: 'wave', assets: 1, zones: 1, bake_seconds: 4 },
        { name: 'Wave 3', kind: 'wave', assets: 1, zones: 1, bake_seconds: 4 },
      ],
      estimated_duration_seconds: 20,
    });
  });

  it('spreads the assets of a phase over zones', async () => {
    const draft = await useTool('generate_patch_plan', {}, { assets: someAssets(30) });

    expect(draft).toMatchObject({
      phases: [{ assets: 3, zones: 3 }, { zones: 3 }, {}, {}, {}, {}],
    });
  });

  it('ends at the number that was asked for', async () => {
    const task = aTask({ task_spec: aSpec({ constraints: { max_assets: 2 } }) });
    const draft = await useTool('generate_patch_plan', {}, { assets: someAssets(9), task });

    expect(draft).toMatchObject({ eligible: 9, phases: [{ assets: 1 }, { assets: 1 }] });
  });

  it('heeds what the task asked to hold', async () => {
    const task = aPatchTask({ constraints: { cve_ids: ['CVE-2026-9999'] } });
    const assets = someAssets(3, behind);

    expect(await useTool('generate_rollout', {}, { assets, task })).toMatchObject({
      eligible: 0,
      excluded: { 'None of the CVEs in question is open on the asset.': 3 },
      phases: [],
      estimated_duration_seconds: 0,
    });
  });

  it('is refused where the action is', async () => {
    const call = useTool(
      'generate_patch_plan',
      {},
      { assets: someAssets(1), goldenImages: [{ ...goldenWeb, image: '' }] },
    );

    await expect(call).rejects.toThrow(
      new ToolRefusal('A golden image has a name that can’t be used.'),
    );
    await expect(call).rejects.toBeInstanceOf(ToolRefusal);
  });
});
