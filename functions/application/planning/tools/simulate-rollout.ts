import type * as z from 'zod';
import type { BoundAction } from '../../../domain/action/action.ts';
import type { Asset } from '../../../domain/fleet/asset.ts';
import type { PlannedPhase } from '../../../domain/plan/plan.ts';
import { canarySize, phaseCap } from '../../../domain/plan/strategy.ts';
import type {
  SimulateRolloutInput,
  SimulateRolloutOutput,
} from '../../../domain/tool/inventory-tools.ts';
import { draftRollout } from './draft-plan.ts';
import type { ToolContext } from './tool-context.ts';

type Check = z.output<typeof SimulateRolloutOutput>['checks'][number];

/**
 * Plays the rollout on a copy of the inventory: each asset is touched once, phases keep their
 * limits, and afterwards no touched asset needs the change any more.
 */
export const simulateRollout = async (
  input: z.output<typeof SimulateRolloutInput>,
  context: ToolContext,
): Promise<z.output<typeof SimulateRolloutOutput>> => {
  const { resolved, facts, ordered, phases } = await draftRollout(
    { type: input.action_type, profile: input.profile, selector: input.selector },
    context,
  );
  const touched = phases.flatMap((phase) => phase.assets.map((asset) => asset.asset_id));
  const cap = phaseCap(ordered.length, context.task.environment, input.profile);
  const after = ordered.map((asset) => changedBy(resolved.bound, asset));
  const unsettled = after.filter(
    (asset) => resolved.bound.eligibility(asset, facts).kind !== 'satisfied',
  );
  const checks: Check[] = [
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
  return {
    passed: ordered.length > 0 && checks.every(({ passed }) => passed),
    assets: ordered.length,
    phases: phases.length,
    checks,
  };
};

const check = (name: string, passed: boolean, detail: string): Check => ({
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
