import { describe, expect, it } from 'vitest';
import { lookAt, lookedAtLines, lookedAtText } from '../../../functions/domain/plan/looked-at.ts';
import { AssetId } from '../../../functions/domain/shared/ids.ts';
import { anAsset, someAssets } from '../../support/builders/an-asset.ts';

const untagged = (number: number, reason = 'no Environment tag') => {
  const asset_id = AssetId.parse(`i-9${number}`);
  return { asset_id, name: `lost-${number}`, reason };
};

describe('what was looked at', () => {
  it('is told without parts where the request names none', () => {
    const assets = someAssets(2);
    const looked = lookAt({
      selector: { environment: 'production' },
      assets,
      excluded: assets.map((asset) => ({ asset, reason: 'The asset is stopped.' })),
      unmanaged: [],
    });

    expect(lookedAtText(looked)).toBe(
      'Looked at 2 assets of production. Left out: 2 × The asset is stopped (web-1, web-2).',
    );
  });

  it('names the first assets of each reason, the commonest first, and counts the others', () => {
    const assets = someAssets(6);
    const looked = lookAt({
      selector: { environment: 'production', roles: ['web'] },
      assets,
      excluded: assets.map((asset, index) => ({
        asset,
        reason: index === 5 ? 'Another reason.' : 'The asset is stopped.',
      })),
      unmanaged: [untagged(1), untagged(2, 'a conflict'), untagged(3)],
    });

    expect(lookedAtText(looked)).toBe(
      'Looked at 6 assets of production: 6 fit role web. ' +
        'Left out: 5 × The asset is stopped (web-1, web-2, web-3 and 2 more); 1 × Another reason (web-6). ' +
        'Unmanaged, and of no environment: 2 × no Environment tag (lost-1, lost-3); 1 × a conflict (lost-2).',
    );
  });

  it('counts each part of a selector by itself, and what all of them leave', () => {
    const looked = lookAt({
      selector: {
        environment: 'production',
        roles: ['web', 'api'],
        regions: ['eu-west-1'],
        asset_ids: ['i-000001', 'i-nowhere'],
      },
      assets: [anAsset(1), anAsset(2, { region: 'eu-west-1' }), anAsset(3, { role: null })],
      excluded: [],
      unmanaged: [],
    });

    expect(lookedAtLines(looked)).toEqual([
      '3 assets of production',
      '2 fit role web, api',
      '1 fit region eu-west-1',
      '1 fit id i-000001, i-nowhere',
      '0 fit all of it',
      'No managed asset of production has the id i-nowhere.',
    ]);
  });

  it('tells four reasons in a sentence, and all of them in the list', () => {
    const assets = someAssets(6);
    const looked = lookAt({
      selector: { environment: 'production' },
      assets,
      excluded: assets.map((asset, index) => ({ asset, reason: `Reason ${index}.` })),
      unmanaged: [],
    });

    expect(lookedAtText(looked)).toMatch(/Reason 3 \(web-4\); and 2 more reasons\.$/u);
    expect(lookedAtLines(looked).filter((line) => line.startsWith('left out'))).toHaveLength(6);
  });

  it('shows no text of others that hides or is long', () => {
    const looked = lookAt({
      selector: { environment: 'production', services: [`\u202e${'x'.repeat(100)}`] },
      assets: [],
      excluded: [{ asset: anAsset(1, { name: 'a\u202eb\nc' }), reason: 'The asset is stopped.' }],
      unmanaged: [],
    });

    expect(lookedAtText(looked)).toContain('(ab c)');
    expect(lookedAtText(looked)).toContain(`0 fit service ${'x'.repeat(63)}….`);
  });
});
