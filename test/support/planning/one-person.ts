import { join } from 'node:path';
import { wasmPolicyEngineOf } from '../../../functions/adapters/opa/wasm-policy.ts';
import { makeCloseTask } from '../../../functions/application/task/close-task.ts';
import type { OrgSettings } from '../../../functions/application/settings/settings-ports.ts';
import { makeScorePlan } from '../../../functions/application/planning/score-plan.ts';
import { decide } from '../../../functions/domain/approval/decide.ts';
import type { Execution } from '../../../functions/domain/execution/execution.ts';
import { digestOf } from '../../../functions/domain/shared/canonical.ts';
import type { Environment } from '../../../functions/domain/shared/environment.ts';
import { Rejection } from '../../../functions/domain/shared/errors.ts';
import { ExecutionId, TaskId, toTimestamp } from '../../../functions/domain/shared/ids.ts';
import type { Task } from '../../../functions/domain/task/task.ts';
import { aBuiltPlan } from '../builders/a-built-plan.ts';
import { aGate } from '../builders/a-gate.ts';
import { aSpec } from '../builders/a-spec.ts';
import { aTask } from '../builders/a-task.ts';
import { someAssets } from '../builders/an-asset.ts';
import { aNewExecution } from '../builders/an-execution.ts';
import { org } from '../builders/ids.ts';
import { noon } from '../builders/moments.ts';
import { someSettings } from '../builders/some-settings.ts';
import { memoryFleet } from '../memory/memory-fleet.ts';
import { memoryStores } from '../memory/memory-stores.ts';
import type { PastChange } from '../../../functions/domain/quality/past-changes.ts';

const policy = wasmPolicyEngineOf(join(import.meta.dirname, '../../../policies/bundle'));
const ada = { id: 'ada', email: 'ada@example.com' };

/** One thing that Ada does alone, and how what she started ends. */
export interface Step {
  readonly environment: Environment;
  readonly assets: number;
  readonly dryRun: boolean;
  /** Ada asks for people. */
  readonly wantsPeople: boolean;
  readonly atGate: 'approve' | 'reject' | 'cancel' | 'leave';
  readonly end: 'completed' | 'failed' | 'rolled_back' | 'rollback_partial' | 'cancelled';
  /** One asset was skipped. */
  readonly partial: boolean;
  readonly hoursLater: number;
}

interface Options {
  readonly issuer: boolean;
  readonly mode: OrgSettings['autonomy']['production'];
  readonly history: readonly PastChange[];
}

const endOf = (task: Task, { end, partial, assets }: Step): Execution => {
  const done = end === 'completed' ? assets - (partial ? 1 : 0) : 0;
  const phase: Execution['phases'][number] = {
    ...{ index: 0, name: 'Canary', kind: 'canary', status: 'completed', verdict: null },
    ...{ started_at: null, completed_at: null, total_assets: assets, batch_size: 20 },
    ...{ counts: { completed: done }, samples: 0, error: null },
  };
  return aNewExecution({ status: end, task_id: task.task_id, phases: [phase], total_phases: 1 });
};

/** An org with one person in it: real scoring, policy, decisions and closing over memory. */
export const onePerson = ({ issuer, mode, history }: Options) => {
  const settings = someSettings({
    has_identity_provider: issuer,
    four_eyes: issuer,
    autonomy: { development: mode, staging: mode, production: mode },
  });
  const stores = memoryStores({ settings });
  const { put, taskNow, plansOf, pastNow } = stores;
  const time = { now: noon };
  let submitted = 0;
  let messages = 0;
  const deps = {
    ...stores,
    clock: { now: () => time.now },
    ids: { messageId: () => `message-${(messages += 1)}` },
    fleet: memoryFleet({ assets: [], goldenImages: [], vulnerabilities: [], history }),
    policy,
  };
  const scorePlan = makeScorePlan(deps);
  const closeTask = makeCloseTask(deps);

  const submit = (step: Step): Task => {
    const { environment, assets, dryRun: dry_run, wantsPeople: require_approval } = step;
    const number = String((submitted += 1)).padStart(26, '0');
    const task_id = TaskId.parse(`task-${number}`);
    const selector = { environment, roles: ['web'] };
    const spec = aSpec({ environment, selector });
    const sorted = { eligible: someAssets(assets, { environment }), excluded: [] };
    const plan = aBuiltPlan({ spec, selector, sorted });
    const digest = digestOf(plan);
    plansOf({ org_id: org, task_id }).set(1, { revision: 1, digest, plan });
    const validation = {
      ...{ valid: true, findings: [], plan_digest: digest, policy_revision: 'r1' },
    };
    const task = aTask({
      ...{ task_id, environment, dry_run, require_approval, task_spec: spec, validation },
      requested_by: ada,
      ...{ plan_revision: 1, plan_digest: digest },
    });
    put.task(task);
    return task;
  };

  /** What Ada makes of her own gate: whether the task runs. */
  const atGate = (task: Task, { atGate: wish }: Step): Task => {
    const gate = aGate({
      task_id: task.task_id,
      plan_digest: task.plan_digest ?? digestOf(null),
      requested_by: ada,
      quorum: task.approval_requirement?.quorum ?? 1,
      four_eyes: task.approval_requirement?.four_eyes ?? true,
      people_told_apart: issuer,
      expires_at: toTimestamp(time.now + 86_400_000),
      opened_at: toTimestamp(time.now),
    });
    const gate_id = gate.gate_id;
    if (wish === 'leave') return { ...task, status: 'pending_approval' };
    if (wish === 'cancel') return { ...task, status: 'cancelled' };
    try {
      const request = {
        ...{
          decision: wish === 'approve' ? ('approved' as const) : ('rejected' as const),
          by: ada,
        },
        ...{ channel: 'api' as const, reason: 'x', plan_digest: gate.plan_digest },
        holds_approver_role: true,
        from_issuer: issuer,
      };
      const decided = decide(gate, request, toTimestamp(time.now));
      put.gate(decided.gate);
      if (decided.outcome === 'counted') return { ...task, status: 'cancelled', gate_id };
      return { ...task, status: decided.outcome, gate_id };
    } catch (error) {
      if (error instanceof Rejection) return { ...task, status: 'cancelled', gate_id };
      throw error;
    }
  };

  const runToEnd = async (task: Task, step: Step): Promise<void> => {
    const execution_id = ExecutionId.parse(`exec-${task.task_id.slice(5)}`);
    put.execution({ ...endOf(task, step), id: execution_id });
    put.task({ ...task, status: 'executing', execution_id });
    await closeTask({ org_id: org, task_id: task.task_id, execution_id });
  };

  return {
    pastNow,
    /** Takes one step; true where production, or what wanted people, ran without a gate. */
    take: async (step: Step): Promise<boolean> => {
      time.now += step.hoursLater * 3_600_000;
      const { task_id } = submit(step);
      const name = { org_id: org, task_id };
      const { outcome } = await scorePlan({ ...name, plan_revision: 1 });
      const scored = taskNow(name);
      if (scored === null) throw new Error('The task is gone');
      const task = outcome === 'await_approval' ? atGate(scored, step) : scored;
      // Closing records the time of the task's end.
      put.task({ ...task, updated_at: toTimestamp(time.now) });
      if (task.status === 'approved')
        await runToEnd({ ...task, updated_at: toTimestamp(time.now) }, step);
      else await closeTask({ ...name, execution_id: null });
      const takesPeople = step.environment === 'production' || step.wantsPeople;
      return outcome === 'approved' && takesPeople;
    },
  };
};
