import type { TaskType } from '../task/task-type.ts';

const needs: Readonly<Record<TaskType, string>> = {
  drift_remediation: 'drift remediation',
  patch_rollout: 'patching',
  compliance_audit: 'an audit',
  incident_investigation: 'an investigation',
  dr_drill: 'a recovery drill',
  cost_optimization: 'a cost review',
  security_scan: 'a scan',
  image_management: 'an image change',
  sop_authoring: 'the procedure',
  api_adapter: 'an adapter',
};

const titles: Readonly<Record<TaskType, string>> = {
  drift_remediation: 'Drift remediation plan',
  patch_rollout: 'Patch rollout plan',
  compliance_audit: 'Compliance audit',
  incident_investigation: 'Incident investigation',
  dr_drill: 'Disaster recovery drill plan',
  cost_optimization: 'Cost optimization',
  security_scan: 'Security scan',
  image_management: 'Golden image plan',
  sop_authoring: 'Operating procedure plan',
  api_adapter: 'API adapter',
};

export const planTitle = (type: TaskType): string => titles[type];

/** One sentence on how much there is to do. */
export const summaryOf = (type: TaskType, assets: number): string =>
  `${assets} ${assets === 1 ? 'server requires' : 'servers require'} ${needs[type]}`;

/** An asset that needs the change and is kept from it for now. */
export interface Withheld {
  readonly reason: 'locked' | 'cooling_down';
  /** When it may be free; null where that is not known. */
  readonly until: string | null;
}

const withheldWords: Readonly<Record<Withheld['reason'], string>> = {
  locked: 'held by another execution',
  cooling_down: 'cooling down after a change',
};

const withheldText = (held: readonly Withheld[], reason: Withheld['reason']): readonly string[] => {
  const own = held.filter((one) => one.reason === reason);
  const last = own
    .flatMap(({ until }) => until ?? [])
    .sort()
    .at(-1);
  const end = last === undefined ? '' : ` until ${last}`;
  return own.length === 0 ? [] : [`${own.length} ${withheldWords[reason]}${end}`];
};

/** One or two sentences on why nothing is done; numbers say of which assets they are. */
export const nothingToDoSummary = (
  type: TaskType,
  { matched, held }: { readonly matched: number; readonly held: readonly Withheld[] },
): string => {
  if (matched === 0) return 'No asset of the fleet matches the task.';
  const assets = matched === 1 ? 'asset' : 'assets';
  if (held.length === 0) {
    return `None of the ${matched} matching ${assets} needs ${needs[type]} and can take it now.`;
  }
  const reasons = [...withheldText(held, 'locked'), ...withheldText(held, 'cooling_down')];
  return `${held.length} of the ${matched} matching ${assets} ${held.length === 1 ? 'needs' : 'need'} ${needs[type]}, and none can be changed now: ${reasons.join('; ')}. Ask again then.`;
};
