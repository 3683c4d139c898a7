import type { TaskWording } from '../../domain/task/task-wording.ts';

/** How people speak of it. */
export const wording: TaskWording = {
  takesSubject: true,
  mutates: false,
  failsOver: false,
  roleWords: 'subject',
  phrase: 'adapt an API',
  command: null,
  goal: 'Prepare an API adapter for',
  quotesIntent: true,
  need: 'an adapter',
  title: 'API adapter',
};
