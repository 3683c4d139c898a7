import { describe, expect, it } from 'vitest';
import { demoDataset } from '../../../../infra/local/fleet/demo-dataset.ts';
import type { FleetAsset } from '../../../../infra/local/fleet/fleet-asset.ts';
import { Asset, GoldenImage, Vulnerability } from '../../../../functions/domain/fleet/asset.ts';

const dataset = demoDataset();

const goldenImageOf = (asset: FleetAsset): string | null =>
  dataset.goldenImages.find(
    (golden) => golden.role === asset.role && golden.platform === asset.platform,
  )?.image ?? null;

const isDrifted = (asset: FleetAsset): boolean => asset.image !== goldenImageOf(asset);

const running = (environment: string, role?: string): readonly FleetAsset[] =>
  dataset.assets.filter(
    (asset) =>
      asset.environment === environment &&
      asset.state === 'running' &&
      (role === undefined || asset.role === role),
  );

const distinct = (values: readonly string[]): readonly string[] => [...new Set(values)].sort();

describe('the demo dataset', () => {
  it('has 252 assets over three environments', () => {
    const counts = ['production', 'staging', 'development'].map(
      (environment) => dataset.assets.filter((asset) => asset.environment === environment).length,
    );

    expect(dataset.assets).toHaveLength(252);
    expect(counts).toEqual([151, 60, 41]);
  });

  it('has 47 drifted web assets running in production, and 9 that are not drifted', () => {
    const web = running('production', 'web');

    expect(web.filter(isDrifted)).toHaveLength(47);
    expect(web.filter((asset) => !isDrifted(asset))).toHaveLength(9);
  });

  it.each([
    ['web', 18],
    ['app', 13],
    ['database', 12],
  ])('has production assets of the role %s that lack patches: %i', (role, count) => {
    const lacking = running('production', role).filter((asset) => asset.patch_state === 'missing');

    expect(lacking).toHaveLength(count);
  });

  it('lacks patches on drifted and on undrifted assets alike', () => {
    const combinations = running('production').map(
      (asset) => `${isDrifted(asset)}/${asset.patch_state}`,
    );

    expect(distinct(combinations)).toEqual([
      'false/current',
      'false/missing',
      'true/current',
      'true/missing',
    ]);
  });

  it('has stopped assets that would need the change', () => {
    const stopped = dataset.assets.filter((asset) => asset.state === 'stopped');

    expect(stopped).toHaveLength(12);
    expect(stopped.every((asset) => isDrifted(asset) && asset.patch_state === 'missing')).toBe(
      true,
    );
  });

  it.each(['staging', 'development'])('has drifted assets of every role in %s', (environment) => {
    const roles = distinct(
      running(environment)
        .filter(isDrifted)
        .flatMap((asset) => asset.role ?? []),
    );

    expect(roles).toEqual(['api', 'app', 'cache', 'database', 'web', 'worker']);
  });

  it('spreads over services, platforms, regions and zones', () => {
    const { assets } = dataset;

    expect(distinct(assets.map((asset) => asset.service ?? ''))).toEqual([
      'checkout',
      'orders',
      'payment',
      'search',
    ]);
    expect(distinct(assets.map((asset) => asset.platform))).toEqual(['linux', 'windows']);
    expect(distinct(assets.map((asset) => asset.region))).toEqual([
      'ap-southeast-2',
      'eu-west-1',
      'us-east-1',
    ]);
    expect(distinct(running('production', 'web').map((asset) => asset.zone))).toHaveLength(7);
  });

  it('has no asset in production or staging that misbehaves', () => {
    const misbehaving = dataset.assets.filter((asset) => 'demo:fail' in asset.tags);

    expect(
      misbehaving.map(({ environment, role, tags }) => [environment, role, tags['demo:fail']]),
    ).toEqual([
      ['development', 'api', 'slow'],
      ['development', 'worker', 'apply'],
      ['development', 'cache', 'health'],
    ]);
    expect(misbehaving.every((asset) => asset.state === 'running' && isDrifted(asset))).toBe(true);
  });

  it('names each asset once, by id and by name', () => {
    expect(new Set(dataset.assets.map((asset) => asset.asset_id)).size).toBe(252);
    expect(new Set(dataset.assets.map((asset) => asset.name)).size).toBe(252);
  });

  it('lists 12 vulnerabilities, and assets lack only those of their platform', () => {
    const platforms = new Map(dataset.vulnerabilities.map((flaw) => [flaw.cve_id, flaw.platform]));

    expect(dataset.vulnerabilities).toHaveLength(12);
    for (const asset of dataset.assets) {
      expect(asset.missing_cves.every((id) => platforms.get(id) === asset.platform)).toBe(true);
      expect(asset.missing_cves.length > 0).toBe(asset.patch_state === 'missing');
    }
  });

  it('lacks a critical patch wherever it lacks patches', () => {
    const critical = new Set(
      dataset.vulnerabilities
        .filter((flaw) => flaw.severity === 'critical')
        .map((flaw) => flaw.cve_id),
    );
    const lacking = dataset.assets.filter((asset) => asset.patch_state === 'missing');

    expect(lacking.every((asset) => asset.missing_cves.some((id) => critical.has(id)))).toBe(true);
  });

  it('is the same each time', () => {
    const again = demoDataset();

    expect(again.assets).toEqual(dataset.assets);
    expect(again.assets[0]?.asset_id).toBe(dataset.assets[0]?.asset_id);
  });

  it("fits the product's own schemas", () => {
    for (const asset of dataset.assets) expect(Asset.parse(asset)).toEqual(asset);
    for (const golden of dataset.goldenImages) expect(GoldenImage.parse(golden)).toEqual(golden);
    for (const flaw of dataset.vulnerabilities) expect(Vulnerability.parse(flaw)).toEqual(flaw);
  });
});
