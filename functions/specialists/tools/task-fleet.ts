import type { FleetFacts } from '../../domain/action/action.ts';
import type { Asset, Vulnerability } from '../../domain/fleet/asset.ts';
import type { ProposedSelector } from '../../domain/plan/proposal.ts';
import { narrowSelector } from '../../domain/plan/select-assets.ts';
import { compareText } from '../../domain/shared/text-order.ts';
import { cleanText } from '../../domain/task/clean-text.ts';
import type { UntrustedText } from '../../domain/tool/tool-definition.ts';
import { ToolRefusal } from '../ports.ts';
import type { ToolContext, ToolFleet } from '../ports.ts';
import type { Task } from '../../domain/task/task.ts';

/** The assets that a call is about: the task's selector, narrowed by the call. */
export const assetsOf = async (
  { fleet, task }: ToolContext,
  selector: ProposedSelector,
): Promise<readonly Asset[]> => {
  const narrowed = narrowSelector(task.task_spec.selector, selector);
  if (narrowed === null) throw new ToolRefusal('The selector reaches beyond the task.');
  return fleet.query(task.org_id, narrowed);
};

/** What the roles of the task run, where the request names an image that has to be one of those. */
export const runningImages = async (
  fleet: Pick<ToolFleet, 'query'>,
  { org_id, task_spec: spec }: Pick<Task, 'org_id' | 'task_spec'>,
): Promise<Pick<FleetFacts, 'running'>> => {
  if (spec.constraints.image === undefined) return {};
  const { environment, roles } = spec.selector;
  return { running: await fleet.query(org_id, { environment, roles }) };
};

export const factsOf = async ({ fleet, task }: ToolContext): Promise<FleetFacts> => ({
  goldenImages: await fleet.goldenImages(task.org_id),
  ...(await runningImages(fleet, task)),
});

export const vulnerabilitiesOf = ({
  fleet,
  task,
}: ToolContext): Promise<readonly Vulnerability[]> => fleet.vulnerabilities(task.org_id);

/** Text from outside, cleaned and cut, with where it came from. */
export const untrusted = (provenance: string, text: string, maximum = 200): UntrustedText => ({
  provenance,
  text: cleanText(text, maximum),
});

/** How often each key occurs, keys in order; keys from outside are cleaned and cut. */
export const countBy = <Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): Record<string, number> => {
  const counts = new Map<string, number>();
  for (const item of items) {
    const key = cleanText(keyOf(item), 200);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].sort(([left], [right]) => compareText(left, right)));
};
