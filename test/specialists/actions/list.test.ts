import { describe, expect, it } from 'vitest';
import { ActionType } from '../../../functions/domain/action/action-type.ts';
import { actionCatalogue, actionNamed } from '../../../functions/specialists/actions/list.ts';
import type { Asset } from '../../../functions/domain/fleet/asset.ts';
import { anAsset, goldenWeb } from '../../support/builders/an-asset.ts';

const facts = { goldenImages: [goldenWeb] };

const verdict = (type: ActionType, parameters: unknown, asset: Partial<Asset> = {}) => {
  const bound = actionCatalogue[type].bind(parameters);
  if (bound === null) throw new Error('The parameters do not fit');
  return bound.eligibility(anAsset(1, asset), facts);
};

describe('the actions', () => {
  it('are thirteen, each under its own name', () => {
    expect(Object.keys(actionCatalogue)).toEqual(ActionType.options);
    expect(ActionType.options).toHaveLength(13);
    for (const [name, action] of Object.entries(actionCatalogue)) expect(action.type).toBe(name);
  });

  it.each([
    ['patch', 'snapshot'],
    ['reimage', 'exact'],
    ['run_document', 'none'],
    ['reboot', 'not_needed'],
    ['stop', 'exact'],
    ['failover_drill', 'none'],
    ['execute_sop', 'none'],
  ] as const)('say that the undo of %s is %s', (type, undo) => {
    expect(actionCatalogue[type].undo).toBe(undo);
  });

  it('say what is captured wherever something can be undone', () => {
    for (const action of Object.values(actionCatalogue))
      if (action.undo === 'exact' || action.undo === 'snapshot')
        expect(action.captures.length, action.type).toBeGreaterThan(0);
  });

  it.each([
    ['run_document', { document: 'AWS-RunShellScript' }],
    ['run_document', { document: 'AWS-RunPatchBaseline', commands: ['rm -rf /'] }],
    ['patch', { cve_ids: ['; reboot'] }],
    ['reboot', { force: true }],
    ['reimage', {}],
    ['resize', { instance_type: 'm5.large; rm' }],
    ['failover_drill', { to_region: 'us-west-2', fail_back: false }],
    ['close_exposure', { port: 70_000, protocol: 'tcp' }],
  ] as const)('refuse parameters of %s such as %j', (type, parameters) => {
    expect(actionCatalogue[type].bind(parameters)).toBeNull();
  });

  it('are not found by any other name', () => {
    expect(actionNamed('delete')).toBeNull();
    expect(actionNamed('constructor')).toBeNull();
  });

  it.each([
    ['reimage', { images: {} }, {}, 'eligible'],
    ['reimage', { images: {} }, { state: 'stopped' }, 'excluded'],
    ['reimage', { images: {} }, { image: 'ami-web-golden' }, 'satisfied'],
    ['reimage', { images: {} }, { role: 'mail' }, 'excluded'],
    ['patch', {}, { patch_state: 'missing', missing_cves: ['CVE-2026-0001'] }, 'eligible'],
    ['patch', {}, { patch_state: 'unknown' }, 'eligible'],
    ['patch', {}, { patch_state: 'current' }, 'satisfied'],
    ['patch', {}, { patch_state: 'missing', state: 'stopped' }, 'excluded'],
    [
      'patch',
      { cve_ids: ['CVE-2026-0002'] },
      { patch_state: 'missing', missing_cves: ['CVE-2026-0001'] },
      'satisfied',
    ],
    ['reboot', {}, { state: 'stopped' }, 'excluded'],
    ['stop', {}, { state: 'stopped' }, 'satisfied'],
    ['stop', {}, {}, 'eligible'],
    ['start', {}, { state: 'stopped' }, 'eligible'],
    ['start', {}, {}, 'satisfied'],
    ['tag', { tags: { team: 'a' } }, { tags: { team: 'a' } }, 'satisfied'],
    ['tag', { tags: { team: 'a' } }, {}, 'eligible'],
    ['resize', { instance_type: 'm5.large' }, { tags: { instance_type: 'm5.large' } }, 'satisfied'],
    ['failover_drill', { to_region: 'us-east-1', fail_back: true }, {}, 'excluded'],
    ['promote_image', { image: 'ami-1', role: 'app' }, {}, 'excluded'],
  ] as const)('find for %s %j on %j: %s', (...[type, parameters, asset, kind]) => {
    expect(verdict(type, parameters, asset as Partial<Asset>).kind).toBe(kind);
  });
});
