import { actionCatalogue } from '../../../specialists/actions/list.ts';
import { unhonoured } from '../../../domain/action/honours.ts';
import type { Asset } from '../../../domain/fleet/asset.ts';
import { buildPlan } from '../../../domain/plan/build-plan.ts';
import type { Evidence, Plan } from '../../../domain/plan/plan.ts';
import type { ProposedChange } from '../../../domain/plan/proposal.ts';
import { resolveChange } from '../../../domain/plan/resolve-change.ts';
import type { SortedAssets } from '../../../domain/plan/resolve-change.ts';
import {
  narrowSelector,
  setExcludedAside,
  withExcluded,
} from '../../../domain/plan/select-assets.ts';
import type { Task } from '../../../domain/task/task.ts';
import { specialistNamed, taskCatalogue } from '../../../specialists/catalogue.ts';
import { runningImages } from '../../../specialists/tools/task-fleet.ts';
import { simulateRollout } from '../../../specialists/tools/simulate-rollout.ts';
import type { AgentTurn, ToolInvocation } from '../../../domain/tool/tool.ts';
import type { HeldAsset, LockReader } from '../planning-ports.ts';
import type { FleetInventory } from '../../execution/fleet-ports.ts';

interface ResolvePlanDeps {
  readonly fleet: FleetInventory;
  readonly locks: LockReader;
}

interface Submitted {
  readonly task: Task;
  readonly turn: AgentTurn;
  readonly proposal: ProposedChange;
  readonly evidence: readonly Evidence[];
  readonly invocations: readonly ToolInvocation[];
  /** After a conflict, assets that others hold are left out instead of being refused again. */
  readonly excludeHeld: boolean;
}

export type ResolvedPlan =
  | { readonly kind: 'planned'; readonly plan: Plan }
  | {
      readonly kind: 'nothing_to_do';
      readonly matched: number;
      readonly held: readonly HeldAsset[];
    }
  | { readonly kind: 'refused'; readonly reason: string };

const heldOf = (
  { locks }: ResolvePlanDeps,
  task: Task,
  { eligible }: SortedAssets,
): Promise<readonly HeldAsset[]> =>
  locks.held(
    task,
    eligible.map((asset) => asset.asset_id),
  );

const withoutHeld = (
  { eligible, excluded }: SortedAssets,
  held: readonly HeldAsset[],
): SortedAssets => {
  const reasons = new Map(
    held.map(({ asset_id, reason }) => [
      asset_id,
      reason === 'locked'
        ? 'Another execution holds the asset.'
        : 'The asset changed a moment ago and is cooling down.',
    ]),
  );
  const isFree = (asset: Asset): boolean => !reasons.has(asset.asset_id);
  return {
    eligible: eligible.filter(isFree),
    excluded: [
      ...excluded,
      ...eligible
        .filter((asset) => !isFree(asset))
        .map((asset) => ({ asset, reason: reasons.get(asset.asset_id) ?? '' })),
    ],
  };
};

const costAssumption =
  'The estimated cost is that of the orchestrator’s own AWS services at list price.';

/** The requester's word on the profile stands above the agent's. */
const profileOf = ({ task, proposal }: Submitted): ProposedChange['profile'] =>
  task.task_spec.constraints.profile ?? proposal.profile;

/** The latest simulation of the action and profile of the plan, over the whole selection. */
const simulationOf = (submitted: Submitted): Plan['simulation'] => {
  const { proposal, invocations } = submitted;
  const profile = profileOf(submitted);
  const fitting = invocations.filter(({ tool, result, input }) => {
    const asked = simulateRollout.input.safeParse(input);
    return (
      tool === simulateRollout.name &&
      result === 'ok' &&
      asked.success &&
      asked.data.action_type === proposal.action.type &&
      asked.data.profile === profile
    );
  });
  const last = fitting.at(-1);
  if (last === undefined) return null;
  const output = simulateRollout.output.safeParse(last.output);
  return { passed: output.success && output.data.passed, tool_call_id: last.call_id };
};

/** Resolves a proposal against the inventory of now, and expands it into the exact plan. */
export const resolvePlan = async (
  deps: ResolvePlanDeps,
  submitted: Submitted,
): Promise<ResolvedPlan> => {
  const { task, proposal } = submitted;
  const { fleet } = deps;
  const spec = task.task_spec;
  if (!specialistNamed(spec.agent).agent.proposes.includes(proposal.action.type))
    return { kind: 'refused', reason: `${spec.agent} may not propose ${proposal.action.type}.` };
  const action = actionCatalogue[proposal.action.type];
  const unkept = unhonoured(spec.constraints, action);
  if (unkept.length > 0)
    return { kind: 'refused', reason: unkept.map(({ message }) => message).join(' ') };
  const selector = narrowSelector(spec.selector, proposal.selector);
  if (selector === null)
    return { kind: 'refused', reason: 'The proposal reaches beyond what was asked for.' };
  const [profile, fitting, goldenImages, vulnerabilities, running] = await Promise.all([
    fleet.about(),
    fleet.query(task.org_id, withExcluded(selector)),
    fleet.goldenImages(task.org_id),
    fleet.vulnerabilities(task.org_id),
    runningImages(fleet, task),
  ]);
  const { meant: assets, excluded } = setExcludedAside(fitting, selector);
  const resolved = resolveChange({
    action,
    parameters: proposal.action.parameters,
    constraints: spec.constraints,
    assets,
    facts: { goldenImages, ...running },
    vulnerabilities,
  });
  if (resolved.kind === 'refused') return resolved;
  const held = submitted.excludeHeld ? await heldOf(deps, task, resolved) : [];
  const sorted = withoutHeld(resolved, held);
  if (sorted.eligible.length === 0) return { kind: 'nothing_to_do', matched: assets.length, held };
  const plan = buildPlan({
    spec,
    wording: taskCatalogue[spec.task_type].wording,
    action,
    parameters: resolved.bound.parameters,
    profile: profileOf(submitted),
    selector,
    sorted,
    excludedByRequest: excluded,
    pace: profile.pace,
    simulated: profile.simulated,
    assumptions: [...new Set([...proposal.assumptions, ...profile.assumptions, costAssumption])],
    alternatives: proposal.alternatives,
    evidence: submitted.evidence,
    simulation: simulationOf(submitted),
    requireApproval: task.require_approval,
    vulnerabilities,
    plannedAt: submitted.turn.at,
  });
  return { kind: 'planned', plan };
};
