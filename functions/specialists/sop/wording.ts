import { near, phrase } from '../../domain/intent/word-patterns.ts';
import type { TaskWording } from '../../domain/task/task-wording.ts';

const procedure = 'sops?|standard operating procedures?|runbooks?|playbooks?|operating procedures?';

/** How people ask for it. */
export const wording: TaskWording = {
  asks: [
    near(
      'write|author|create|draft|generate|document|validate|execute|run|update|review|prepare|produce|make|follow|develop',
      procedure,
    ),
  ],
  mentions: phrase(procedure),
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
