import type { TaskWording } from '../../domain/task/task-wording.ts';

/** How people speak of it. */
export const wording: TaskWording = {
  takesSubject: false,
  mutates: true,
  failsOver: false,
  roleWords: 'scope',
  phrase: 'fix drift',
  command: 'Fix drift on',
  goal: 'Remediate drift for',
  quotesIntent: false,
  need: 'drift remediation',
  title: 'Drift remediation plan',
};
