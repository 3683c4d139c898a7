import { describe, expect, it } from 'vitest';
import { ActionType } from '../../../functions/domain/action/action-type.ts';
import type { AssetState } from '../../../functions/domain/action/after.ts';
import { actionCatalogue } from '../../../functions/specialists/actions/list.ts';

const machine: AssetState = {
  image: 'ami-old',
  patch_state: 'missing',
  missing_cves: ['CVE-2026-0001', 'CVE-2026-0002'],
  state: 'running',
  tags: { Owner: 'web' },
  role: 'web',
  platform: 'linux',
  region: 'us-east-1',
};

const after = (type: ActionType, parameters: unknown, changes: Partial<AssetState> = {}) =>
  actionCatalogue[type].after({ ...machine, ...changes }, parameters);

describe('what an action makes of an asset', () => {
  it.each([
    [
      'patch',
      {},
      { missing_cves: [], patch_state: 'current' },
      'Closed CVE-2026-0001, CVE-2026-0002',
    ],
    [
      'patch',
      { cve_ids: ['CVE-2026-0001'], reboot: 'never' },
      { missing_cves: ['CVE-2026-0002'], patch_state: 'missing' },
      'Closed CVE-2026-0001',
    ],
    [
      'reimage',
      { image: 'ami-new' },
      { image: 'ami-new' },
      'Root volume replaced: ami-old to ami-new',
    ],
    [
      'reimage',
      { images: { 'app/linux': 'ami-app', 'web/linux': 'ami-web' } },
      { image: 'ami-web' },
      'Root volume replaced: ami-old to ami-web',
    ],
    ['run_document', { document: 'AWS-UpdateSSMAgent' }, {}, 'Ran AWS-UpdateSSMAgent'],
    ['reboot', {}, {}, 'Rebooted'],
    ['stop', {}, { state: 'stopped' }, 'Stopped'],
    [
      'resize',
      { instance_type: 'm7g.large' },
      { tags: { Owner: 'web', instance_type: 'm7g.large' } },
      'Resized to m7g.large',
    ],
    [
      'tag',
      { tags: { Team: 'a', Owner: 'sre' } },
      { tags: { Owner: 'sre', Team: 'a' } },
      'Set Owner, Team',
    ],
  ] as const)('by %s with %j: %j', (...[type, parameters, changed, output]) => {
    expect(after(type, parameters)).toEqual({ changed, output });
  });

  it('by start: it runs', () => {
    expect(after('start', {}, { state: 'stopped' })).toEqual({
      changed: { state: 'running' },
      output: 'Started',
    });
  });

  it('by patch of one that lacks nothing that is known: it is current', () => {
    expect(after('patch', {}, { missing_cves: [], patch_state: 'unknown' })).toEqual({
      changed: { missing_cves: [], patch_state: 'current' },
      output: 'All patches installed',
    });
  });

  it.each([
    ['patch', {}, 'ineligible: the instance is stopped'],
    ['reimage', { image: 'ami-new' }, 'ineligible: the instance is stopped'],
    ['run_document', { document: 'AWS-UpdateSSMAgent' }, 'ineligible: the instance is stopped'],
    ['reboot', {}, 'ineligible: the instance is stopped'],
    ['stop', {}, 'ineligible: the instance is stopped'],
    ['resize', { instance_type: 'm7g.large' }, 'ineligible: the instance is stopped'],
    ['reimage', { images: {} }, 'invalid: no image for web on linux'],
    ['reimage', { images: { 'app/linux': 'ami-app' } }, 'invalid: no image for web on linux'],
    ['reimage', {}, 'invalid: no image for web on linux'],
    [
      'patch',
      { cve_ids: 'all' },
      'invalid: parameters cve_ids: Invalid input: expected array, received string',
    ],
    ['build_image', { pipeline: 'web' }, 'invalid: a simulated fleet has no action "build_image"'],
  ] as const)('%s with %j is refused for a stopped one: %s', (type, parameters, refused) => {
    expect(after(type, parameters, { state: 'stopped' })).toEqual({ refused });
  });

  it('start is refused for one that runs', () => {
    expect(after('start', {})).toEqual({ refused: 'ineligible: the instance is running' });
  });

  it.each([
    ['close_exposure', { port: 22, protocol: 'tcp' }],
    ['build_image', { pipeline: 'web' }],
    ['promote_image', { image: 'ami-1', role: 'web' }],
    ['failover_drill', { to_region: 'us-west-2', fail_back: true }],
    ['execute_sop', { sop_id: 'sop-1', version: 1 }],
  ] as const)('%s can’t be shown by a description of an asset', (type, parameters) => {
    expect(after(type, parameters)).toEqual({
      refused: `invalid: a simulated fleet has no action "${type}"`,
    });
  });

  it.each([
    ['patch', {}],
    ['reimage', { image: 'ami-new' }],
    ['stop', {}],
    ['resize', { instance_type: 'm7g.large' }],
    ['tag', { tags: { Team: 'a' } }],
    ['reboot', {}],
  ] as const)('%s changes what it says that it touches, and nothing else', (type, parameters) => {
    const result = after(type, parameters);

    if ('refused' in result) throw new Error(result.refused);
    expect(Object.keys(result.changed).sort()).toEqual(
      [...(actionCatalogue[type].touches ?? [])].sort(),
    );
  });

  it('of a document changes nothing that an asset shows, whatever the document does', () => {
    expect(after('run_document', { document: 'AWS-UpdateSSMAgent' })).toMatchObject({
      changed: {},
    });
    expect(actionCatalogue.run_document.touches).toBeNull();
  });

  it('asks for parameters that the action takes, as a plan does', () => {
    for (const type of ActionType.options)
      expect(after(type, { surprise: true }), type).toHaveProperty('refused');
  });
});
