import { taskCatalogue } from '../../specialists/catalogue.ts';
import { Conflict } from '../../domain/shared/errors.ts';
import { observeLatency } from '../../domain/shared/counters.ts';
import { digestOf } from '../../domain/shared/canonical.ts';
import { toTimestamp } from '../../domain/shared/ids.ts';
import { cleanText } from '../../domain/task/clean-text.ts';
import { changeTask, moveTask, taskEntry } from '../../domain/task/move-task.ts';
import type { AgentResult, Task } from '../../domain/task/task.ts';
import { nothingToDoSummary } from '../../domain/plan/plan-summary.ts';
import type { Evidence, Plan, PlanRevision } from '../../domain/plan/plan.ts';
import { Proposal } from '../../domain/plan/proposal.ts';
import { renderPlan } from '../../domain/plan/render-plan.ts';
import type { AgentTurn, ToolInvocation } from '../../domain/tool/tool.ts';
import type { LockReader, PlanStore, TranscriptStore } from './planning-ports.ts';
import type { Clock, UnitOfWork } from '../shared/ports.ts';
import type { FleetInventory } from '../execution/fleet-ports.ts';
import type { TaskStore } from '../task/task-ports.ts';
import { saidOfAbsentIds } from './steps/absent-ids.ts';
import { explainNothing } from './steps/explained-nothing.ts';
import { resolvePlan } from './steps/resolved-plan.ts';
import { retryOnConflict } from '../shared/with-retry.ts';
import { loadTask } from '../shared/load-task.ts';
import { failPlanning } from '../shared/planning-failure.ts';
import type { TaskRef } from '../../domain/shared/refs.ts';
import { commit } from '../shared/commit.ts';

export interface SubmitPlanDeps {
  readonly clock: Clock;
  readonly tasks: Pick<TaskStore, 'get'>;
  readonly plans: PlanStore;
  readonly transcripts: Pick<TranscriptStore, 'turns' | 'invocations'>;
  readonly fleet: FleetInventory;
  readonly locks: LockReader;
  readonly unitOfWork: UnitOfWork;
}

export interface SubmitPlanInput extends TaskRef {
  readonly repair: number;
  /** The number that the submitting turn is stored under. */
  readonly turn: number;
}

export interface SubmitPlanOutput {
  readonly outcome: 'planned' | 'nothing_to_do' | 'failed';
  readonly plan_revision: number;
}

const findTurn = async (
  { transcripts }: SubmitPlanDeps,
  input: SubmitPlanInput,
): Promise<AgentTurn> => {
  const turns = await transcripts.turns(input);
  const turn = turns.find((candidate) => candidate.turn === input.turn);
  if (turn === undefined) throw new Error(`Turn ${input.turn} is not stored`);
  return turn;
};

/** The task's plan was found wanting and this repair has brought no other one yet. */
const awaitsRepair = (task: Task, repair: number): boolean =>
  task.status === 'planning' &&
  task.repairs === repair &&
  task.validation?.valid === false &&
  task.validation.plan_digest === task.plan_digest;

interface EarlierAnswer {
  /** What is answered where the turn has no plan; null while it may still get one. */
  readonly outcome: Exclude<SubmitPlanOutput['outcome'], 'planned'> | null;
  readonly mayHavePlan: boolean;
}

const wentOn: EarlierAnswer = { outcome: 'failed', mayHavePlan: true };

const earlierAnswers = {
  planning: { outcome: null, mayHavePlan: true },
  completed: { outcome: 'nothing_to_do', mayHavePlan: false },
  failed: { outcome: 'failed', mayHavePlan: false },
  cancelled: { outcome: 'failed', mayHavePlan: false },
  pending_approval: wentOn,
  approved: wentOn,
  blocked: wentOn,
  rejected: wentOn,
  expired: wentOn,
  executing: wentOn,
  rolled_back: wentOn,
} satisfies Readonly<Record<Task['status'], EarlierAnswer>>;

/** What an earlier call for the same turn did, if there was one. */
const earlierAnswer = async (
  { plans }: SubmitPlanDeps,
  task: Task,
  turn: AgentTurn,
): Promise<SubmitPlanOutput | null> => {
  const plan_revision = task.plan_revision;
  const { outcome, mayHavePlan } = earlierAnswers[task.status];
  if (mayHavePlan && plan_revision > 0) {
    const stored = await plans.get(task, plan_revision);
    if (stored?.plan.planned_at === turn.at) return { outcome: 'planned', plan_revision };
  }
  return outcome === null ? null : { outcome, plan_revision };
};

const refuse = async (
  deps: SubmitPlanDeps,
  task: Task,
  message: string,
): Promise<SubmitPlanOutput> => {
  await failPlanning(deps, { task, code: 'plan-invalid', message });
  return { outcome: 'failed', plan_revision: task.plan_revision };
};

/** Only statements about tool calls that were made and went well count as evidence. */
const evidenceOf = (proposal: Proposal, invocations: readonly ToolInvocation[]): Evidence[] =>
  proposal.evidence.flatMap(({ tool_call_id, statement }) => {
    const call = invocations.find(
      (invocation) => invocation.call_id === tool_call_id && invocation.result === 'ok',
    );
    return call === undefined
      ? []
      : [{ tool_call_id, tool: call.tool, statement: cleanText(statement, 300) }];
  });

