import { describe, expect, it } from 'vitest';
import { makeAgentClient } from '../../../functions/adapters/simulated-fleet/agent-client.ts';
import { makeSimulatedFleetExecutor } from '../../../functions/adapters/simulated-fleet/fleet-executor.ts';
import { makeSimulatedFleetInventory } from '../../../functions/adapters/simulated-fleet/fleet-inventory.ts';
import type {
  ActionRequest,
  BeginResult,
} from '../../../functions/application/execution/fleet-ports.ts';
import { Rejection } from '../../../functions/domain/shared/errors.ts';
import { ExecutionId, OrgId } from '../../../functions/domain/shared/ids.ts';
import { demoAsset, serveAgent } from '../../infra/local/fleet/agent-fixture.ts';

const acme = OrgId.parse('acme');
const web = demoAsset('production', 'web');

const anAction = (change: Partial<ActionRequest> = {}): ActionRequest => ({
  org_id: acme,
  execution_id: ExecutionId.parse('exec-01hzzzzzzzzzzzzzzzzzzzzzzz'),
  asset_id: web.asset_id,
  action: {
    type: 'reimage',
    parameters: { image: 'ami-new' },
    undo: 'exact',
    simulated: true,
  },
  expected_version: web.version,
  epoch: 1,
  fencing_token: 1,
  not_after: Date.UTC(2100, 0, 1),
  ...change,
});

const begun = (result: BeginResult) => {
  if (result.state !== 'begun') throw new Error(`Not begun: ${result.reason}`);
  return result;
};

const anExecutor = async () => {
  const { url, clock } = await serveAgent();
  const agent = makeAgentClient({ baseUrl: url });
  const inventory = makeSimulatedFleetInventory(agent);
  const actionCount = async (): Promise<number> => {
    const response = await fetch(`${url}/acme/assets/${web.asset_id}/actions`);
    const { actions } = (await response.json()) as { actions: { acted: boolean }[] };
    return actions.filter((action) => action.acted).length;
  };
  const current = async () => (await inventory.get(acme, [web.asset_id]))[0];
  return { executor: makeSimulatedFleetExecutor(agent), clock, actionCount, current };
};

describe('the executor of the simulated fleet', () => {
  it('applies an action and captures the state before it', async () => {
    const { executor, clock, current } = await anExecutor();

    const { ref, before } = begun(await executor.beginApply(anAction()));
    const during = await executor.check(acme, ref);
    clock.advance(500);
    const after = await current();

    expect(before).toEqual({
      image: web.image,
      patch_state: web.patch_state,
      missing_cves: web.missing_cves,
      state: 'running',
      version: web.version,
    });
    expect(during).toEqual({ state: 'in_progress', wait_seconds: 1 });
    expect(await executor.check(acme, ref)).toEqual({
      state: 'succeeded',
      version: after?.version,
      output: `Root volume replaced: ${web.image} to ami-new (simulated)`,
    });
    expect(after?.image).toBe('ami-new');
  });

  it('acts once in an execution, however often it is called', async () => {
    const { executor, clock, actionCount } = await anExecutor();

    const first = await executor.beginApply(anAction());
    clock.advance(500);
    const second = await executor.beginApply(anAction());

    expect(second).toEqual(first);
    expect(await actionCount()).toBe(1);
  });

  it('acts again in another execution', async () => {
    const { executor, clock, actionCount, current } = await anExecutor();
    await executor.beginApply(anAction());
    clock.advance(500);

    await executor.beginApply(
      anAction({
        execution_id: ExecutionId.parse('exec-01hzzzzzzzzzzzzzzzzzzzzzzy'),
        expected_version: (await current())?.version ?? '',
      }),
    );

    expect(await actionCount()).toBe(2);
  });

  it('does not touch an asset that has moved', async () => {
    const { executor, actionCount, current } = await anExecutor();

    const { ref } = begun(
      await executor.beginApply(anAction({ expected_version: 'v0-000000000000' })),
    );

    expect(await executor.check(acme, ref)).toEqual({
      state: 'failed',
      error: `moved: the asset has the version ${web.version} in place of v0-000000000000`,
    });
    expect(await actionCount()).toBe(0);
    expect(await current()).toEqual(web);
  });

  it('undoes to exactly the state before, once', async () => {
    const { executor, clock, current, actionCount } = await anExecutor();
    const { before } = begun(await executor.beginApply(anAction()));
    clock.advance(500);
    const expected_version = (await current())?.version ?? '';
    const request = { ...anAction({ expected_version }), before };

    const first = await executor.beginUndo(request);
    clock.advance(500);
    const second = await executor.beginUndo(request);

    expect(second).toEqual(first);
    expect(await executor.check(acme, begun(first).ref)).toMatchObject({
      state: 'succeeded',
      version: web.version,
    });
    expect(await current()).toEqual(web);
    expect(await actionCount()).toBe(2);
  });

  it('does not undo an asset that has moved since', async () => {
    const { executor, clock } = await anExecutor();
    const { before } = begun(await executor.beginApply(anAction()));
    clock.advance(500);

    const { ref } = begun(await executor.beginUndo({ ...anAction(), before }));

    expect(await executor.check(acme, ref)).toMatchObject({
      state: 'failed',
      error: expect.stringMatching(/^moved: /) as string,
    });
  });

  it('knows no action that was never begun', async () => {
    const { executor } = await anExecutor();

    await expect(executor.check(acme, 'act-unknown')).rejects.toThrow(Rejection);
  });
});
