import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ToolRefusal } from '../../../functions/specialists/ports.ts';
import type { ToolContext } from '../../../functions/specialists/ports.ts';
import {
  assetsOf,
  countBy,
  factsOf,
  runningImages,
  untrusted,
  vulnerabilitiesOf,
} from '../../../functions/specialists/tools/task-fleet.ts';
import { aSpec } from '../../support/builders/a-spec.ts';
import { aTask } from '../../support/builders/a-task.ts';
import { anAsset, goldenWeb, someAssets } from '../../support/builders/an-asset.ts';
import { aFlaw } from '../../support/planning/use-tool.ts';
import { memoryFleet } from '../../support/memory/memory-fleet.ts';

const assets = [...someAssets(2), anAsset(3, { region: 'us-west-2' }), anAsset(4, { role: 'app' })];
const context: ToolContext = {
  task: aTask(),
  fleet: memoryFleet({
    assets,
    goldenImages: [goldenWeb],
    vulnerabilities: [aFlaw],
    history: [],
  }),
};

describe('what a tool sees of the fleet', () => {
  it('is the task’s part of it, narrowed by the call', async () => {
    expect(await assetsOf(context, {})).toEqual(assets.slice(0, 3));
    expect(await assetsOf(context, { regions: ['us-west-2'] })).toEqual([assets[2]]);
    expect(await factsOf(context)).toEqual({ goldenImages: [goldenWeb] });
    expect(await vulnerabilitiesOf(context)).toEqual([aFlaw]);
  });

  it('holds what the roles of the task run where the request names an image, whatever the region', async () => {
    const { selector } = aSpec();
    const task = aTask({
      task_spec: aSpec({
        constraints: { image: 'ami-1' },
        selector: { ...selector, regions: ['us-east-1'] },
      }),
    });

    expect(await factsOf({ ...context, task })).toEqual({
      goldenImages: [goldenWeb],
      running: assets.slice(0, 3),
    });
    expect(await runningImages(context.fleet, aTask())).toEqual({});
  });

  it('is never more than the task is about', async () => {
    await expect(assetsOf(context, { roles: ['app'] })).rejects.toThrow(
      new ToolRefusal('The selector reaches beyond the task.'),
    );
    await expect(assetsOf(context, { roles: ['app'] })).rejects.toBeInstanceOf(ToolRefusal);
  });
});

it('text from outside is cleaned, cut and named after where it came from', () => {
  expect(untrusted('inventory', 'a\u202Eb\nc')).toEqual({ provenance: 'inventory', text: 'ab c' });
  expect(untrusted('inventory', 'x'.repeat(201)).text).toBe(`${'x'.repeat(199)}…`);
  expect(untrusted('inventory', 'abcdef', 3).text).toBe('ab…');
});

describe('counts', () => {
  it('are by cleaned key, keys in order', () => {
    expect(Object.entries(countBy(['b', 'a', 'b\u200B', 'C'], (key) => key))).toEqual([
      ['C', 1],
      ['a', 1],
      ['b', 2],
    ]);
    expect(Object.keys(countBy(['x'.repeat(201)], (key) => key))).toEqual([`${'x'.repeat(199)}…`]);
  });

  it('add up to what was counted', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('web', 'app', 'db')), (keys) => {
        const counts = Object.values(countBy(keys, (key) => key));
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(keys.length);
        expect(counts.length).toBe(new Set(keys).size);
      }),
    );
  });
});
