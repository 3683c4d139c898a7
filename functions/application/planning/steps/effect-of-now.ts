import type { CatalogueAction } from '../../../domain/action/action.ts';
import type { Asset, GoldenImage } from '../../../domain/fleet/asset.ts';
import { checkEffect } from '../../../domain/plan/check-effect.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import { resolveChange } from '../../../domain/plan/resolve-change.ts';
import type { Finding } from '../../../domain/policy/finding.ts';
import { toTimestamp } from '../../../domain/shared/ids.ts';
import type { Task } from '../../../domain/task/task.ts';
import { runningImages } from '../../../specialists/tools/task-fleet.ts';
import type { FleetInventory } from '../../execution/fleet-ports.ts';
import type { Clock } from '../../shared/ports.ts';

interface Subject {
  readonly task: Task;
  readonly plan: Plan;
  readonly action: CatalogueAction | null;
  readonly current: readonly Asset[];
  readonly goldenImages: readonly GoldenImage[];
}

/**
 * What is different of a plan that is applied, by the fleet of now: the request is resolved again over
 * the plan's own assets. Nothing for a task with a plan of its own, which was made a moment ago.
 */
export const differingEffect = async (
  { clock, fleet }: { readonly clock: Clock; readonly fleet: FleetInventory },
  { task, plan, action, current, goldenImages }: Subject,
): Promise<readonly Finding[]> => {
  if (task.applies_task_id === null) return [];
  const [vulnerabilities, running] = await Promise.all([
    fleet.vulnerabilities(task.org_id),
    runningImages(fleet, task),
  ]);
  const resolved =
    action &&
    resolveChange({
      action,
      parameters: plan.action.parameters,
      constraints: task.task_spec.constraints,
      assets: current,
      facts: { goldenImages, ...running },
      vulnerabilities,
    });
  return checkEffect(plan, {
    ...{ action, current, vulnerabilities, now: toTimestamp(clock.now()) },
    parameters: resolved?.kind === 'resolved' ? resolved.bound.parameters : null,
  });
};
