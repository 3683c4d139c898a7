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

/** One sentence on why there is nothing to do. */
export const nothingToDoSummary = (type: TaskType, matched: number): string =>
  matched === 0
    ? 'No asset of the fleet matches the task.'
    : `None of the ${matched} matching ${matched === 1 ? 'asset' : 'assets'} can take or requires ${needs[type]}.`;
