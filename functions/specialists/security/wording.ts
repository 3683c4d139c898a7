import { flawWords, fleetWords, near, phrase } from '../../domain/intent/word-patterns.ts';
import type { TaskWording } from '../../domain/task/task-wording.ts';

/** How people ask for it. */
export const wording: TaskWording = {
  asks: [
    near(
      '(?:re)?scan(?! .*\\bdrift)',
      `${flawWords}|${fleetWords}|security|exposure|exposures|misconfigurations?|malware|open ports?|missing patches|weaknesses|issues`,
    ),
    phrase(
      '(?:security|vulnerability|exposure|misconfiguration) (?:scan|scans|assessment|check|review|sweep|posture)',
    ),
    near(
      'find|check|detect|list|identify|look|search|discover|hunt|report|show|assess',
      `${flawWords}|misconfigurations?|exposed|exposures?|open ports?|publicly accessible|public exposure|security (?:issues|holes|problems|findings|groups)`,
    ),
  ],
  mentions: phrase(`scan|scans|${flawWords}|security|exposure|exposed|misconfigurations?`),
  takesSubject: false,
  mutates: false,
  failsOver: false,
  ownsRoleWords: false,
  phrase: 'scan for security flaws',
  command: null,
  goal: 'Scan for security flaws on',
  quotesIntent: false,
  need: 'a scan',
  title: 'Security scan',
};
