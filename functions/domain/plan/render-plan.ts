import { canonicalJson } from '../shared/canonical.ts';
import { cleanText } from '../task/clean-text.ts';
import { changeLines } from './change-summary.ts';
import { markdownLine, markdownName, markdownSentence } from './markdown-text.ts';
import type { Plan, PlannedAsset, PlannedPhase } from './plan.ts';
import { understoodText } from './understood-text.ts';
import type { TaskWording } from '../task/task-wording.ts';

const shownAssets = 10;

/** An asset whose name shows nothing is called by its id. */
const nameOf = ({ name, asset_id }: PlannedAsset): string =>
  markdownName(cleanText(name) || asset_id);

const renderPhase = (phase: PlannedPhase, index: number): string => {
  const names = phase.assets.slice(0, shownAssets).map(nameOf);
  const more = phase.assets.length - names.length;
  return (
    `${index + 1}. **${phase.name}**: ${phase.assets.length} ${phase.assets.length === 1 ? 'asset' : 'assets'}, ` +
    `${phase.max_parallel} at a time, bake ${phase.bake_seconds} s, ` +
    `checks ${phase.health_checks.map((check) => check.type).join(', ')}: ` +
    `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
  );
};

const listOr = (words: readonly string[], none: string): string =>
  words.length === 0 ? none : words.join(', ');

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [`### ${title}`, '', ...lines, ''];

const bullet = (text: string): string => `- ${markdownLine(text)}`;

const renderExcluded = (plan: Plan): readonly string[] => {
  const counts = new Map<string, number>();
  for (const { reason } of plan.excluded) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(([reason, count]) => bullet(`${count} × ${reason}`));
};

/** When phases may begin, where the request said so. */
export const timesText = ({
  not_before,
  not_after,
  phase_wait_seconds: wait,
}: Pick<Plan, 'not_before' | 'not_after' | 'phase_wait_seconds'>): readonly string[] => [
  ...(not_before === undefined ? [] : [`No phase begins before ${not_before}.`]),
  ...(not_after === undefined ? [] : [`No phase begins after ${not_after}.`]),
  ...(wait === undefined
    ? []
    : [`The next phase begins at least ${wait} s after the one before; its bake lasts as long.`]),
];

/** The plan as Markdown for people; what runs is the canonical JSON. No text of others is more than text in it. */
export const renderPlan = (plan: Plan, { title }: Pick<TaskWording, 'title'>): string => {
  const times = timesText(plan);
  return [
    `## ${title}`,
    '',
    `${plan.summary} in ${plan.environment}. Risk: ${plan.risk_level}.`,
    '',
    `**Action:** ${plan.action.type}${plan.action.simulated ? ' (simulated)' : ''}, undo: ${plan.action.undo}`,
    `**Parameters:** ${markdownSentence(canonicalJson(plan.action.parameters))}`,
    `**Estimate:** ${plan.estimated_duration_seconds} s, ${plan.estimated_cost_usd.toFixed(4)} USD for the orchestrator`,
    ...times.map((text) => `**When:** ${text}`),
    ...(plan.require_approval === true
      ? ['**Approval:** a person decides, since the request asks for it']
      : []),
    '',
    '### Phases',
    '',
    ...plan.phases.map(renderPhase),
    '',
    ...section('What changes', changeLines(plan).map(bullet)),
    '### Rollback',
    '',
    `${plan.rollback.method} Touched assets only, in reverse. Captured before: ${listOr(plan.rollback.captures, 'nothing')}.`,
    '',
    ...section('Understood', understoodText(plan.understood ?? []).map(bullet)),
    ...section('Excluded', renderExcluded(plan)),
    ...section('Assumptions', plan.assumptions.map(bullet)),
    ...section('Alternatives', plan.alternatives.map(bullet)),
    ...section(
      'Evidence',
      plan.evidence.map((item) => bullet(`${item.statement} (${item.tool}, ${item.tool_call_id})`)),
    ),
  ]
    .join('\n')
    .trimEnd();
};
