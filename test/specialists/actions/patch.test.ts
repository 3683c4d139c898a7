import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { patch } from '../../../functions/specialists/actions/patch.ts';
import { anAsset } from '../../support/builders/an-asset.ts';
import { aFlaw } from '../../support/planning/use-tool.ts';

const cves = ['CVE-2026-0001', 'CVE-2026-0002', 'CVE-2026-0003', 'CVE-2026-0004'];
const severities = ['low', 'medium', 'high', 'critical'] as const;
const noFacts = { goldenImages: [] };
const someCves = fc.subarray(cves);

it('patch says how it is undone, what judges it and what it needs', () => {
  expect(patch).toMatchObject({
    type: 'patch',
    undo: 'snapshot',
    policies: ['production_safety'],
    captures: ['root volume snapshot', 'image', 'patch state', 'version'],
    drains: true,
    touches: ['patch_state', 'missing_cves'],
  });
});

it.each([{ cve_ids: ['; reboot'] }, { cve_ids: 'all' }, { reboot: 'sometimes' }, { force: true }])(
  'refuses %j',
  (parameters) => {
    expect(patch.bind(parameters)).toBeNull();
  },
);

describe('the parameters of a plan', () => {
  it.each([
    [{}, ['cve_ids']],
    [{ reboot: 'never' }, ['cve_ids', 'reboot']],
  ])('proposed as %j are %j', (parameters, names) => {
    const resolution = patch.resolve({
      parameters,
      constraints: {},
      assets: [],
      facts: noFacts,
      vulnerabilities: [],
    });

    if (resolution.kind !== 'parameters') throw new Error(resolution.reason);
    expect(Object.keys(resolution.parameters)).toEqual(names);
  });
});

describe('the CVEs of a plan', () => {
  it('are open on an asset, asked for, and severe enough, in order', () => {
    const requests = fc.record({
      open: fc.array(someCves, { maxLength: 3 }),
      named: someCves,
      least: fc.constantFrom(...severities),
      known: fc.array(fc.constantFrom(...severities), { minLength: 4, maxLength: 4 }),
    });

    fc.assert(
      fc.property(requests, ({ open, named, least, known }) => {
        const vulnerabilities = known.map((severity, index) => ({
          ...aFlaw,
          cve_id: cves[index] ?? '',
          severity,
        }));
        const isSevere = (cve: string) =>
          severities.indexOf(known[cves.indexOf(cve)] ?? 'low') >= severities.indexOf(least);
        const resolution = patch.resolve({
          parameters: {},
          constraints: { cve_ids: named, min_severity: least },
          assets: open.map((missing_cves, index) => anAsset(index, { missing_cves })),
          facts: noFacts,
          vulnerabilities,
        });

        const wanted = cves.filter(
          (cve) =>
            open.flat().includes(cve) &&
            (named.length === 0 || named.includes(cve)) &&
            isSevere(cve),
        );
        if (named.length === 0 && least === 'low')
          expect(resolution).toEqual({ kind: 'parameters', parameters: { cve_ids: [] } });
        else if (wanted.length === 0) expect(resolution.kind).toBe('none_affected');
        else expect(resolution).toEqual({ kind: 'parameters', parameters: { cve_ids: wanted } });
      }),
    );
  });
});

describe('a patched asset', () => {
  it('lacks what was not asked for, and needs the patch no more', () => {
    fc.assert(
      fc.property(someCves, someCves, (missing_cves, cve_ids) => {
        const bound = patch.bind({ cve_ids });
        const asset = anAsset(1, { patch_state: 'missing', missing_cves });
        const after = bound?.after(asset);
        if (after === undefined || 'refused' in after) throw new Error('It was refused');
        const left = cve_ids.length === 0 ? [] : missing_cves.filter((id) => !cve_ids.includes(id));

        expect(after.changed).toEqual({
          missing_cves: left,
          patch_state: left.length === 0 ? 'current' : 'missing',
        });
        expect(bound?.eligibility({ ...asset, ...after.changed }, noFacts).kind).toBe('satisfied');
      }),
    );
  });
});
