import { fleetWords, near, phrase } from '../../domain/intent/word-patterns.ts';
import type { TaskWording } from '../../domain/task/task-wording.ts';

const mend =
  'fix|remediate|correct|repair|resolve|reconcile|eliminate|remove|address|clear|clean|revert|undo|handle';
const drift = 'drift|drifts|drifted|drifting';

/** How people ask for it. */
export const wording: TaskWording = {
  asks: [
    near(mend, drift),
    near(drift, 'fix|fixed|remediated?|corrected|repaired|resolved|reconciled'),
    phrase('drift (?:remediation|correction|fix|repair|cleanup)'),
    phrase('remediate (?:the )?(?:configuration|config)'),
    near(
      'bring|get|put|move|return',
      'back (?:in|into|to|onto) (?:line|baseline|compliance|sync|desired|golden|the golden|the baseline|the desired|their golden)',
    ),
    near(
      'realign|align|reimage|resync|restore|reset|sync',
      '(?:to|with|onto|from) (?:the |their |its |our )?(?:golden|baseline|desired|approved)',
    ),
    near('reimage', fleetWords),
    near(
      'update|upgrade|move|migrate|switch|bring',
      '(?:to|onto) (?:the |their |its |our )?(?:latest |current |newest |approved )?golden',
    ),
  ],
  mentions: phrase(`${drift}|configuration drift|golden baseline|reimage`),
  takesSubject: false,
  mutates: true,
  failsOver: false,
  ownsRoleWords: false,
  phrase: 'fix drift',
  command: 'Fix drift on',
  goal: 'Remediate drift for',
  quotesIntent: false,
  need: 'drift remediation',
  title: 'Drift remediation plan',
};
