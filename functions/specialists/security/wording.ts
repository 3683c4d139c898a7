import type { TaskWording } from '../../domain/task/task-wording.ts';

/** How people speak of it. */
export const wording: TaskWording = {
  takesSubject: false,
  mutates: false,
  failsOver: false,
  roleWords: 'scope',
  phrase: 'scan for security flaws',
  command: null,
  goal: 'Scan for security flaws on',
  quotesIntent: false,
  need: 'a scan',
  title: 'Security scan',
};
