import * as z from 'zod';
import type { CatalogueAction } from '../../domain/action/action.ts';
import { buildPhases } from '../../domain/plan/build-plan.ts';
import { chooseAssets } from '../../domain/plan/choose-assets.ts';
import { estimateDurationSeconds } from '../../domain/plan/plan-estimate.ts';
import type { ProposedSelector } from '../../domain/plan/proposal.ts';
import { resolveChange } from '../../domain/plan/resolve-change.ts';
import { spreadOverZones } from '../../domain/plan/spread-over-zones.ts';
import type { Profile } from '../../domain/plan/strategy.ts';
import { defineTool } from '../define-tool.ts';
import { ToolRefusal } from '../ports.ts';
import type { ToolContext } from '../ports.ts';
import { assetsOf, countBy, factsOf, vulnerabilitiesOf } from './task-fleet.ts';
import { Counts, profile, selector } from './tool-schemas.ts';

export interface Draft {
  readonly action: CatalogueAction;
  readonly profile: Profile;
  readonly selector: ProposedSelector;
}

/** Resolves a change against the inventory of now and lays out its phases; nothing is stored. */
export const draftRollout = async (draft: Draft, context: ToolContext) => {
  const [{ pace }, assets, facts, vulnerabilities] = await Promise.all([
    context.fleet.about(),
    assetsOf(context, draft.selector),
    factsOf(context),
    vulnerabilitiesOf(context),
  ]);
  const { constraints, environment } = context.task.task_spec;
  const resolved = resolveChange({
    action: draft.action,
    parameters: {},
    constraints,
    assets,
    facts,
    vulnerabilities,
  });
  if (resolved.kind === 'refused') throw new ToolRefusal(resolved.reason);
  const spread = spreadOverZones(resolved.eligible);
  const { chosen: ordered } = chooseAssets(spread, constraints, assets.length);
  const phases = buildPhases(ordered, { environment, profile: draft.profile, pace, constraints });
  return { resolved, facts, ordered, phases, pace };
};

const Input = z.strictObject({ selector, profile }).readonly();
const Output = z.strictObject({
  action: z.string(),
  undo: z.string(),
  eligible: z.int().min(0),
  excluded: Counts,
  phases: z.array(
    z.strictObject({
      name: z.string(),
      kind: z.enum(['canary', 'wave']),
      assets: z.int().min(1),
      zones: z.int().min(1),
      bake_seconds: z.int().min(0),
    }),
  ),
  estimated_duration_seconds: z.number().min(0),
});

/** A tool that drafts how an action gets rolled out; it tells numbers and names no asset. */
export const defineDraft = (
  action: CatalogueAction,
  words: { readonly name: string; readonly description: string },
) =>
  defineTool({
    ...words,
    risk_class: 'plan_only',
    input: Input,
    output: Output,
    timeout_seconds: 20,
    run: async (input, context) => {
      const { resolved, phases, pace } = await draftRollout({ ...input, action }, context);
      return {
        action: action.type,
        undo: action.undo,
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
    },
  });
