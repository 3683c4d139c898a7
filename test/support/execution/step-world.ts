import type { PolicyEngine } from '../../../functions/application/planning/planning-ports.ts';
import type { Plan } from '../../../functions/domain/plan/plan.ts';
import type { OutboxMessage } from '../../../functions/domain/notification/notification.ts';
import type { Task } from '../../../functions/domain/task/task.ts';
import { aPlan } from '../builders/a-plan.ts';
import { org } from '../builders/ids.ts';
import { openExecutionStores } from '../world/execution-stores.ts';
import { aFleet, anAsset } from './fake-fleet.ts';
import { lenientPolicies, rolloutSteps } from './rollout-steps.ts';

/** Steps of rollouts, called one by one, with a clock that stands still until it is moved. */
export const openSteps = async (options: { readonly cooldownSeconds?: number } = {}) => {
  let now = Date.UTC(2026, 2, 1, 9, 0, 0);
  const clock = {
    now: () => now,
    advance: (seconds: number) => {
      now += seconds * 1_000;
    },
  };
  const stores = await openExecutionStores(clock);
  const fleet = aFleet(clock);
  const policy: { evaluate: PolicyEngine['evaluate'] } = { ...lenientPolicies };
  const policies = {
    evaluate: (...asked: Parameters<PolicyEngine['evaluate']>) => policy.evaluate(...asked),
  };
  const sleep = (milliseconds: number): Promise<void> => {
    clock.advance(milliseconds / 1_000);
    return Promise.resolve();
  };
  const steps = rolloutSteps({ stores, fleet, clock, policies, sleep, ...options });
  return {
    ...{ clock, stores, fleet, policy, steps },
    /** An approved task of a plan whose assets are in the fleet. */
    approve: (plan: Plan = aPlan(), changes: Partial<Task> = {}): Promise<Task> => {
      for (const { asset_id: id } of plan.phases.flatMap((phase) => phase.assets)) {
        if (!fleet.assets.has(id)) fleet.assets.set(id, anAsset(id));
      }
      return stores.approve(plan, changes);
    },
    /** Its running execution. */
    prepare: async (task: Task) => {
      const { execution_id: id } = await steps.startExecution({
        org_id: org,
        task_id: task.task_id,
      });
      if (id === null) throw new Error('The execution did not start');
      const ref = { org_id: org, task_id: task.task_id, execution_id: id };
      await steps.prepareRollout(ref);
      const phase = { org_id: org, execution_id: id, phase_index: 0 };
      return { id, ref, phase, operator: { ...ref, identity: { id: 'olivia' } } };
    },
    /** Every owed message of some kinds, however new. */
    owed: async (...kinds: OutboxMessage['kind'][]): Promise<readonly OutboxMessage[]> => {
      const wanted = { kinds, now: '2099-01-01T00:00:00.000Z', limit: 1_000 };
      return (await stores.outbox.owed(wanted)).map((record) => record.message);
    },
    close: () => stores.close(),
  };
};
export type StepWorld = Awaited<ReturnType<typeof openSteps>>;
