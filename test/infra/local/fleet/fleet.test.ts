import { describe, expect, it } from 'vitest';
import type { ActionRequest } from '../../../../infra/local/fleet/decide-action.ts';
import { demoDataset } from '../../../../infra/local/fleet/demo-dataset.ts';
import type { FleetAsset } from '../../../../infra/local/fleet/fleet-asset.ts';
import type { FleetSelector } from '../../../../infra/local/fleet/fleet-query.ts';
import { Fleet } from '../../../../infra/local/fleet/fleet.ts';
import { FleetStore } from '../../../../infra/local/fleet/fleet-store.ts';
import { aLocalFleet, aRequest, demoAsset, openLevel, standingClock } from './agent-fixture.ts';

const web = demoAsset('production', 'web');

const anApply = (change: Partial<ActionRequest> = {}, asset = web): ActionRequest =>
  aRequest(asset, { action: { type: 'reimage', parameters: { image: 'ami-new' } }, ...change });

const only = async (fleet: Fleet, id: string, org = 'acme'): Promise<FleetAsset> => {
  const [asset] = await fleet.get(org, [id]);
  if (asset === undefined) throw new Error(`No asset ${id}`);
  return asset;
};

const applied = async (request = anApply()) => {
  const { fleet, clock, level } = await aLocalFleet();
  const entry = await fleet.begin('acme', request);
  clock.advance(500);
  return { fleet, clock, level, entry, asset: await only(fleet, request.asset_id) };
};

describe('an action', () => {
  it('takes effect once its time is over, and not before', async () => {
    const { fleet, clock } = await aLocalFleet();

    const entry = await fleet.begin('acme', anApply());
    clock.advance(199);
    const during = [
      await fleet.actionState('acme', entry.ref),
      (await only(fleet, web.asset_id)).image,
    ];
    clock.advance(301);
    const after = await only(fleet, web.asset_id);

    expect(during).toEqual([{ state: 'in_progress', wait_seconds: 1 }, web.image]);
    expect(await fleet.actionState('acme', entry.ref)).toEqual({
      state: 'succeeded',
      version: after.version,
      output: `Root volume replaced: ${web.image} to ami-new (simulated)`,
    });
    expect(after.image).toBe('ami-new');
    expect(after.version).toMatch(/^v2-[0-9a-f]{12}$/);
  });

  it('gives the first answer to a repeated key and acts once', async () => {
    const { fleet, clock, entry } = await applied();

    const again = await fleet.begin('acme', anApply());
    clock.advance(60_000);
    const later = await fleet.begin('acme', anApply({ expected_version: 'v9-other' }));

    expect(again).toEqual(entry);
    expect(later).toEqual(entry);
    expect(await fleet.actionsOf('acme', web.asset_id)).toHaveLength(1);
  });

  it('acts once when the same request comes many times at once', async () => {
    const { fleet } = await aLocalFleet();

    const entries = await Promise.all(
      Array.from({ length: 20 }, () => fleet.begin('acme', anApply())),
    );

    expect(new Set(entries.map((entry) => entry.ref)).size).toBe(1);
    expect(await fleet.actionsOf('acme', web.asset_id)).toHaveLength(1);
  });

  it('lets one of two different actions on the same version through', async () => {
    const { fleet, clock } = await aLocalFleet();

    const entries = await Promise.all(
      ['one', 'two'].map((key) => fleet.begin('acme', anApply({ key }))),
    );
    clock.advance(500);

    expect(entries.map((entry) => entry.acted)).toEqual([true, false]);
    expect(await fleet.actionState('acme', entries[1]?.ref ?? '')).toEqual({
      state: 'failed',
      error: 'moved: another action on the asset is in flight',
    });
  });

  it('refuses an asset that has moved, and leaves it as it is', async () => {
    const { fleet } = await aLocalFleet();

    const entry = await fleet.begin('acme', anApply({ expected_version: 'v7-000000000000' }));

    expect(await fleet.actionState('acme', entry.ref)).toEqual({
      state: 'failed',
      error: `moved: the asset has the version ${web.version} in place of v7-000000000000`,
    });
    expect(entry.acted).toBe(false);
    expect(await only(fleet, web.asset_id)).toEqual(web);
  });

  it('refuses an asset that is not in the fleet', async () => {
    const { fleet } = await aLocalFleet();

    const entry = await fleet.begin('acme', anApply({ asset_id: 'i-gone' }));

    expect(await fleet.actionState('acme', entry.ref)).toEqual({
      state: 'failed',
      error: 'moved: the asset i-gone is not in the fleet any more',
    });
  });

  it('changes the fleet of one org only', async () => {
    const { fleet } = await applied();

    expect((await only(fleet, web.asset_id, 'acme')).image).toBe('ami-new');
    expect((await only(fleet, web.asset_id, 'other')).image).toBe(web.image);
  });

  it.each([
    ['patch', {}, { patch_state: 'current', missing_cves: [] }],
    ['reboot', {}, { state: 'running' }],
    ['stop', {}, { state: 'stopped' }],
    ['tag', { tags: { Owner: 'sre' } }, { tags: { ...web.tags, Owner: 'sre' } }],
    [
      'resize',
      { instance_type: 'm7g.large' },
      { tags: { ...web.tags, instance_type: 'm7g.large' } },
    ],
    ['run_document', { document: 'AWS-UpdateSSMAgent' }, { state: 'running' }],
    ['reimage', { images: { 'web/linux': 'ami-l', 'web/windows': 'ami-w' } }, { image: 'ami-l' }],
  ])('%s changes what it says and the version', async (type, parameters, expected) => {
    const { asset } = await applied(anApply({ action: { type, parameters } }));

    expect(asset).toMatchObject(expected);
    expect(asset.version).toMatch(/^v2-/);
  });

  it('closes just the named CVEs', async () => {
    const lacking = demoAsset('production', 'app', (asset) => asset.missing_cves.length > 1);
    const [first = '', ...others] = lacking.missing_cves;

    const { asset } = await applied(
      anApply({ action: { type: 'patch', parameters: { cve_ids: [first] } } }, lacking),
    );

    expect(asset.missing_cves).toEqual(others);
    expect(asset.patch_state).toBe('missing');
  });

  it.each([
    ['start', {}, 'ineligible: the instance is running'],
    ['reimage', {}, 'invalid: no image for web on linux'],
    ['reimage', { images: { 'app/linux': 'ami-l' } }, 'invalid: no image for web on linux'],
    ['reimage', { image: 7 }, 'invalid: no image for web on linux'],
    [
      'patch',
      { cve_ids: 'all' },
      'invalid: parameters cve_ids: Invalid input: expected array, received string',
    ],
    ['explode', {}, 'invalid: a simulated fleet has no action "explode"'],
    ['toString', {}, 'invalid: a simulated fleet has no action "toString"'],
  ])('%s with %o is refused before anything is touched', async (type, parameters, error) => {
    const { fleet, entry, asset } = await applied(anApply({ action: { type, parameters } }));

    expect(await fleet.actionState('acme', entry.ref)).toEqual({ state: 'failed', error });
    expect(asset).toEqual(web);
  });
});

