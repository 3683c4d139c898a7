import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assetWith, recordOf, settle } from '../../../../infra/local/fleet/asset-record.ts';
import type { AssetRecord } from '../../../../infra/local/fleet/asset-record.ts';
import { decideAction } from '../../../../infra/local/fleet/decide-action.ts';
import type { ActionRequest } from '../../../../infra/local/fleet/decide-action.ts';
import { demoDataset } from '../../../../infra/local/fleet/demo-dataset.ts';
import type { FleetAsset } from '../../../../infra/local/fleet/fleet-asset.ts';
import { aRequest, noon } from './agent-fixture.ts';

const { assets } = demoDataset();

const anyAction = fc.oneof(
  fc.record({
    type: fc.constant('reimage'),
    parameters: fc.record({ image: fc.constantFrom('ami-1', 'ami-2') }),
  }),
  fc.record({
    type: fc.constantFrom('patch', 'reboot', 'stop', 'start'),
    parameters: fc.constant({}),
  }),
  fc.record({
    type: fc.constant('tag'),
    parameters: fc.record({ tags: fc.dictionary(fc.string({ minLength: 1 }), fc.string()) }),
  }),
);

const anySteps = fc.array(
  fc.record({ action: anyAction, undoes: fc.boolean(), advance: fc.nat({ max: 1_000 }) }),
  { maxLength: 20 },
);

interface Done {
  readonly before: Readonly<Record<string, unknown>>;
  readonly action: ActionRequest['action'];
  readonly asIt: FleetAsset;
}

/** Acts on an asset step by step, and calls back with the asset after each and what an undo undid. */
const walk = (
  base: FleetAsset,
  steps: readonly { action: ActionRequest['action']; undoes: boolean; advance: number }[],
  seen: (asset: FleetAsset, restored: FleetAsset | null) => void,
): void => {
  let record: AssetRecord = recordOf(base, undefined);
  let now = noon;
  let last: Done | null = null;
  steps.forEach(({ action, undoes, advance }, index) => {
    record = settle(record, now);
    const asIt = assetWith(base, record);
    const undone: Done | null = undoes ? last : null;
    const request = aRequest(asIt, {
      key: `step-${index}`,
      kind: undone ? 'undo' : 'apply',
      action: undone?.action ?? action,
      ...(undone === null ? {} : { before: undone.before }),
    });
    const decision = decideAction({ request, now, remark: '' }, base, record);
    record = decision.record ?? record;
    const landed = assetWith(base, settle(record, now + 5_000));
    if (decision.record !== null) {
      seen(landed, undone?.asIt ?? null);
      last = undone ? null : { before: decision.entry.before, action, asIt };
    }
    now += advance;
  });
};

describe('whatever is done to an asset', () => {
  it('has one version for one condition', () => {
    fc.assert(
      fc.property(fc.constantFrom(...assets), anySteps, (base, steps) => {
        const conditions = new Map<string, string>();
        walk(base, steps, ({ version, image, missing_cves, state, tags }) => {
          const condition = JSON.stringify([image, missing_cves, state, tags]);
          expect(conditions.get(version) ?? condition).toBe(condition);
          conditions.set(version, condition);
        });
      }),
    );
  });

  it('is as it was after an undo of the last action', () => {
    fc.assert(
      fc.property(fc.constantFrom(...assets), anySteps, (base, steps) => {
        walk(base, steps, (asset, restored) => {
          if (restored !== null) expect(asset).toEqual(restored);
        });
      }),
    );
  });
});
