import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasMoved, touchedDigestOf } from '../../../functions/domain/action/touched.ts';
import type { AssetAspect } from '../../../functions/domain/action/after.ts';
import type { Asset } from '../../../functions/domain/fleet/asset.ts';
import { ActionType } from '../../../functions/domain/action/action-type.ts';
import { actionCatalogue } from '../../../functions/specialists/actions/list.ts';
import { anAsset } from '../../support/builders/an-asset.ts';

const parameters: Readonly<Record<ActionType, Readonly<Record<string, unknown>>>> = {
  patch: { cve_ids: ['CVE-2026-0001'] },
  reimage: { image: 'ami-new' },
  run_document: { document: 'AWS-UpdateSSMAgent' },
  reboot: {},
  stop: {},
  start: {},
  resize: { instance_type: 'm7g.large' },
  tag: { tags: { Owner: 'sre', Team: 'a' } },
  close_exposure: { port: 22, protocol: 'tcp' },
  build_image: { pipeline: 'web' },
  promote_image: { image: 'ami-new', role: 'web' },
  failover_drill: { to_region: 'us-west-2', fail_back: true },
  execute_sop: { sop_id: 'sop-1', version: 1 },
};

const cves = fc.uniqueArray(fc.constantFrom('CVE-2026-0001', 'CVE-2026-0002', 'CVE-2026-0003'));
const text = fc.string({ maxLength: 8 });

/** Values of what an action may touch, and beside them of what none does. */
const touchable = {
  image: text,
  patch_state: fc.constantFrom('current' as const, 'missing' as const, 'unknown' as const),
  missing_cves: cves,
  state: fc.constantFrom('running' as const, 'stopped' as const),
  tags: fc.dictionary(
    fc.constantFrom('Owner', 'Team', 'instance_type', 'Scanned', 'Name', 'toString', '__proto__'),
    text,
  ),
};
const others = {
  name: text,
  role: text,
  service: fc.option(text),
  zone: text,
  addresses: fc.array(text, { maxLength: 2 }),
};
const arbitraryAsset = fc
  .record({ ...touchable, ...others })
  .map((changes): Asset => ({ ...anAsset(1), ...changes }));

/** The tags that an action sets, by its own word: those that it makes something of. */
const tagsOf = (type: ActionType): readonly string[] => {
  if (type === 'resize') return ['instance_type'];
  return type === 'tag' ? ['Owner', 'Team'] : [];
};

/** What stands of an asset in what the action touches, told without the digest. */
const touchedText = (type: ActionType, asset: Asset): string => {
  const touches = actionCatalogue[type].touches ?? [];
  const shown = (aspect: AssetAspect): unknown => {
    if (aspect === 'missing_cves') return [...asset.missing_cves].sort();
    if (aspect !== 'tags') return asset[aspect];
    const tags = new Map(Object.entries(asset.tags));
    return tagsOf(type).map((name) => [name, tags.get(name) ?? null]);
  };
  return JSON.stringify(touches.map((aspect) => [aspect, shown(aspect)]));
};

const shownTypes = ActionType.options.filter((type) => actionCatalogue[type].touches !== null);
const seenBy = (type: ActionType, asset: Asset) => ({
  version: asset.version,
  touched_digest: actionCatalogue[type].touched(asset, parameters[type]) ?? undefined,
});
const nowBy = (type: ActionType, asset: Asset) => ({
  version: asset.version,
  touched: actionCatalogue[type].touched(asset, parameters[type]),
});

describe.each(shownTypes)('what %s touches of an asset', (type) => {
  it('has moved exactly where it is another, whatever else and whatever version the asset has', () => {
    fc.assert(
      fc.property(arbitraryAsset, arbitraryAsset, text, (planned, now, version) => {
        const moved = hasMoved(seenBy(type, planned), nowBy(type, { ...now, version }));

        expect(moved).toBe(touchedText(type, planned) !== touchedText(type, now));
      }),
      { numRuns: 300 },
    );
  });

  it('never moves by a change of anything else', () => {
    fc.assert(
      fc.property(arbitraryAsset, arbitraryAsset, text, (planned, other, version) => {
        const touches = actionCatalogue[type].touches ?? [];
        const kept = Object.fromEntries(touches.map((aspect) => [aspect, planned[aspect]]));
        const own = new Set(tagsOf(type));
        const tags = Object.fromEntries([
          ...Object.entries(other.tags).filter(([name]) => !own.has(name)),
          ...Object.entries(planned.tags).filter(([name]) => own.has(name)),
        ]);
        const now: Asset = { ...other, ...kept, tags, version };

        expect(hasMoved(seenBy(type, planned), nowBy(type, now))).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it.each(actionCatalogue[type].touches ?? [])('always moves by a change of its %s', (aspect) => {
    const [name = 'Owner'] = tagsOf(type);
    const tags = touchable.tags.map((others) => ({ ...others }));
    fc.assert(
      fc.property(arbitraryAsset, touchable[aspect], tags, (planned, value, base) => {
        const changed =
          aspect === 'tags'
            ? { tags: { ...base, [name]: `${planned.tags[name] ?? ''}+` } }
            : { [aspect]: value };
        const now: Asset = { ...planned, ...changed };
        fc.pre(touchedText(type, planned) !== touchedText(type, now));

        // The version stands still: what is touched decides alone.
        expect(hasMoved(seenBy(type, planned), nowBy(type, now))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe('what an action touches', () => {
  const asset = anAsset(1, { tags: { Owner: 'ops' } });

  it.each(ActionType.options.filter((type) => actionCatalogue[type].touches === null))(
    '%s is shown by no asset, so that any change of one counts',
    (type) => {
      const seen = seenBy(type, asset);

      expect(seen.touched_digest).toBeUndefined();
      expect(hasMoved(seen, nowBy(type, asset))).toBe(false);
      expect(hasMoved(seen, nowBy(type, { ...asset, version: 'v-other' }))).toBe(true);
    },
  );

  it('has no digest where the parameters are not the action’s', () => {
    expect(actionCatalogue.reimage.touched(asset, { surprise: true })).toBeNull();
  });

  it('goes by the version where the plan has no digest', () => {
    const { touched } = nowBy('reimage', asset);

    expect(hasMoved({ version: 'v1' }, { version: 'v1', touched })).toBe(false);
    expect(hasMoved({ version: 'v1' }, { version: 'v2', touched })).toBe(true);
  });

  it('goes by the version where the catalogue has no such action any more', () => {
    const seen = { ...seenBy('reimage', asset), version: 'v1' };

    expect(hasMoved(seen, { version: 'v1', touched: null })).toBe(false);
    expect(hasMoved(seen, { version: 'v2', touched: null })).toBe(true);
  });

  it('is digested as canonical JSON', () => {
    const digest = touchedDigestOf(asset, { aspects: ['tags', 'image'], tags: ['Owner', 'None'] });
    const again = touchedDigestOf(asset, { aspects: ['image', 'tags'], tags: ['None', 'Owner'] });

    expect(digest).toMatch(/^[0-9a-f]{64}$/u);
    expect(again).toBe(digest);
  });
});
