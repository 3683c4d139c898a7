import type { TaskWording } from '../../domain/task/task-wording.ts';

/** How people speak of it. */
export const wording: TaskWording = {
  takesSubject: true,
  mutates: false,
  failsOver: false,
  roleWords: 'scope',
  phrase: 'investigate an incident',
  command: null,
  goal: 'Investigate the incident on',
  quotesIntent: true,
  need: 'an investigation',
  title: 'Incident investigation',
};
