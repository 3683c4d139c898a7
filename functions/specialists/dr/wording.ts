import { near, phrase } from '../../domain/intent/word-patterns.ts';
import type { TaskWording } from '../../domain/task/task-wording.ts';

/** How people ask for it. */
export const wording: TaskWording = {
  asks: [
    phrase(
      '(?:dr|disaster recovery|failover|region failover|recovery) (?:drills?|tests?|exercises?|rehearsals?|simulations?|readiness|runs?)',
    ),
    near(
      'run|plan|test|simulate|rehearse|practice|practise|exercise|conduct|perform|validate|prepare|schedule|drill|check|verify',
      'failover|disaster recovery|dr|dr plan|game day|gameday|failback',
    ),
  ],
  mentions: phrase('failover|disaster recovery|dr|failback|game day'),
  takesSubject: false,
  mutates: true,
  failsOver: true,
  ownsRoleWords: false,
  phrase: 'drill disaster recovery',
  command: null,
  goal: 'Drill disaster recovery of',
  quotesIntent: false,
  need: 'a recovery drill',
  title: 'Disaster recovery drill plan',
};
