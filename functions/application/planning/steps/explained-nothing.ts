import { lookAt, lookedAtLines, lookedAtText } from '../../../domain/plan/looked-at.ts';
import type { LookedAt } from '../../../domain/plan/looked-at.ts';
import { markdownLine } from '../../../domain/plan/markdown-text.ts';
import { resolveChange } from '../../../domain/plan/resolve-change.ts';
import type { SortedAssets } from '../../../domain/plan/resolve-change.ts';
import { matchesSelector } from '../../../domain/plan/select-assets.ts';
import type { Task } from '../../../domain/task/task.ts';
import { actionCatalogue } from '../../../specialists/actions/list.ts';
import { specialistNamed } from '../../../specialists/catalogue.ts';
import type { FleetInventory } from '../../execution/fleet-ports.ts';

type Fleet = Pick<FleetInventory, 'query' | 'unmanaged' | 'goldenImages' | 'vulnerabilities'>;

/** Why the agent's own change leaves out what it does; nothing where the agent changes nothing. */
const leftOutBy = async (
  fleet: Fleet,
  { org_id, task_spec: spec }: Task,
  assets: readonly SortedAssets['eligible'][number][],
): Promise<SortedAssets['excluded']> => {
  const [type] = specialistNamed(spec.agent).agent.proposes;
  if (type === undefined || assets.length === 0) return [];
  const [goldenImages, vulnerabilities] = await Promise.all([
    fleet.goldenImages(org_id),
    fleet.vulnerabilities(org_id),
  ]);
  const resolved = resolveChange({
    action: actionCatalogue[type],
    parameters: {},
    constraints: spec.constraints,
    assets,
    facts: { goldenImages },
    vulnerabilities,
  });
  return resolved.kind === 'resolved' ? resolved.excluded : [];
};

/** What a task looked at, and why each matching asset was left out. */
const lookedAtBy = async (fleet: Fleet, task: Task): Promise<LookedAt> => {
  const { selector } = task.task_spec;
  const { environment } = selector;
  const [assets, unmanaged] = await Promise.all([
    fleet.query(task.org_id, { environment }),
    fleet.unmanaged(task.org_id),
  ]);
  const matching = assets.filter((asset) => matchesSelector(asset, selector));
  const excluded = await leftOutBy(fleet, task, matching);
  return lookAt({ selector, assets, excluded, unmanaged });
};

/** Why nothing is done: the reason, and what was looked at; as sentences and as Markdown. */
export const explainNothing = async (
  fleet: Fleet,
  task: Task,
  reason: string,
): Promise<{ readonly summary: string; readonly plan: string }> => {
  const looked = await lookedAtBy(fleet, task);
  const lines = lookedAtLines(looked).map((line) => `- ${markdownLine(line)}`);
  return {
    summary: `${reason} ${lookedAtText(looked)}`,
    plan: [
      '## Nothing to change',
      '',
      markdownLine(reason),
      '',
      '### Looked at',
      '',
      ...lines,
    ].join('\n'),
  };
};
