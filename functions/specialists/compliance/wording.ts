import type { TaskWording } from '../../domain/task/task-wording.ts';

/** How people speak of it. */
export const wording: TaskWording = {
  takesSubject: false,
  mutates: false,
  failsOver: false,
  roleWords: 'scope',
  phrase: 'audit compliance',
  command: null,
  goal: 'Audit compliance of',
  quotesIntent: false,
  need: 'an audit',
  title: 'Compliance audit',
};