interface Submission {
  readonly task: Task;
  readonly turn: AgentTurn;
  readonly evidence: readonly Evidence[];
}

/** From submit to plan, once a task: a repair does not count again. */
const latency = ({ clock }: SubmitPlanDeps, task: Task) =>
  task.plan_revision > 0
    ? []
    : observeLatency(Math.max(0, clock.now() - Date.parse(task.created_at)) / 1_000, {
        org_id: task.org_id,
        agent: task.task_spec.agent,
      });

const completeWithout = async (
  deps: SubmitPlanDeps,
  { task, turn, evidence }: Submission,
  reason: string,
): Promise<SubmitPlanOutput> => {
  const { summary, plan } = await explainNothing(deps.fleet, task, reason);
  const at = toTimestamp(deps.clock.now());
  const agent_result: AgentResult = {
    agent_name: task.task_spec.agent,
    planner: turn.planner,
    plan,
    summary,
    affected_assets: 0,
    risk_level: task.task_spec.risk_level,
    evidence: [...evidence],
  };
  const moved = moveTask({
    task,
    to: 'completed',
    at,
    actor: task.task_spec.agent,
    details: { reason: 'nothing_to_do', summary },
    patch: { agent_result, plan_revision: 0, plan_digest: null, validation: null },
  });
  await commit(deps.unitOfWork, moved, { counters: latency(deps, task) });
  return { outcome: 'nothing_to_do', plan_revision: 0 };
};

/** Revisions that a crashed call began and left half written are passed over. */
const revisionsTried = 5;

const storeRevision = async (
  { plans }: SubmitPlanDeps,
  task: Task,
  plan: Plan,
): Promise<PlanRevision> => {
  const digest = digestOf(plan);
  for (let revision = task.plan_revision + 1; ; revision += 1) {
    try {
      await plans.put(task, { revision, digest, plan });
      return { revision, digest, plan };
    } catch (error) {
      const last = revision === task.plan_revision + revisionsTried;
      if (!(error instanceof Conflict) || last) throw error;
    }
  }
};

const keepPlan = async (
  deps: SubmitPlanDeps,
  { task, turn, evidence }: Submission,
  plan: Plan,
): Promise<SubmitPlanOutput> => {
  const stored = await storeRevision(deps, task, plan);
  const agent_result: AgentResult = {
    agent_name: plan.agent,
    planner: turn.planner,
    plan: renderPlan(plan, taskCatalogue[plan.task_type].wording),
    summary: plan.summary,
    affected_assets: plan.total_assets,
    risk_level: plan.risk_level,
    evidence: [...evidence],
  };
  const at = toTimestamp(deps.clock.now());
  await commit(deps.unitOfWork, {
    documents: [
      changeTask(task, at, {
        plan_revision: stored.revision,
        plan_digest: stored.digest,
        agent_result,
        task_spec: { ...task.task_spec, risk_level: plan.risk_level },
        validation: null,
        quality_score: null,
        approval_requirement: null,
      }),
    ],
    audit: [
      {
        ...taskEntry(task, {
          at,
          actor: task.task_spec.agent,
          event: 'plan_submitted',
          details: {},
        }),
        plan_digest: stored.digest,
        details: {
          plan_revision: stored.revision,
          planner: turn.planner,
          total_assets: plan.total_assets,
        },
      },
    ],
    counters: latency(deps, task),
  });
  return { outcome: 'planned', plan_revision: stored.revision };
};

/**
 * Makes the exact plan of what an agent proposed: code resolves assets, phases, risk and digest. A
 * repeated call gives the first plan.
 */
export const makeSubmitPlan =
  (deps: SubmitPlanDeps) =>
  (input: SubmitPlanInput): Promise<SubmitPlanOutput> =>
    retryOnConflict(async () => {
      const task = await loadTask(deps.tasks, input);
      const turn = await findTurn(deps, input);
      const before = awaitsRepair(task, input.repair)
        ? null
        : await earlierAnswer(deps, task, turn);
      if (before !== null) return before;
      const proposal = Proposal.safeParse(turn.proposal);
      if (!proposal.success)
        return refuse(deps, task, 'The agent’s proposal does not have the agreed shape.');
      const invocations = await deps.transcripts.invocations(task);
      const evidence = evidenceOf(proposal.data, invocations);
      const submission = { task, turn, evidence };
      if (proposal.data.kind === 'nothing_to_do')
        return completeWithout(deps, submission, cleanText(proposal.data.reason, 300));
      const absent = await saidOfAbsentIds(deps.fleet, task);
      const resolved = await resolvePlan(deps, {
        ...submission,
        proposal: { ...proposal.data, assumptions: [...absent, ...proposal.data.assumptions] },
        invocations,
        excludeHeld: input.repair > 0,
      });
      if (resolved.kind === 'refused') return refuse(deps, task, resolved.reason);
      if (resolved.kind === 'nothing_to_do')
        return completeWithout(
          deps,
          submission,
          nothingToDoSummary(taskCatalogue[task.task_spec.task_type].wording, resolved),
        );
      return keepPlan(deps, submission, resolved.plan);
    });
