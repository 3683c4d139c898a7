import { describe, expect, it } from 'vitest';
import type { Vulnerability } from '../../../functions/domain/fleet/asset.ts';
import type { Constraints } from '../../../functions/domain/task/task-spec.ts';
import {
  noneOpen,
  resolvePatches,
} from '../../../functions/specialists/actions/resolve-patches.ts';
import { anAsset } from '../../support/builders/an-asset.ts';
import { aFlaw } from '../../support/planning/use-tool.ts';

const cve = (number: number) => `CVE-2026-000${number}`;
const flaw = (number: number, name?: string): Vulnerability => ({
  ...aFlaw,
  cve_id: cve(number),
  severity: 'medium',
  ...(name !== undefined && { package: name }),
});

/** Six flaws are open: of openssl, of curl, of two kernels, of a package nobody knows, and one unheard of. */
const vulnerabilities = [
  flaw(1, 'openssl'),
  flaw(2, 'curl'),
  flaw(3, 'kernel'),
  flaw(4, 'linux-image-aws'),
  flaw(5),
];
const open = anAsset(1, {
  patch_state: 'missing',
  missing_cves: [1, 2, 3, 4, 5, 6].map(cve).reverse(),
});

const resolve = (constraints: Constraints, parameters: object = {}, assets = [open]) =>
  resolvePatches({
    parameters: { ...parameters },
    constraints,
    assets,
    facts: { goldenImages: [] },
    vulnerabilities,
  });
const picked = (constraints: Constraints) => {
  const resolution = resolve(constraints);
  return resolution.kind === 'parameters' ? resolution.parameters['cve_ids'] : resolution.kind;
};

describe('the patches that a request picks', () => {
  it.each<[Constraints, readonly number[]]>([
    [{}, []],
    [{ patch_kinds: ['security'] }, []],
    [{ min_severity: 'low' }, []],
    [{ packages: ['openssl'] }, [1]],
    [{ packages: ['OpenSSL', 'Curl'] }, [1, 2]],
    [{ exclude_packages: ['openssl'] }, [2, 3, 4]],
    [{ exclude_packages: ['KERNEL'] }, [1, 2, 4]],
    [{ packages: ['openssl', 'curl'], exclude_packages: ['curl'] }, [1]],
    [{ patch_kinds: ['kernel'] }, [3, 4]],
    [{ patch_kinds: ['security', 'kernel'] }, [3, 4]],
    [{ patch_kinds: ['kernel'], exclude_packages: ['kernel'] }, [4]],
    [{ min_severity: 'medium' }, [1, 2, 3, 4, 5]],
    [{ cve_ids: ['cve-2026-0006', 'CVE-2026-0001'] }, [1, 6]],
    [{ cve_ids: [cve(1), cve(2)], packages: ['curl'] }, [2]],
    [{ min_severity: 'medium', exclude_packages: ['openssl'] }, [2, 3, 4]],
  ])('by %j are those of %j', (constraints, numbers) => {
    expect(picked(constraints)).toEqual(numbers.map(cve));
  });

  it.each<[Constraints]>([
    [{ packages: ['zlib'] }],
    [{ packages: ['linux'], patch_kinds: ['kernel'] }],
    [{ min_severity: 'high' }],
    [{ cve_ids: [cve(5)], exclude_packages: ['zlib'] }],
    [{ cve_ids: [cve(6)], min_severity: 'medium' }],
  ])('by %j are none: nothing is known that it could be', (constraints) => {
    expect(resolve(constraints)).toEqual({ kind: 'none_affected', reason: noneOpen });
  });

  it.each([
    ['kernel', true],
    ['kernel-default', true],
    ['linux', true],
    ['Linux-Image-6.8', true],
    ['linux-firmware', true],
    ['kernelshark', false],
    ['linuxptp', false],
    ['my-kernel', false],
    ['util-linux', false],
  ])('of the kernel are those of %s: %s', (name, isOne) => {
    const resolution = resolvePatches({
      parameters: {},
      constraints: { patch_kinds: ['kernel'] },
      assets: [open],
      facts: { goldenImages: [] },
      vulnerabilities: [flaw(1, name)],
    });

    expect(resolution.kind).toBe(isOne ? 'parameters' : 'none_affected');
  });

  it('are told once, whatever number of assets lack them', () => {
    const also = anAsset(2, { patch_state: 'missing', missing_cves: [cve(2), cve(1)] });

    expect(resolve({ packages: ['openssl', 'curl'] }, {}, [open, also])).toEqual({
      kind: 'parameters',
      parameters: { cve_ids: [cve(1), cve(2)] },
    });
  });

  it.each([
    [1, '1 asset lacks'],
    [2, '2 assets lack'],
  ])('can’t be told of %i assets whose state nobody knows', (count, words) => {
    const unknown = Array.from({ length: count }, (_, at) =>
      anAsset(at + 2, { patch_state: 'unknown', missing_cves: [] }),
    );
    const current = anAsset(9, { patch_state: 'current' });

    expect(resolve({ packages: ['zlib'] }, {}, [...unknown, current])).toEqual({
      kind: 'refused',
      reason: `The inventory doesn’t say which patches ${words}, so that only those in question can’t be told apart.`,
    });
  });
});

describe('what else a plan of patches says', () => {
  it.each<[Constraints, object, object]>([
    [{}, {}, {}],
    [{ reboot: 'never' }, {}, { reboot: 'never' }],
    [{}, { reboot: 'always' }, { reboot: 'always' }],
    [{ reboot: 'never' }, { reboot: 'always' }, { reboot: 'never' }],
    [{ patch_kinds: ['security'] }, {}, { kinds: ['security'] }],
    [{ patch_kinds: [] }, {}, {}],
  ])('by %j and %j proposed is %j: the request has the last word', (asked, proposed, others) => {
    expect(resolve(asked, proposed)).toEqual({
      kind: 'parameters',
      parameters: { cve_ids: [], ...others },
    });
  });

  it('is said beside the patches that were picked', () => {
    expect(
      resolve({ patch_kinds: ['security', 'kernel'], reboot: 'if_needed' }, { reboot: 'never' }),
    ).toEqual({
      kind: 'parameters',
      parameters: { cve_ids: [cve(3), cve(4)], kinds: ['security'], reboot: 'if_needed' },
    });
  });
});
