import type { TaskType } from '../task/task-type.ts';
import { topicOf } from './task-topics.ts';
import { stemOf } from './word-stem.ts';

/** What words have to be about, so that a type is no guess. */
const topicsOf: Readonly<Record<TaskType, readonly string[]>> = {
  drift_remediation: ['state', 'mend'],
  patch_rollout: ['renew'],
  compliance_audit: ['norm'],
  security_scan: ['hole'],
  cost_optimization: ['money'],
  incident_investigation: ['trouble', 'why'],
  dr_drill: ['disaster'],
  image_management: ['image'],
  sop_authoring: ['paper'],
  api_adapter: ['link'],
};

/** Whether some word is about what the type is about. */
export const speaksOf = (type: TaskType, words: readonly string[]): boolean =>
  (type === 'image_management' && words.includes('promote')) ||
  words
    .flatMap((word) => [word, ...word.split(/[^\p{L}\p{N}]+/u)])
    .some((word) => topicsOf[type].includes(topicOf(stemOf(word)) ?? ''));
