import type { PolicyEngine } from '../../../functions/application/planning/planning-ports.ts';
import type { Plan } from '../../../functions/domain/plan/plan.ts';
import type { PhaseRef } from '../../../functions/domain/execution/step-ref.ts';
import type {
  NotificationEvent,
  OutboxMessage,
} from '../../../functions/domain/notification/notification.ts';
import type { ExecutionId, TaskId } from '../../../functions/domain/shared/ids.ts';
import type { Task } from '../../../functions/domain/task/task.ts';
import { aCanary, aPlan } from '../builders/a-plan.ts';
import { org } from '../builders/ids.ts';
import { openExecutionStores } from '../world/execution-stores.ts';
import { anAssetNamed } from '../builders/an-asset.ts';
import { aMemoryFleet } from './fake-fleet.ts';
import { lenientPolicies, rolloutSteps } from './rollout-steps.ts';

/** Steps of rollouts, called one by one, with a clock that stands still until it is moved. */
export const openSteps = async (options: { readonly cooldownSeconds?: number } = {}) => {
  const stores = await openExecutionStores();
  const { clock } = stores;
  const fleet = aMemoryFleet(clock);
  const policy: { evaluate: PolicyEngine['evaluate'] } = { ...lenientPolicies };
  const policies = {
    evaluate: (...asked: Parameters<PolicyEngine['evaluate']>) => policy.evaluate(...asked),
  };
  const sleep = (milliseconds: number): Promise<void> => {
    clock.advance(milliseconds / 1_000);
    return Promise.resolve();
  };
  const steps = rolloutSteps({ stores, fleet, clock, policies, sleep, ...options });
  /** An approved task of a plan whose assets are in the fleet. */
  const approve = (plan: Plan = aPlan(), changes: Partial<Task> = {}): Promise<Task> => {
    for (const { asset_id: id } of plan.phases.flatMap((phase) => phase.assets)) {
      if (!fleet.assets.has(id)) fleet.assets.set(id, anAssetNamed(id));
    }
    return stores.approve(plan, changes);
  };
  /** Its execution, opened and no more. */
  const start = async (task: Task) => {
    const { execution_id: id } = await steps.startExecution({ org_id: org, task_id: task.task_id });
    if (id === null) throw new Error('The execution did not start');
    const ref = { org_id: org, task_id: task.task_id, execution_id: id };
    const phase = { org_id: org, execution_id: id, phase_index: 0 };
    return { id, ref, phase, operator: { ...ref, identity: { id: 'olivia' } } };
  };
  /** Its running execution. */
  const prepare = async (task: Task) => {
    const job = await start(task);
    await steps.prepareRollout(job.ref);
    return job;
  };
  const prepared = async (plan: Plan = aCanary()) => prepare(await approve(plan));
  /** Applies everything of a phase. */
  const apply = async (phase: PhaseRef): Promise<void> => {
    const { epoch, batches } = await steps.admitPhase(phase);
    for (const { batch } of batches) await steps.beginBatch({ ...phase, batch, epoch });
    clock.advance(1);
    for (const { batch } of batches) await steps.checkBatch({ ...phase, batch });
  };
  /** Every owed message of some kinds, however new. */
  const owed = async (...kinds: OutboxMessage['kind'][]): Promise<readonly OutboxMessage[]> =>
    (await stores.owed(...kinds)).map((record) => record.message);
  return {
    ...{ clock, stores, fleet, policy, steps },
    ...{ approve, prepare, prepared, apply, owed },
    started: async (plan: Plan = aCanary()) => start(await approve(plan)),
    /** An execution of one phase whose assets are all changed. */
    rolledOut: async (plan: Plan = aCanary()) => {
      const job = await prepared(plan);
      await apply(job.phase);
      return job;
    },
    linesOf: (id: ExecutionId) => stores.executions.lines({ org_id: org, execution_id: id }),
    executionOf: (id: ExecutionId) => stores.executions.get({ org_id: org, execution_id: id }),
    controlOf: (id: ExecutionId) => stores.executions.control({ org_id: org, execution_id: id }),
    holdToken: (id: ExecutionId) => stores.executions.holdToken({ org_id: org, execution_id: id }),
    taskOf: ({ task_id: id }: { readonly task_id: TaskId }) =>
      stores.tasks.get({ org_id: org, task_id: id }),
    /** What was put on record of its controls. */
    recordsOf: (id: ExecutionId) => stores.audit.of(org, id),
    /** What people are owed of one event. */
    told: async (event: NotificationEvent) =>
      (await owed('notify')).filter(
        (message) => message.kind === 'notify' && message.event === event,
      ),
    close: () => stores.close(),
  };
};
export type StepWorld = Awaited<ReturnType<typeof openSteps>>;
