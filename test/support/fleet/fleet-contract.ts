import { beforeEach, describe, expect, it } from 'vitest';
import type {
  BatchFence,
  BeginResult,
  Captured,
  FleetAction,
  FleetBatch,
} from '../../../functions/application/execution/fleet-ports.ts';
import type { Asset } from '../../../functions/domain/fleet/asset.ts';
import { actionNamed } from '../../../functions/specialists/actions/list.ts';
import type { PlannedAction } from '../../../functions/domain/plan/plan.ts';
import type { Digest } from '../../../functions/domain/shared/ids.ts';
import { Rejection } from '../../../functions/domain/shared/errors.ts';
import { ExecutionId, OrgId } from '../../../functions/domain/shared/ids.ts';
import type { FleetUnderTest } from './fleet-under-test.ts';

const org = OrgId.parse('acme');
const execution = ExecutionId.parse('exec-01hzzzzzzzzzzzzzzzzzzzzzzz');
const longestActionMilliseconds = 1_000;

const refOf = (result: BeginResult): string => {
  if (result.state !== 'begun') throw new Error(`Not begun: ${JSON.stringify(result)}`);
  return result.ref;
};

const capturedBy = async (batch: FleetBatch, assetId: string, action: PlannedAction) => {
  const result = await batch.capture(assetId, action);
  if (result.state !== 'captured') throw new Error(result.reason);
  return result.before;
};

/** The contract's own words for a fleet: a session, an action with its key, and a look. */
const wordsFor = (fleet: FleetUnderTest) => {
  const { executor, inventory, clock } = fleet;
  const open = (
    { token = 5, ids = [fleet.one] }: { token?: number; ids?: readonly string[] } = {},
    change: Partial<BatchFence> = {},
  ): Promise<FleetBatch> =>
    executor.openBatch(
      ids.map((asset_id) => ({ asset_id, fencing_token: token })),
      {
        ...{ org_id: org, execution_id: execution, epoch: 3 },
        ...{ captured_by: clock.now() + 2_500, not_after: clock.now() + 5_000 },
        ...change,
      },
    );
  const look = async (id = fleet.one): Promise<Asset> => {
    const [asset] = await inventory.get(org, [id]);
    if (!asset) throw new Error(`No asset ${id}`);
    return asset;
  };
  /** The digest of what the action touches of the asset, as a plan of now has it. */
  const touchedNow = async (id = fleet.one): Promise<Digest> => {
    const known = actionNamed(fleet.action.type);
    const digest = known?.touched(await look(id), fleet.action.parameters);
    if (!digest) throw new Error(`${fleet.action.type} touches nothing that is shown`);
    return digest;
  };
  const keyOf = (kind: 'apply' | 'undo', id = fleet.one): string => `${execution}/${id}/${kind}`;
  /** Captures and begins on one asset, as a step does. */
  const apply = async (batch: FleetBatch, change: Partial<FleetAction> = {}) => {
    const { asset_id = fleet.one } = change;
    const { version: expected_version } = await look(asset_id);
    const before = await capturedBy(batch, asset_id, fleet.action);
    const asked = { asset_id, action: fleet.action, expected_version, before, ...change };
    const key = keyOf('apply', asset_id);
    return { before, result: await batch.begin({ ...asked, kind: 'apply' }, key) };
  };
  const undo = async (
    batch: FleetBatch,
    before: Captured,
    expected: Pick<FleetAction, 'expected_version' | 'touched_digest'> | string,
  ) => {
    const named = typeof expected === 'string' ? { expected_version: expected } : expected;
    const asked = { asset_id: fleet.one, action: fleet.action, before, ...named };
    return batch.begin({ ...asked, kind: 'undo' }, keyOf('undo'));
  };
  const mark = (kind: 'apply' | 'undo', token = 5) => ({
    ...{ org_id: org, execution_id: execution, asset_id: fleet.one },
    ...{ kind, key: keyOf(kind), fencing_token: token },
  });
  const settle = (kind: 'apply' | 'undo', token = 5) => executor.settle(mark(kind, token));
  /** Until the action is over. */
  const finish = async (ref: string) => {
    for (let seconds = 0; seconds < longestActionMilliseconds / 100; seconds += 1) {
      const state = await executor.advance(org, ref);
      if (state.state !== 'in_progress') return state;
      clock.advance(100);
    }
    throw new Error('The action did not end');
  };
  return { open, look, touchedNow, apply, undo, settle, finish };
};

