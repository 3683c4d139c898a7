import type { TaskWording } from '../../domain/task/task-wording.ts';

/** How people speak of it. */
export const wording: TaskWording = {
  takesSubject: false,
  mutates: true,
  failsOver: true,
  roleWords: 'scope',
  phrase: 'drill disaster recovery',
  command: null,
  goal: 'Drill disaster recovery of',
  quotesIntent: false,
  need: 'a recovery drill',
  title: 'Disaster recovery drill plan',
};
