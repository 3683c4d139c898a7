import type { TaskWording } from '../../domain/task/task-wording.ts';

/** How people speak of it. */
export const wording: TaskWording = {
  takesSubject: false,
  mutates: true,
  failsOver: false,
  roleWords: 'scope',
  phrase: 'roll out patches',
  command: 'Patch',
  goal: 'Roll out patches to',
  quotesIntent: false,
  need: 'patching',
  title: 'Patch rollout plan',
};
