import type * as z from 'zod';
import { actionCatalogue } from '../../../specialists/actions/list.ts';
import { buildPhases } from '../../../domain/plan/build-plan.ts';
import { estimateDurationSeconds } from '../../../domain/plan/plan-estimate.ts';
import type { ProposedSelector } from '../../../domain/plan/proposal.ts';
import { resolveChange } from '../../../domain/plan/resolve-change.ts';
import { spreadOverZones } from '../../../domain/plan/spread-over-zones.ts';
import type { Profile } from '../../../domain/plan/strategy.ts';
import type { DraftPlanInput, DraftPlanOutput } from '../../../domain/tool/inventory-tools.ts';
import { assetsOf, countBy, factsOf, ToolRefusal, vulnerabilitiesOf } from './tool-context.ts';
import type { ToolContext } from './tool-context.ts';

export interface Draft {
  readonly type: 'reimage' | 'patch';
  readonly profile: Profile;
  readonly selector: ProposedSelector;
}

/** Resolves a change against the inventory of now and lays out its phases; nothing is stored. */
export const draftRollout = async ({ type, profile, selector }: Draft, context: ToolContext) => {
  const [{ pace }, assets, facts, vulnerabilities] = await Promise.all([
    context.fleet.about(),
    assetsOf(context, selector),
    factsOf(context),
    vulnerabilitiesOf(context),
  ]);
  const { constraints, environment } = context.task.task_spec;
  const resolved = resolveChange({
    action: actionCatalogue[type],
    parameters: {},
    constraints,
    assets,
    facts,
    vulnerabilities,
  });
  if (resolved.kind === 'refused') throw new ToolRefusal(resolved.reason);
  const ordered = spreadOverZones(resolved.eligible).slice(0, constraints.max_assets);
  const phases = buildPhases(ordered, { environment, profile, pace });
  return { resolved, facts, ordered, phases, pace };
};

const draftPlan =
  (type: Draft['type']) =>
  async (
    input: z.output<typeof DraftPlanInput>,
    context: ToolContext,
  ): Promise<z.output<typeof DraftPlanOutput>> => {
    const { resolved, phases, pace } = await draftRollout({ ...input, type }, context);
    return {
      action: type,
      undo: actionCatalogue[type].undo,
      eligible: resolved.eligible.length,
      excluded: countBy(resolved.excluded, ({ reason }) => reason),
      phases: phases.map((phase) => ({
        name: phase.name,
        kind: phase.kind,
        assets: phase.assets.length,
        zones: new Set(phase.assets.map((asset) => asset.zone)).size,
        bake_seconds: phase.bake_seconds,
      })),
      estimated_duration_seconds: estimateDurationSeconds(phases, pace.action_seconds),
    };
  };

/** Drafts how drifted assets get back to their golden image. */
export const generatePatchPlan = draftPlan('reimage');

/** Drafts how missing patches get rolled out. */
export const generateRollout = draftPlan('patch');
