import type { TaskType } from './task-type.ts';
import type { Selector } from './task-spec.ts';
import { cleanText } from './clean-text.ts';

const leads: Readonly<Record<TaskType, string>> = {
  drift_remediation: 'Remediate drift for',
  patch_rollout: 'Roll out patches to',
  compliance_audit: 'Audit compliance of',
  incident_investigation: 'Investigate the incident on',
  dr_drill: 'Drill disaster recovery of',
  cost_optimization: 'Find cost savings on',
  security_scan: 'Scan for security flaws on',
  image_management: 'Manage golden images of',
  sop_authoring: 'Work on an operating procedure for',
  api_adapter: 'Prepare an API adapter for',
};

/** These are about a subject that only the requester's own words name. */
const quoting: readonly TaskType[] = [
  'incident_investigation',
  'image_management',
  'sop_authoring',
  'api_adapter',
];

const listed = (words: readonly string[]): string =>
  words.length < 2
    ? words.join('')
    : `${words.slice(0, -1).join(', ')} and ${words[words.length - 1] ?? ''}`;

/** The goal in a sentence composed by code; a quoted intent is cleaned and cut to 200 characters. */
export const goalOf = (type: TaskType, selector: Selector, intent: string): string => {
  const what = [
    selector.environment,
    listed(selector.services ?? []),
    listed(selector.platforms ?? []),
    listed(selector.roles ?? []),
    'servers',
  ].filter((part) => part !== '');
  const where = (selector.regions ?? []).length > 0 ? ` in ${listed(selector.regions ?? [])}` : '';
  const goal = `${leads[type]} ${what.join(' ')}${where}`;
  return quoting.includes(type) ? `${goal}: “${cleanText(intent, 200)}”` : goal;
};
