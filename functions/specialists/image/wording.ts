import type { TaskWording } from '../../domain/task/task-wording.ts';

/** How people speak of it. */
export const wording: TaskWording = {
  takesSubject: false,
  mutates:
    /\b(?:build|bake|create|rebuild|refresh|promote|publish|retire|deprecate|rotate|release|update|make|produce|harden|manage|re ?-?bake|re ?-?build|cut|spin|assemble|compose|generate|prepare|package|mark|flag|tag|copy|share|unpublish|deregister|sunset|supersede|bump|roll)\b/u,
  failsOver: false,
  roleWords: 'scope-if-placed',
  phrase: 'manage images',
  command: null,
  goal: 'Manage golden images of',
  quotesIntent: true,
  need: 'an image change',
  title: 'Golden image plan',
};
