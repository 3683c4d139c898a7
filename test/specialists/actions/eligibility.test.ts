import { describe, expect, it } from 'vitest';
import type { ResolveRequest } from '../../../functions/domain/action/action.ts';
import type { ActionType } from '../../../functions/domain/action/action-type.ts';
import type { Asset, Vulnerability } from '../../../functions/domain/fleet/asset.ts';
import { actionCatalogue, actionNamed } from '../../../functions/specialists/actions/list.ts';
import { anAsset, goldenDatabase, goldenWeb } from '../../support/builders/an-asset.ts';

const facts = { goldenImages: [goldenDatabase, goldenWeb] };
const eligible = { kind: 'eligible' };
const stopped = { kind: 'excluded', reason: 'The asset is stopped.' };
const satisfied = (reason: string) => ({ kind: 'satisfied', reason });
const excluded = (reason: string) => ({ kind: 'excluded', reason });

const drill = { to_region: 'us-west-2', fail_back: true };
const behind = { patch_state: 'missing', missing_cves: ['CVE-2026-0001'] } as const;

describe('whether an asset can take an action', () => {
  it.each<[ActionType, unknown, Partial<Asset>, object]>([
    ['patch', {}, { patch_state: 'current' }, satisfied('No patch is missing.')],
    ['patch', {}, { patch_state: 'unknown' }, eligible],
    ['patch', {}, { patch_state: 'unknown', state: 'stopped' }, stopped],
    ['patch', {}, { patch_state: 'missing' }, eligible],
    ['patch', { cve_ids: ['CVE-2026-0001'] }, { patch_state: 'unknown' }, eligible],
    [
      'patch',
      { cve_ids: ['CVE-2026-0001', 'CVE-2026-0002'] },
      { patch_state: 'missing', missing_cves: ['CVE-2026-0003', 'CVE-2026-0002'] },
      eligible,
    ],
    [
      'patch',
      { cve_ids: ['CVE-2026-0002'] },
      { ...behind, missing_cves: [...behind.missing_cves] },
      satisfied('None of the CVEs in question is open on the asset.'),
    ],
    ['reimage', { images: {} }, {}, eligible],
    ['reimage', { images: {} }, { state: 'stopped' }, stopped],
    [
      'reimage',
      { images: {} },
      { image: 'ami-web-golden' },
      satisfied('The asset already runs the golden image.'),
    ],
    [
      'reimage',
      { images: {} },
      { platform: 'windows' },
      excluded('There is no golden image for web on windows.'),
    ],
    [
      'reimage',
      { images: {} },
      { role: 'mail' },
      excluded('There is no golden image for mail on linux.'),
    ],
    ['reimage', { images: {} }, { role: 'database', image: 'ami-web-golden' }, eligible],
    ['run_document', { document: 'AWS-UpdateSSMAgent' }, {}, eligible],
    ['run_document', { document: 'AWS-UpdateSSMAgent' }, { state: 'stopped' }, stopped],
    ['reboot', {}, {}, eligible],
    ['reboot', {}, { state: 'stopped' }, stopped],
    ['stop', {}, {}, eligible],
    ['stop', {}, { state: 'stopped' }, satisfied('The asset is stopped already.')],
    ['start', {}, {}, satisfied('The asset is running already.')],
    ['start', {}, { state: 'stopped' }, eligible],
    ['resize', { instance_type: 'm7g.large' }, {}, eligible],
    ['resize', { instance_type: 'm7g.large' }, { state: 'stopped' }, stopped],
    [
      'resize',
      { instance_type: 'm7g.large' },
      { tags: { instance_type: 'm7g.large' } },
      satisfied('The asset has the instance type already.'),
    ],
    ['resize', { instance_type: 'm7g.large' }, { tags: { instance_type: 'm5.large' } }, eligible],
    ['tag', { tags: { a: '1', b: '2' } }, { tags: { a: '1' } }, eligible],
    [
      'tag',
      { tags: { a: '1', b: '2' } },
      { tags: { a: '1', b: '2', c: '3' } },
      satisfied('The asset has the tags already.'),
    ],
    ['tag', { tags: { a: '1' } }, { tags: { a: '2' } }, eligible],
    ['close_exposure', { port: 22, protocol: 'tcp' }, { state: 'stopped' }, eligible],
    ['build_image', { pipeline: 'web' }, { state: 'stopped' }, eligible],
    ['promote_image', { image: 'ami-1', role: 'web' }, { state: 'stopped' }, eligible],
    ['promote_image', { image: 'ami-1', role: 'app' }, {}, excluded('The asset has another role.')],
    ['failover_drill', drill, {}, eligible],
    ['failover_drill', drill, { state: 'stopped' }, stopped],
    [
      'failover_drill',
      drill,
      { region: 'us-west-2' },
      excluded('The asset is in the target region.'),
    ],
    ['execute_sop', { sop_id: 'restart', version: 1 }, {}, eligible],
    ['execute_sop', { sop_id: 'restart', version: 1 }, { state: 'stopped' }, stopped],
  ])('%s with %j of one with %j: %j', (...[type, parameters, changes, verdict]) => {
    const bound = actionCatalogue[type].bind(parameters);

    expect(bound?.eligibility(anAsset(1, changes), facts)).toEqual(verdict);
  });

  it('is asked with parameters that the schema parsed', () => {
    expect(actionCatalogue.patch.bind({})?.parameters).toEqual({
      cve_ids: [],
      reboot: 'if_needed',
    });
    expect(actionCatalogue.patch.bind({ cve_ids: 'all' })).toBeNull();
    expect(actionNamed('patch')).toBe(actionCatalogue.patch);
    expect(actionNamed('rm')).toBeNull();
  });

  it('is told of the same state that the bound action leaves', () => {
    expect(actionCatalogue.stop.bind({})?.after(anAsset(1))).toEqual({
      changed: { state: 'stopped' },
      output: 'Stopped',
    });
  });
});

