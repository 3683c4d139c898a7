import { describe, expect, it } from 'vitest';
import { makeAgentClient } from '../../../functions/adapters/simulated-fleet/agent-client.ts';
import { makeSimulatedFleetExecutor } from '../../../functions/adapters/simulated-fleet/fleet-executor.ts';
import { makeSimulatedFleetInventory } from '../../../functions/adapters/simulated-fleet/fleet-inventory.ts';
import type {
  BeginResult,
  Captured,
  FleetAction,
} from '../../../functions/application/execution/fleet-ports.ts';
import { digestOf } from '../../../functions/domain/shared/canonical.ts';
import { Rejection } from '../../../functions/domain/shared/errors.ts';
import { ExecutionId, OrgId } from '../../../functions/domain/shared/ids.ts';
import { demoAsset, serveAgent } from '../../infra/local/fleet/agent-fixture.ts';

const acme = OrgId.parse('acme');
const web = demoAsset('production', 'web');
const execution = ExecutionId.parse('exec-01hzzzzzzzzzzzzzzzzzzzzzzz');

const action = {
  type: 'reimage',
  parameters: { image: 'ami-new' },
  undo: 'exact',
  simulated: true,
} as const;

const begun = (result: BeginResult) => {
  if (result.state !== 'begun') throw new Error(`Not begun: ${JSON.stringify(result)}`);
  return result;
};

const anExecutor = async () => {
  const { url, clock } = await serveAgent();
  const agent = makeAgentClient({ baseUrl: url });
  const inventory = makeSimulatedFleetInventory(agent);
  const executor = makeSimulatedFleetExecutor(agent);
  const actionCount = async (): Promise<number> => {
    const response = await fetch(`${url}/acme/assets/${web.asset_id}/actions`);
    const { actions } = (await response.json()) as { actions: { acted: boolean }[] };
    return actions.filter((action) => action.acted).length;
  };
  const current = async () => (await inventory.get(acme, [web.asset_id]))[0];
  const open = (execution_id = execution) =>
    executor.openBatch([{ asset_id: web.asset_id, fencing_token: 1 }], {
      org_id: acme,
      execution_id,
      epoch: 1,
      captured_by: Date.UTC(2100, 0, 1),
      not_after: Date.UTC(2100, 0, 1),
    });
  /** Captures and begins, as a step does. */
  const apply = async (change: Partial<FleetAction> = {}, execution_id = execution) => {
    const batch = await open(execution_id);
    const captured = await batch.capture(web.asset_id, action);
    if (captured.state !== 'captured') throw new Error(captured.reason);
    const { before } = captured;
    const asked = { asset_id: web.asset_id, action, expected_version: web.version, ...change };
    const key = `${execution_id}/${web.asset_id}/apply`;
    return { before, result: await batch.begin({ ...asked, before, kind: 'apply' }, key) };
  };
  const undo = async (before: Captured, expected_version: string) => {
    const asked = { asset_id: web.asset_id, action, expected_version, before } as const;
    const key = `${execution}/${web.asset_id}/undo`;
    return (await open()).begin({ ...asked, kind: 'undo' }, key);
  };
  return { executor, clock, actionCount, current, open, apply, undo };
};

describe('the executor of the simulated fleet', () => {
  it('applies an action and captures the state before it', async () => {
    const { executor, clock, current, apply } = await anExecutor();

    const { before, result } = await apply();
    const { ref } = begun(result);
    const during = await executor.advance(acme, ref);
    clock.advance(500);
    const after = await current();

    expect(before).toEqual({
      image: web.image,
      patch_state: web.patch_state,
      missing_cves: web.missing_cves,
      state: 'running',
      version: web.version,
      touched_digest: digestOf({ image: web.image }),
      touched_after: digestOf({ image: 'ami-new' }),
    });
    expect(during).toEqual({ state: 'in_progress', wait_seconds: 1 });
    expect(await executor.advance(acme, ref)).toEqual({
      state: 'succeeded',
      version: after?.version,
      output: `Root volume replaced: ${web.image} to ami-new (simulated)`,
    });
    expect(after?.image).toBe('ami-new');
  });

  it('acts once in an execution, however often it is called', async () => {
    const { clock, actionCount, apply } = await anExecutor();

    const first = await apply();
    clock.advance(500);
    const second = await apply();

    expect(second.result).toEqual(first.result);
    expect(await actionCount()).toBe(1);
  });

  it('acts again in another execution', async () => {
    const { clock, actionCount, current, apply } = await anExecutor();
    await apply();
    clock.advance(500);

    const expected_version = (await current())?.version ?? '';
    await apply({ expected_version }, ExecutionId.parse('exec-01hzzzzzzzzzzzzzzzzzzzzzzy'));

    expect(await actionCount()).toBe(2);
  });

  it('does not touch an asset that has moved', async () => {
    const { actionCount, current, apply } = await anExecutor();

    const { result } = await apply({ expected_version: 'v0-000000000000' });

    expect(result).toEqual({
      state: 'refused',
      error: `moved: the asset has the version ${web.version} in place of v0-000000000000`,
    });
    expect(await actionCount()).toBe(0);
    expect(await current()).toEqual(web);
  });

  it('undoes to exactly the state before, once', async () => {
    const { executor, clock, current, actionCount, apply, undo } = await anExecutor();
    const { before } = await apply();
    clock.advance(500);
    const expected_version = (await current())?.version ?? '';

    const first = await undo(before, expected_version);
    clock.advance(500);
    const second = await undo(before, expected_version);

    expect(second).toEqual(first);
    expect(await executor.advance(acme, begun(first).ref)).toMatchObject({
      state: 'succeeded',
      version: web.version,
    });
    expect(await current()).toEqual(web);
    expect(await actionCount()).toBe(2);
  });

  it('does not undo an asset that has moved since', async () => {
    const { clock, apply, undo } = await anExecutor();
    const { before } = await apply();
    clock.advance(500);

    expect(await undo(before, web.version)).toMatchObject({
      state: 'refused',
      error: expect.stringMatching(/^moved: /) as string,
    });
  });

  it('knows no action that was never begun', async () => {
    const { executor } = await anExecutor();

    await expect(executor.advance(acme, 'act-unknown')).rejects.toThrow(Rejection);
  });
});