describe('an undo', () => {
  const anUndo = (
    before: ActionRequest['before'],
    expected_version: string,
    change: Partial<ActionRequest> = {},
  ): ActionRequest =>
    anApply({ key: 'exec-1/undo', kind: 'undo', before, expected_version, ...change });

  it.each([
    ['reimage', { image: 'ami-new' }],
    ['patch', {}],
    ['stop', {}],
    ['tag', { tags: { Owner: 'sre' } }],
    ['resize', { instance_type: 'm7g.large' }],
  ])('of %s restores exactly what was captured', async (type, parameters) => {
    const done = await applied(anApply({ action: { type, parameters } }));
    const { fleet, clock, entry, asset } = done;

    const action = { type, parameters };
    await fleet.begin('acme', anUndo(entry.before, asset.version, { action }));
    clock.advance(500);

    expect(asset).not.toEqual(web);
    expect(await only(fleet, web.asset_id)).toEqual(web);
  });

  it('is refused when the asset has moved since', async () => {
    const { fleet, clock, entry, asset } = await applied();
    const expected_version = asset.version;
    await fleet.begin('acme', anApply({ key: 'someone else', expected_version }));
    clock.advance(500);
    const moved = await only(fleet, web.asset_id);

    const undone = await fleet.begin('acme', anUndo(entry.before, expected_version));

    expect(await fleet.actionState('acme', undone.ref)).toEqual({
      state: 'failed',
      error: `moved: the asset has the version ${moved.version} in place of ${expected_version}`,
    });
    expect(await only(fleet, web.asset_id)).toEqual(moved);
  });

  it('is refused without the state that was captured', async () => {
    const { fleet, asset } = await applied();

    const undone = await fleet.begin('acme', anUndo({ image: web.image }, asset.version));

    expect(await fleet.actionState('acme', undone.ref)).toEqual({
      state: 'failed',
      error: 'invalid: an undo needs the state that was captured before',
    });
  });

  it('gives the version back, and the next change a version that never was', async () => {
    const { fleet, clock, entry, asset } = await applied();
    await fleet.begin('acme', anUndo(entry.before, asset.version));
    clock.advance(500);

    await fleet.begin('acme', anApply({ key: 'exec-2/apply' }));
    clock.advance(500);

    expect((await only(fleet, web.asset_id)).version).toMatch(/^v3-/);
  });
});

