import { near, phrase } from '../../domain/intent/word-patterns.ts';
import type { TaskWording } from '../../domain/task/task-wording.ts';

const costs = 'costs?|spend|spending|bills?|billing|expenses?|expenditure';

/** How people ask for it. */
export const wording: TaskWording = {
  asks: [
    near(
      'reduce|cut|lower|optimize|optimise|save|find|analyze|analyse|forecast|predict|recommend|trim|shrink|decrease|minimize|minimise|review|bring down|control|estimate|identify|improve|report',
      `${costs}|savings|money|cost savings|waste|overspend`,
    ),
    near(
      'find|identify|list|detect|recommend|rightsize|right-size|review|reduce',
      '(?:idle|underutilized|unused|overprovisioned|oversized|wasted|expensive) [\\p{L}\\p{N}-]+',
    ),
    phrase(
      'rightsize|right-size|rightsizing|right-sizing|cost optimi[sz]ation|savings recommendations?',
    ),
  ],
  mentions: phrase(`${costs}|savings|cheaper|idle|underutilized|overprovisioned|rightsizing`),
  takesSubject: false,
  mutates: false,
  failsOver: false,
  ownsRoleWords: false,
  phrase: 'find cost savings',
  command: null,
  goal: 'Find cost savings on',
  quotesIntent: false,
  need: 'a cost review',
  title: 'Cost optimization',
};
