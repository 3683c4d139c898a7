import type { TaskWording } from '../../domain/task/task-wording.ts';

/** How people speak of it. */
export const wording: TaskWording = {
  takesSubject: true,
  mutates: /\b(?:execute|run|follow)\b/u,
  failsOver: false,
  ownsRoleWords: false,
  phrase: 'write a procedure',
  command: null,
  goal: 'Work on an operating procedure for',
  quotesIntent: true,
  need: 'the procedure',
  title: 'Operating procedure plan',
};
