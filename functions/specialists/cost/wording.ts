import type { TaskWording } from '../../domain/task/task-wording.ts';

/** How people speak of it. */
export const wording: TaskWording = {
  takesSubject: false,
  mutates: false,
  failsOver: false,
  roleWords: 'scope',
  phrase: 'find cost savings',
  command: null,
  goal: 'Find cost savings on',
  quotesIntent: false,
  need: 'a cost review',
  title: 'Cost optimization',
};
