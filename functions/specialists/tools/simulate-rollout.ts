import * as z from 'zod';
import type { BoundAction } from '../../domain/action/action.ts';
import type { Asset } from '../../domain/fleet/asset.ts';
import type { PlannedPhase } from '../../domain/plan/plan.ts';
import { canarySize, phaseCap } from '../../domain/plan/strategy.ts';
import { patch } from '../actions/patch.ts';
import { reimage } from '../actions/reimage.ts';
import { defineTool } from '../define-tool.ts';
import { draftRollout } from './draft-rollout.ts';
import { profile, selector } from './tool-schemas.ts';

/** Actions whose effect shows in the inventory, so that a rollout of them can be played. */
const played = { reimage, patch } as const;

const Check = z.strictObject({ check: z.string(), passed: z.boolean(), detail: z.string() });

const check = (name: string, passed: boolean, detail: string): z.output<typeof Check> => ({
  check: name,
  passed,
  detail,
});

const canaryIsFirst = (phases: readonly PlannedPhase[], total: number): boolean => {
  const [first, ...rest] = phases;
  return (
    first === undefined ||
    (first.kind === 'canary' &&
      first.assets.length <= canarySize(total) &&
      rest.every((phase) => phase.kind === 'wave'))
  );
};

/** The asset as the action would leave it; as it is where the action can't be carried out. */
const changedBy = (action: BoundAction, asset: Asset): Asset => {
  const after = action.after(asset);
  return 'refused' in after ? asset : { ...asset, ...after.changed };
};

type Drafted = Awaited<ReturnType<typeof draftRollout>>;

const checksOf = (
  { resolved, facts, ordered, phases }: Drafted,
  cap: number,
): z.output<typeof Check>[] => {
  const touched = phases.flatMap((phase) => phase.assets.map((asset) => asset.asset_id));
  const unsettled = ordered
    .map((asset) => changedBy(resolved.bound, asset))
    .filter((asset) => resolved.bound.eligibility(asset, facts).kind !== 'satisfied');
  return [
    check(
      'each-asset-once',
      new Set(touched).size === ordered.length && touched.length === ordered.length,
      `${touched.length} assets in ${phases.length} phases`,
    ),
    check(
      'canary-first',
      canaryIsFirst(phases, ordered.length),
      `canary of ${phases[0]?.assets.length ?? 0}`,
    ),
    check(
      'phase-limit',
      phases.every((phase) => phase.assets.length <= cap),
      `at most ${cap} assets a phase`,
    ),
    check(
      'outcome',
      unsettled.length === 0,
      `${unsettled.length} assets would still need the change`,
    ),
  ];
};

/** Whether a drafted rollout holds what it has to; `cap` is the most assets of a phase. */
export const playedOf = (draft: Drafted, cap: number) => {
  const checks = checksOf(draft, cap);
  return {
    passed: draft.ordered.length > 0 && checks.every(({ passed }) => passed),
    assets: draft.ordered.length,
    phases: draft.phases.length,
    checks,
  };
};

/**
 * Plays the rollout on a copy of the inventory: each asset is touched once, phases keep their
 * limits, and afterwards no touched asset needs the change any more.
 */
export const simulateRollout = defineTool({
  name: 'simulate_rollout',
  description: 'Plays a rollout on a copy of the inventory and checks limits and outcome.',
  risk_class: 'plan_only',
  input: z
    .strictObject({ selector, profile, action_type: z.enum(['reimage', 'patch']) })
    .readonly(),
  output: z.strictObject({
    passed: z.boolean(),
    assets: z.int().min(0),
    phases: z.int().min(0),
    checks: z.array(Check),
  }),
  timeout_seconds: 30,
  run: async (input, context) => {
    const action = played[input.action_type];
    const draft = await draftRollout({ ...input, action }, context);
    return playedOf(draft, phaseCap(draft.ordered.length, context.task.environment, input.profile));
  },
});
