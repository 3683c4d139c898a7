import { makeSimulatedFleetExecutor } from '../../../functions/adapters/simulated-fleet/fleet-executor.ts';
import { makeSimulatedFleetInventory } from '../../../functions/adapters/simulated-fleet/fleet-inventory.ts';
import type { FleetBatch } from '../../../functions/application/execution/fleet-ports.ts';
import { Conflict, TransientFailure } from '../../../functions/domain/shared/errors.ts';
import { OrgId } from '../../../functions/domain/shared/ids.ts';
import { demoDataset } from '../../../infra/local/fleet/demo-dataset.ts';
import { Fleet } from '../../../infra/local/fleet/fleet.ts';
import { FleetStore } from '../../../infra/local/fleet/fleet-store.ts';
import { aPhase, aPlan } from '../builders/a-plan.ts';
import type { ExecutionStores } from '../world/execution-stores.ts';
import { rolloutSteps } from '../execution/rollout-steps.ts';
import type { Random } from '../crash/random.ts';
import { createMemoryLevel } from '../emulators/memory-level.ts';
import type { RunningClock } from '../world/running-clock.ts';
import { unreliableAgent } from './unreliable-agent.ts';
import type { FleetFault } from './unreliable-agent.ts';

/** A function that dies where it stands. */
export class Crash extends Error {
  override readonly name = 'Crash';
}

/** Told before and after each call that a step makes of store and fleet; may wait or throw. */
export type Watch = (place: string) => Promise<void>;

const assetCount = 6;
const dataset = demoDataset();
const wanted = dataset.assets
  .filter((asset) => asset.environment === 'production' && asset.state === 'running')
  .slice(0, assetCount);

/** Each call of an object watched before and after. */
const watched = <Port extends object>(port: Port, name: string, watch: Watch): Port =>
  new Proxy(port, {
    get: (target, key, receiver): unknown => {
      const member: unknown = Reflect.get(target, key, receiver);
      if (typeof member !== 'function') return member;
      return async (...all: unknown[]): Promise<unknown> => {
        await watch(`before ${name}.${String(key)}`);
        const result: unknown = await (member as (...given: unknown[]) => unknown)(...all);
        await watch(`after ${name}.${String(key)}`);
        // What a batch captures and begins is a call of its own.
        return key === 'openBatch' ? watched(result as FleetBatch, 'batch', watch) : result;
      };
    },
  });

/** Writes that fail before or after they stand, as a busy store's do. */
const unreliable = <Write extends (...all: never[]) => Promise<unknown>>(
  write: Write,
  { random, share }: { readonly random: Random; readonly share: () => number },
): Write =>
  (async (...all: Parameters<Write>) => {
    if (random.chance(share())) throw new TransientFailure('The store is too busy');
    const result = await write(...all);
    if (random.chance(share() / 2)) throw new TransientFailure('The answer of the store was lost');
    return result;
  }) as Write;

/** Calls again as a machine does, until it is answered. */
export const patiently = async <Result>(
  { sleep }: Pick<RunningClock, 'sleep'>,
  work: () => Promise<Result>,
): Promise<Result> => {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      const mayPass = error instanceof TransientFailure || error instanceof Crash;
      if (!(mayPass || error instanceof Conflict) || tries === 40) throw error;
      await sleep(300);
    }
  }
};

/**
 * One rollout of six assets over the real store, the real steps and the real simulated fleet, each in
 * an org of its own. `stepping` are the steps as the machine calls them; `calm` the same steps and
 * the controls, which nothing watches.
 */
export const openFenceWorld = async (options: {
  readonly table: ExecutionStores;
  readonly clock: RunningClock;
  readonly random: Random;
  readonly watch: Watch;
  readonly fault: () => FleetFault;
  readonly storeFaults: () => number;
}) => {
  const { table, clock, random, watch, fault, storeFaults: share } = options;
  const org = OrgId.parse(`fence-${table.ids.messageId().slice(-9)}`);
  const fleet = new Fleet(dataset, new FleetStore(createMemoryLevel(), 'demo'), clock);
  const agent = unreliableAgent({ fleet, clock, random, fault });
  const executor = makeSimulatedFleetExecutor(agent.client);
  const inventory = makeSimulatedFleetInventory(agent.client);
  const prober = {
    sample: () => Promise.resolve({ healthy: true, detail: 'ok', latency_ms: 1 }),
  };
  const parts = { fleet: { executor, inventory, prober }, clock, sleep: clock.sleep };
  const executions = {
    ...table.executions,
    advance: unreliable(table.executions.advance, { random, share }),
  };
  const commit = unreliable(table.unitOfWork.commit, { random, share });
  const stores = { ...table, executions, unitOfWork: { commit } };
  const calm = rolloutSteps({ ...parts, stores });
  const stepping = rolloutSteps({
    ...parts,
    fleet: { ...parts.fleet, executor: watched(executor, 'fleet', watch) },
    stores: {
      ...stores,
      executions: watched(executions, 'executions', watch),
      locks: watched(table.locks, 'locks', watch),
    },
  });

  const phase = aPhase(
    'Canary',
    wanted.map((asset) => asset.asset_id),
    { failure_threshold: { max_failed: assetCount, max_failed_percent: 100 } },
  );
  const assets = phase.assets.map((asset, index) => ({
    ...asset,
    version: wanted[index]?.version ?? '',
  }));
  const task = await table.approve(aPlan({ phases: [{ ...phase, assets }] }), { org_id: org });
  const started = await patiently(clock, () => calm.startExecution(task));
  const id = started.execution_id;
  if (id === null) throw new Error('The execution did not start');
  const ref = { org_id: org, task_id: task.task_id, execution_id: id };
  return {
    ...{ org, id, ref, fleet, agent, calm, stepping, clock },
    at: { org_id: org, execution_id: id, phase_index: 0 },
    operator: { ...ref, identity: { id: 'olivia' } },
    lines: () => table.executions.lines(ref),
    execution: () => table.executions.get(ref),
    /** What the fleet did, by its own log. */
    log: async () => {
      const logs = await Promise.all(wanted.map(({ asset_id: own }) => fleet.actionsOf(org, own)));
      return logs.flat().filter((entry) => entry.acted);
    },
  };
};
export type FenceWorld = Awaited<ReturnType<typeof openFenceWorld>>;