describe('an asset that is tagged anew', () => {
  it.each([
    [{ environment: 'dev' }],
    [{ ENV: 'staging' }],
    [{ Component: 'mail' }],
    [{ service: 'another' }],
    [{ Environment: null }],
    [{ Environment: 'qa' }],
  ])('belongs nowhere once its tags contradict each other or say nothing: %j', async (tags) => {
    const { fleet } = await aLocalFleet();
    const { environment, role, asset_id } = web;

    await fleet.setTags('acme', asset_id, tags);

    const found = await fleet.query('acme', { environment, roles: [role ?? ''] });
    expect(found.map((asset) => asset.asset_id)).not.toContain(asset_id);
    expect(found.length).toBeGreaterThan(0);
    expect(await fleet.get('acme', [asset_id])).toEqual([]);
    expect(await fleet.unmanaged('acme')).toEqual([
      {
        asset_id,
        name: web.name,
        reason: expect.stringMatching(/contradict|none of|no Env/) as string,
      },
    ]);
    expect(await fleet.unmanaged('other')).toEqual([]);
  });

  it('belongs to its environment alone once no tag says its role', async () => {
    const { fleet } = await aLocalFleet();
    const { environment, asset_id } = web;

    await fleet.setTags('acme', asset_id, { Role: '' });

    const ids = async (roles: readonly string[]) =>
      (await fleet.query('acme', { environment, roles: [...roles] })).map(
        (asset) => asset.asset_id,
      );
    expect(await ids([])).toContain(asset_id);
    expect(await ids(['web'])).not.toContain(asset_id);
    expect(await fleet.get('acme', [asset_id])).toMatchObject([{ role: null }]);
    expect(await fleet.unmanaged('acme')).toEqual([]);
  });

  it('belongs where its tags say, also under a name that objects have', async () => {
    const { fleet } = await aLocalFleet();

    await fleet.setTags('acme', web.asset_id, { Role: 'constructor', Name: '' });

    const found = await fleet.query('acme', {
      environment: web.environment,
      roles: ['constructor'],
    });
    expect(found).toMatchObject([{ asset_id: web.asset_id, name: web.asset_id }]);
  });
});

describe('an asset that misbehaves', () => {
  const tagged = async (word: string) => {
    const { fleet, clock } = await aLocalFleet();
    const asset = await fleet.setTags('acme', web.asset_id, { 'demo:fail': word });
    return { fleet, clock, asset };
  };

  it('keeps its version when it is tagged', async () => {
    const { asset } = await tagged('health');

    expect(asset?.version).toBe(web.version);
    expect(asset?.tags).toEqual({ ...web.tags, 'demo:fail': 'health' });
  });

  it('loses a tag that is set to null', async () => {
    const { fleet } = await tagged('health');

    const asset = await fleet.setTags('acme', web.asset_id, { 'demo:fail': null });

    expect(asset).toEqual(web);
  });

  it('fails the action with apply, and stays unchanged', async () => {
    const { fleet, clock } = await tagged('apply');

    const entry = await fleet.begin('acme', anApply());
    const during = await fleet.actionState('acme', entry.ref);
    clock.advance(500);

    expect(during).toEqual({ state: 'in_progress', wait_seconds: 1 });
    expect(await fleet.actionState('acme', entry.ref)).toEqual({
      state: 'failed',
      error: `failed: reimage gave up on ${web.name}; nothing was changed`,
    });
    expect((await only(fleet, web.asset_id)).version).toBe(web.version);
  });

  it('takes five seconds with slow, and answers late', async () => {
    const { fleet, clock } = await tagged('slow');

    const entry = await fleet.begin('acme', anApply());
    clock.advance(1_500);

    expect(await fleet.actionState('acme', entry.ref)).toEqual({
      state: 'in_progress',
      wait_seconds: 4,
    });
    clock.advance(3_500);
    expect(await fleet.actionState('acme', entry.ref)).toMatchObject({ state: 'succeeded' });
    expect(await fleet.health('acme', web.asset_id)).toEqual({
      healthy: true,
      detail: 'the service answers',
      delayMilliseconds: 250,
    });
  });

  it('is unhealthy with health from the change to its undo', async () => {
    const { fleet, clock } = await tagged('health');
    const healthy = async () => (await fleet.health('acme', web.asset_id))?.healthy;
    const before = await healthy();

    const { before: captured } = await fleet.begin('acme', anApply());
    clock.advance(500);
    const changed = await healthy();
    const { version } = await only(fleet, web.asset_id);
    const kind = 'undo';
    await fleet.begin(
      'acme',
      anApply({ key: 'undo', kind, before: captured, expected_version: version }),
    );
    clock.advance(500);

    expect([before, changed, await healthy()]).toEqual([true, false, true]);
  });

  it('is healthy with health in the version that it had when it was tagged', async () => {
    const { fleet } = await applied();

    await fleet.setTags('acme', web.asset_id, { 'demo:fail': 'health' });

    expect((await fleet.health('acme', web.asset_id))?.healthy).toBe(true);
  });
});