describe('the parameters of a plan', () => {
  const flaw = (number: number, severity: Vulnerability['severity']): Vulnerability => ({
    cve_id: `CVE-2026-000${number}`,
    severity,
    cvss: 5,
    summary: '',
    platform: 'linux',
    fixed_in: '',
  });
  const open = anAsset(1, {
    patch_state: 'missing',
    missing_cves: ['CVE-2026-0003', 'CVE-2026-0001'],
  });
  const resolve = (type: ActionType, changes: Partial<ResolveRequest> = {}) =>
    actionCatalogue[type].resolve({
      parameters: {},
      constraints: {},
      assets: [open],
      facts,
      vulnerabilities: [flaw(1, 'low'), flaw(2, 'critical'), flaw(3, 'high')],
      ...changes,
    });
  const parameters = (given: object) => ({ kind: 'parameters', parameters: given });
  const none = {
    kind: 'none_affected',
    reason: 'None of the CVEs in question is open on the asset.',
  };

  it.each<[string, Partial<ResolveRequest>, object]>([
    ['all, where none is named', {}, parameters({ cve_ids: [] })],
    [
      'and the restart that was proposed',
      { parameters: { reboot: 'never', cve_ids: ['CVE-2026-9999'] } },
      parameters({ cve_ids: [], reboot: 'never' }),
    ],
    [
      'those named that are open',
      { constraints: { cve_ids: ['CVE-2026-0003', 'CVE-2026-0002', 'CVE-2026-0001'] } },
      parameters({ cve_ids: ['CVE-2026-0001', 'CVE-2026-0003'] }),
    ],
    [
      'one named that the feed does not know',
      { constraints: { cve_ids: ['CVE-2026-0001'] }, vulnerabilities: [] },
      parameters({ cve_ids: ['CVE-2026-0001'] }),
    ],
    [
      'those as severe as asked',
      { constraints: { min_severity: 'high' }, parameters: { reboot: 'never' } },
      parameters({ cve_ids: ['CVE-2026-0003'], reboot: 'never' }),
    ],
    [
      'those above low',
      { constraints: { min_severity: 'medium' } },
      parameters({ cve_ids: ['CVE-2026-0003'] }),
    ],
    [
      'those named that are as severe as asked',
      { constraints: { min_severity: 'high', cve_ids: ['CVE-2026-0001', 'CVE-2026-0003'] } },
      parameters({ cve_ids: ['CVE-2026-0003'] }),
    ],
    ['none so severe', { constraints: { min_severity: 'critical' } }, none],
    ['none of those named', { constraints: { cve_ids: ['CVE-2026-0002'] } }, none],
    ['none at all', { constraints: { cve_ids: ['CVE-2026-0001'] }, assets: [] }, none],
  ])('patch: %s', (_what, changes, resolution) => {
    expect(resolve('patch', changes)).toEqual(resolution);
  });

  const database = anAsset(2, { role: 'database', image: 'ami-old' });

  it.each<[string, Partial<ResolveRequest>, object]>([
    ['one image for one role', { assets: [anAsset(1)] }, parameters({ image: 'ami-web-golden' })],
    [
      'whatever image was proposed',
      { assets: [anAsset(1)], parameters: { image: 'ami-evil' } },
      parameters({ image: 'ami-web-golden' }),
    ],
    [
      'an image for each place, in order',
      { assets: [anAsset(1), database] },
      parameters({
        images: { 'database/linux': 'ami-database-golden', 'web/linux': 'ami-web-golden' },
      }),
    ],
    [
      'none of a role that runs it already',
      { assets: [anAsset(1), { ...database, image: 'ami-database-golden' }] },
      parameters({ image: 'ami-web-golden' }),
    ],
    [
      'none of a role without one',
      { assets: [anAsset(1), anAsset(3, { role: 'mail' })] },
      parameters({ image: 'ami-web-golden' }),
    ],
    [
      'one image that two places share',
      {
        assets: [anAsset(1), database],
        facts: { goldenImages: [goldenWeb, { ...goldenDatabase, image: 'ami-web-golden' }] },
      },
      parameters({ image: 'ami-web-golden' }),
    ],
    ['no image where nothing drifted', { assets: [] }, parameters({ images: {} })],
    [
      'refused where the inventory names none that can be used',
      { assets: [anAsset(1)], facts: { goldenImages: [{ ...goldenWeb, image: '' }] } },
      { kind: 'refused', reason: 'A golden image has a name that can’t be used.' },
    ],
  ])('reimage: %s', (_what, changes, resolution) => {
    expect(resolve('reimage', changes)).toEqual(resolution);
  });

  it('of others are as proposed', () => {
    expect(resolve('resize', { parameters: { instance_type: 'm7g.large' } })).toEqual(
      parameters({ instance_type: 'm7g.large' }),
    );
  });
});