/** What every fleet does, simulated or live. */
export const describeFleet = (name: string, make: () => Promise<FleetUnderTest>): void => {
  describe(`the contract of a fleet: ${name}`, () => {
    let fleet: FleetUnderTest;
    let say: ReturnType<typeof wordsFor>;
    beforeEach(async () => {
      fleet = await make();
      say = wordsFor(fleet);
    });

    describe('as it is read', () => {
      it('says what it is, and the same each time', async () => {
        const first = await fleet.inventory.about();

        expect(await fleet.inventory.about()).toEqual(first);
        expect(first.pace.action_seconds).toBeGreaterThan(0);
        expect(first.pace.sample_interval_seconds).toBeGreaterThan(0);
        expect(first.assumptions.every((sentence) => sentence.endsWith('.'))).toBe(true);
        expect(first.simulated).toBe(fleet.action.simulated);
      });

      it('finds each asset of a selector once, however many there are', async () => {
        const { environment } = fleet;
        const assets = await fleet.inventory.query(org, { environment });
        const ids = assets.map((asset) => asset.asset_id);

        expect(new Set(ids).size).toBe(fleet.size);
        expect(ids).toHaveLength(fleet.size);
        expect(ids).toEqual(expect.arrayContaining([fleet.one, fleet.other]));
        expect(assets.filter((asset) => asset.environment !== environment)).toEqual([]);
      });

      it('finds nothing where the selector names what it has not', async () => {
        const { environment } = fleet;

        expect(await fleet.inventory.query(org, { environment, roles: ['mainframe'] })).toEqual([]);
      });

      it('gets each asset once, and leaves out those that it has not', async () => {
        const assets = await fleet.inventory.get(org, [fleet.one, 'i-none', fleet.one]);

        expect(assets.map((asset) => asset.asset_id)).toEqual([fleet.one]);
      });

      it('says what it does not manage, with a reason, and selects none of it', async () => {
        const { inventory, environment } = fleet;
        const unmanaged = await inventory.unmanaged(org);
        const managed = await inventory.query(org, { environment });
        const ids = unmanaged.map(({ asset_id }) => asset_id);

        expect(new Set(ids).size).toBe(ids.length);
        expect(unmanaged.filter(({ reason }) => reason === '')).toEqual([]);
        expect(managed.filter(({ asset_id }) => ids.includes(asset_id))).toEqual([]);
        expect((await inventory.about()).sources.every(({ entries }) => entries >= 0)).toBe(true);
      });

      it('has what planning asks for besides', async () => {
        const { inventory } = fleet;
        const all = [inventory.goldenImages(org), inventory.vulnerabilities(org)];

        expect((await Promise.all(all)).every(Array.isArray)).toBe(true);
        expect((await inventory.history(org)).every((entry) => entry.origin === 'fleet')).toBe(
          true,
        );
      });
    });

    describe('an action', () => {
      it('is captured before it begins, and a capture begins nothing', async () => {
        const before = await say.look();
        const captured = await capturedBy(await say.open(), fleet.one, fleet.action);
        fleet.clock.advance(longestActionMilliseconds);

        expect(captured).toMatchObject({ version: before.version });
        expect(await say.look()).toEqual(before);
        expect(await fleet.acts(fleet.one)).toBe(0);
      });

      it('takes its time and ends with the version that the asset then has', async () => {
        const before = await say.look();
        const { result } = await say.apply(await say.open());
        const during = await fleet.executor.advance(org, refOf(result));
        const end = await say.finish(refOf(result));
        const { version } = await say.look();

        expect(during).toMatchObject({ state: 'in_progress' });
        expect(end).toMatchObject({ state: 'succeeded', version });
        expect(version).not.toBe(before.version);
      });

      it('acts once for a key, in one session and in the next', async () => {
        const batch = await say.open();
        const first = await say.apply(batch);
        const again = await say.apply(batch);
        await say.finish(refOf(first.result));
        // As after an answer that was lost: marked anew, under a higher token.
        const later = await say.apply(await say.open({ token: 6 }));

        expect(refOf(again.result)).toBe(refOf(first.result));
        expect(refOf(later.result)).toBe(refOf(first.result));
        expect(await fleet.acts(fleet.one)).toBe(1);
      });

      it('acts once when it is asked many times at once', async () => {
        const batch = await say.open();
        const expected = { expected_version: (await say.look()).version };
        const all = await Promise.all(Array.from({ length: 8 }, () => say.apply(batch, expected)));

        expect(new Set(all.map(({ result }) => refOf(result))).size).toBe(1);
        expect(await fleet.acts(fleet.one)).toBe(1);
      });

      it('is refused on an asset that has moved, which stays as it is', async () => {
        const { version: expected_version } = await say.look();
        await fleet.move(fleet.one);
        const moved = await say.look();
        const acts = await fleet.acts(fleet.one);
        const { result } = await say.apply(await say.open(), { expected_version });
        fleet.clock.advance(longestActionMilliseconds);

        expect(result).toMatchObject({
          state: 'refused',
          error: expect.stringMatching(/^moved:/) as string,
        });
        expect(await say.look()).toEqual(moved);
        expect(await fleet.acts(fleet.one)).toBe(acts);
      });

      it('is refused where the asset moved between the capture and the beginning', async () => {
        const batch = await say.open();
        const { version: expected_version } = await say.look();
        await capturedBy(batch, fleet.one, fleet.action);
        await fleet.move(fleet.one);
        const moved = await say.look();
        const { result } = await say.apply(batch, { expected_version });

        expect(result.state).toBe('refused');
        expect(await say.look()).toEqual(moved);
      });

      it('begins where only what it leaves alone has changed since the plan', async () => {
        const { version: expected_version } = await say.look();
        const touched_digest = await say.touchedNow();
        await fleet.disturb(fleet.one);
        const disturbed = await say.look();
        const expected = { expected_version, touched_digest };
        const { result } = await say.apply(await say.open(), expected);
        const end = await say.finish(refOf(result));

        expect(disturbed.version).not.toBe(expected_version);
        expect(end.state).toBe('succeeded');
        expect(await say.touchedNow()).not.toBe(touched_digest);
      });

      it('begins where that changed between the capture and the beginning', async () => {
        const batch = await say.open();
        const { version: expected_version } = await say.look();
        const touched_digest = await say.touchedNow();
        const before = await capturedBy(batch, fleet.one, fleet.action);
        await fleet.disturb(fleet.one);
        const asked = { asset_id: fleet.one, action: fleet.action, before };
        const expected = { expected_version, touched_digest };
        const result = await batch.begin({ ...asked, ...expected, kind: 'apply' }, 'a key');

        expect((await say.finish(refOf(result))).state).toBe('succeeded');
      });

      it('is refused where what it touches is not as planned', async () => {
        const { version: expected_version } = await say.look();
        const touched_digest = await say.touchedNow();
        await fleet.move(fleet.one);
        const moved = await say.look();
        const acts = await fleet.acts(fleet.one);
        const expected = { expected_version, touched_digest };
        const { result } = await say.apply(await say.open(), expected);
        fleet.clock.advance(longestActionMilliseconds);

        expect(result).toMatchObject({
          state: 'refused',
          error: expect.stringMatching(/^moved:/) as string,
        });
        expect(await say.look()).toEqual(moved);
        expect(await fleet.acts(fleet.one)).toBe(acts);
      });

      it('is refused where that moved between the capture and the beginning', async () => {
        const batch = await say.open();
        const { version: expected_version } = await say.look();
        const touched_digest = await say.touchedNow();
        const before = await capturedBy(batch, fleet.one, fleet.action);
        await fleet.move(fleet.one);
        const moved = await say.look();
        const asked = { asset_id: fleet.one, action: fleet.action, before };
        const expected = { expected_version, touched_digest };
        const result = await batch.begin({ ...asked, ...expected, kind: 'apply' }, 'a key');

        expect(result.state).toBe('refused');
        expect(await say.look()).toEqual(moved);
      });

      it('goes by the version where the plan has no digest', async () => {
        const { version: expected_version } = await say.look();
        await fleet.disturb(fleet.one);
        const { result } = await say.apply(await say.open(), { expected_version });

        expect(result.state).toBe('refused');
      });

      it('has nothing to capture of an asset that is gone', async () => {
        const batch = await say.open({ ids: ['i-none'] });
        const result = await batch.capture('i-none', fleet.action);

        expect(result).toMatchObject({
          state: 'gone',
          reason: expect.stringMatching(/^moved:/) as string,
        });
      });

      it('is known by its handle alone', async () => {
        await expect(fleet.executor.advance(org, 'act-none')).rejects.toThrow(Rejection);
        await expect(fleet.executor.abandon(org, 'act-none')).rejects.toThrow(Rejection);
      });
    });

    describe('an undo', () => {
      it('restores exactly what was captured, once', async () => {
        const before = await say.look();
        const applied = await say.apply(await say.open());
        await say.finish(refOf(applied.result));
        const { version } = await say.look();
        const first = await say.undo(await say.open({ token: 6 }), applied.before, version);
        const end = await say.finish(refOf(first));
        const again = await say.undo(await say.open({ token: 7 }), applied.before, version);

        expect(end).toMatchObject({ state: 'succeeded', version: before.version });
        expect(await say.look()).toEqual(before);
        expect(refOf(again)).toBe(refOf(first));
        expect(await fleet.acts(fleet.one)).toBe(2);
      });

      it('puts back what it touched where only something else has changed since', async () => {
        const touched = await say.touchedNow();
        const applied = await say.apply(await say.open());
        await say.finish(refOf(applied.result));
        const { version } = await say.look();
        await fleet.disturb(fleet.one);
        const disturbed = await say.look();
        const expected = { expected_version: version, touched_digest: touched };
        const undone = await say.undo(await say.open({ token: 6 }), applied.before, expected);
        const end = await say.finish(refOf(undone));
        const after = await say.look();

        expect(end.state).toBe('succeeded');
        expect(await say.touchedNow()).toBe(touched);
        // It is not as it was before, so it has not the version that it had.
        expect([disturbed.version, applied.before['version']]).not.toContain(after.version);
      });

      it('is refused where what it touched has changed since', async () => {
        const touched_digest = await say.touchedNow();
        const applied = await say.apply(await say.open());
        await say.finish(refOf(applied.result));
        const { version: expected_version } = await say.look();
        await fleet.move(fleet.one);
        const moved = await say.look();
        const expected = { expected_version, touched_digest };
        const result = await say.undo(await say.open({ token: 6 }), applied.before, expected);

        expect(result.state).toBe('refused');
        expect(await say.look()).toEqual(moved);
      });

      it('goes by the version where the plan has no digest', async () => {
        const applied = await say.apply(await say.open());
        await say.finish(refOf(applied.result));
        const { version } = await say.look();
        await fleet.disturb(fleet.one);
        const result = await say.undo(await say.open({ token: 6 }), applied.before, version);

        expect(result.state).toBe('refused');
      });

      it('is refused on an asset that has moved since the change', async () => {
        const applied = await say.apply(await say.open());
        await say.finish(refOf(applied.result));
        const { version } = await say.look();
        await fleet.move(fleet.one);
        const moved = await say.look();
        const result = await say.undo(await say.open({ token: 6 }), applied.before, version);

        expect(result.state).toBe('refused');
        expect(await say.look()).toEqual(moved);
      });
    });

    describe('a session', () => {
      it('acts on no asset but its own', async () => {
        const batch = await say.open({ ids: [fleet.one] });
        const { version: expected_version } = await say.look(fleet.other);
        const foreign = { asset_id: fleet.other, action: fleet.action, expected_version };
        const begin = (async () =>
          batch.begin({ ...foreign, kind: 'apply', before: { version: 'v1' } }, 'a key'))();

        await expect(begin).rejects.toThrow(/not of this batch/);
        await expect((async () => batch.capture(fleet.other, fleet.action))()).rejects.toThrow(
          /not of this batch/,
        );
        expect(await fleet.acts(fleet.other)).toBe(0);
      });

      it('acts on each of its assets', async () => {
        const batch = await say.open({ ids: [fleet.one, fleet.other] });
        await say.apply(batch);
        await say.apply(batch, { asset_id: fleet.other });

        expect([await fleet.acts(fleet.one), await fleet.acts(fleet.other)]).toEqual([1, 1]);
      });

      it('begins nothing after its time', async () => {
        const batch = await say.open({}, { not_after: fleet.clock.now() + 5_000 });
        const { version: expected_version } = await say.look();
        const before = await capturedBy(batch, fleet.one, fleet.action);
        fleet.clock.advance(5_001);
        const asked = { asset_id: fleet.one, action: fleet.action, expected_version, before };
        const result = await batch.begin({ ...asked, kind: 'apply' }, 'a key');

        expect(result.state).toBe('not_begun');
        expect(await fleet.acts(fleet.one)).toBe(0);
      });

      it('begins nothing under a lower fencing token than the fleet has acted under', async () => {
        const applied = await say.apply(await say.open({ token: 5 }));
        await say.finish(refOf(applied.result));
        const { version } = await say.look();
        const result = await say.undo(await say.open({ token: 4 }), applied.before, version);

        expect(result.state).toBe('not_begun');
        expect((await say.look()).version).toBe(version);
      });

      it('begins nothing under a lower epoch than the fleet has acted under', async () => {
        await say.apply(await say.open({ ids: [fleet.other] }, { epoch: 3 }), {
          asset_id: fleet.other,
        });
        const { result } = await say.apply(await say.open({}, { epoch: 2 }));

        expect(result.state).toBe('not_begun');
        expect(await fleet.acts(fleet.one)).toBe(0);
      });
    });

    describe('a mark that is settled', () => {
      it('is final where nothing was begun: no request under it acts any more', async () => {
        const batch = await say.open({ token: 5 });
        const settled = await say.settle('apply');
        const { result } = await say.apply(batch);
        const anew = await say.apply(await say.open({ token: 6 }));

        expect(settled.state).toBe('not_begun');
        expect(result.state).toBe('not_begun');
        expect(anew.result.state).toBe('begun');
        expect(await fleet.acts(fleet.one)).toBe(1);
      });

      it('tells the handle of what was begun, and begins nothing', async () => {
        const { result } = await say.apply(await say.open());

        expect(refOf(await say.settle('apply'))).toBe(refOf(result));
        expect(await fleet.acts(fleet.one)).toBe(1);
      });
    });

    describe('an action that is abandoned', () => {
      it('is over, and nothing of it happens any more', async () => {
        const { result } = await say.apply(await say.open());
        const ref = refOf(result);
        const state = await fleet.executor.abandon(org, ref);
        const asIt = await say.look();
        fleet.clock.advance(longestActionMilliseconds);

        expect(state.state).toBe('failed');
        expect(await fleet.executor.advance(org, ref)).toEqual(state);
        expect(await fleet.executor.abandon(org, ref)).toEqual(state);
        expect(await say.look()).toEqual(asIt);
      });

      it('keeps its end where it had ended before', async () => {
        const { result } = await say.apply(await say.open());
        const end = await say.finish(refOf(result));

        expect(await fleet.executor.abandon(org, refOf(result))).toEqual(end);
      });
    });
  });
};