describe('an asset in trouble', () => {
  it('is unhealthy and not running when it is stopped', async () => {
    const { fleet } = await applied(anApply({ action: { type: 'stop', parameters: {} } }));

    expect(await fleet.health('acme', web.asset_id)).toMatchObject({
      healthy: false,
      detail: 'the instance is stopped',
    });
    expect(await fleet.status('acme', web.asset_id)).toEqual({
      state: 'stopped',
      instance_status: 'not_running',
      ssm_ping_status: 'unknown',
    });
  });

  it('is unhealthy while its root volume is being replaced', async () => {
    const { fleet } = await aLocalFleet();

    await fleet.begin('acme', anApply());

    expect(await fleet.health('acme', web.asset_id)).toMatchObject({
      healthy: false,
      detail: 'the instance is being replaced',
    });
    expect(await fleet.status('acme', web.asset_id)).toMatchObject({
      instance_status: 'initializing',
    });
  });
});

describe('what became of the fleet', () => {
  it('stands in a new agent on the same database, with the action in flight', async () => {
    const { level } = await openLevel();
    const clock = standingClock();
    const made = () => new Fleet(demoDataset(), new FleetStore(level, 'demo'), clock);
    const entry = await made().begin('acme', anApply());

    const restarted = made();
    const again = await restarted.begin('acme', anApply());
    clock.advance(500);

    expect(again).toEqual(entry);
    expect(await restarted.actionState('acme', entry.ref)).toMatchObject({ state: 'succeeded' });
    expect((await only(restarted, web.asset_id)).image).toBe('ami-new');
  });

  it('is forgotten by a reset, of one org or of all', async () => {
    const { fleet, clock } = await applied();
    await fleet.begin('other', anApply());
    clock.advance(500);

    await fleet.reset('acme');
    const images = [await only(fleet, web.asset_id), await only(fleet, web.asset_id, 'other')];
    await fleet.reset();

    expect(images.map((asset) => asset.image)).toEqual([web.image, 'ami-new']);
    expect(await only(fleet, web.asset_id, 'other')).toEqual(web);
    expect(await fleet.actionsOf('acme', web.asset_id)).toEqual([]);
  });
});

describe('a query', () => {
  it.each<[FleetSelector, number]>([
    [{ environment: 'production', roles: ['web'] }, 59],
    [{ environment: 'production', roles: [] }, 151],
    [{ environment: 'production', roles: ['web', 'app'], services: ['checkout'] }, 22],
    [{ environment: 'production', platforms: ['windows'] }, 20],
    [{ environment: 'staging', regions: ['us-east-1'] }, 29],
    [{ environment: 'staging', roles: ['mainframe'] }, 0],
    [{ environment: 'staging', asset_ids: [web.asset_id] }, 0],
    [{ environment: 'production', asset_ids: [web.asset_id] }, 1],
    [{ environment: 'production', names: [web.name.toUpperCase()] }, 1],
    [{ environment: 'production', roles: ['web'], zones: [web.zone] }, 9],
    [{ environment: 'production', tags: [{ key: 'role', value: 'WEB' }] }, 59],
    [{ environment: 'production', roles: ['web'], exclude: [{ names: [web.name] }] }, 58],
  ])('with %o finds %i assets', async (selector, count) => {
    const { fleet } = await aLocalFleet();

    expect(await fleet.query('acme', selector)).toHaveLength(count);
  });
});
