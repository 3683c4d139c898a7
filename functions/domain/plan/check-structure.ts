import type { Finding } from '../policy/finding.ts';
import type { CatalogueAction } from '../action/action.ts';
import { Plan } from './plan.ts';

const rule = 'schema';

const fault = (code: string, message: string, phase?: string): Finding => ({
  code,
  severity: 'error',
  message,
  rule,
  ...(phase !== undefined && { phase }),
});

/** Finds an action of the catalogue by a name from outside. */
export type ActionLookup = (type: string) => CatalogueAction | null;

const actionFaults = (plan: Plan, action: CatalogueAction | null): readonly Finding[] => {
  if (action === null)
    return [fault('action-unknown', `${plan.action.type} is not in the catalogue.`)];
  const faults: Finding[] = [];
  if (action.bind(plan.action.parameters) === null)
    faults.push(fault('parameters-invalid', `The parameters do not fit ${action.type}.`));
  if (action.undo !== plan.action.undo)
    faults.push(fault('undo-mismatch', `The undo of ${action.type} is ${action.undo}.`));
  return faults;
};

const assetFaults = (plan: Plan): readonly Finding[] => {
  const ids = plan.phases.flatMap((phase) => phase.assets.map((asset) => asset.asset_id));
  const faults: Finding[] = [];
  if (ids.length !== plan.total_assets)
    faults.push(
      fault('total-mismatch', `The phases hold ${ids.length} assets, not ${plan.total_assets}.`),
    );
  if (new Set(ids).size !== ids.length)
    faults.push(fault('asset-repeated', 'An asset is in more than one place.'));
  const excluded = new Set(plan.excluded.map((asset) => asset.asset_id));
  if (ids.some((id) => excluded.has(id)))
    faults.push(fault('asset-excluded', 'An excluded asset is in a phase.'));
  return faults;
};

const phaseFaults = (plan: Plan): readonly Finding[] => {
  const names = plan.phases.map((phase) => phase.name);
  const empty = plan.phases.filter((phase) => phase.assets.length === 0);
  const late = plan.phases.slice(1).filter((phase) => phase.kind === 'canary');
  return [
    ...(plan.phases.length === 0 ? [fault('plan-empty', 'The plan has no phase.')] : []),
    ...(new Set(names).size !== names.length
      ? [fault('phase-repeated', 'Two phases have the same name.')]
      : []),
    ...empty.map(({ name }) => ({
      ...fault('phase-empty', 'The phase has no asset.'),
      phase: name,
    })),
    ...late.map(({ name }) => ({
      ...fault('canary-not-first', 'A canary comes first.'),
      phase: name,
    })),
  ];
};

const longestLead = 14 * 86_400_000;

/** The times that the plan holds have to leave one in which its phases may begin. */
const timeFaults = (plan: Plan): readonly Finding[] => {
  const planned = Date.parse(plan.planned_at);
  const from = plan.not_before === undefined ? planned : Date.parse(plan.not_before);
  const isOver =
    plan.not_after !== undefined && Date.parse(plan.not_after) < Math.max(planned, from);
  const short = plan.phases
    .slice(0, -1)
    .filter((phase) => phase.bake_seconds < (plan.phase_wait_seconds ?? 0));
  return [
    ...(from - planned > longestLead
      ? [fault('start-too-far', 'The plan would begin more than 14 days after it was made.')]
      : []),
    ...(isOver ? [fault('time-empty', 'There is no time in which a phase may begin.')] : []),
    ...short.map(({ name }) =>
      fault(
        'wait-too-short',
        `The next phase may not begin within ${plan.phase_wait_seconds ?? 0} s.`,
        name,
      ),
    ),
  ];
};

/** What is wrong with a plan's shape, beyond any policy; every fault is named. */
export const checkStructure = (value: unknown, actionNamed: ActionLookup): readonly Finding[] => {
  const parsed = Plan.safeParse(value);
  if (!parsed.success)
    return parsed.error.issues.map((issue) =>
      fault('schema-invalid', `/${issue.path.join('/')}: ${issue.message}`),
    );
  const plan = parsed.data;
  const action = actionNamed(plan.action.type);
  return [
    ...actionFaults(plan, action),
    ...assetFaults(plan),
    ...phaseFaults(plan),
    ...timeFaults(plan),
  ];
};
