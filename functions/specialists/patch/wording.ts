import { flawWords, fleetWords, gap, near, phrase } from '../../domain/intent/word-patterns.ts';
import type { TaskWording } from '../../domain/task/task-wording.ts';

const patches =
  'patch|patches|hotfix(?:es)?|security updates?|os updates?|kernel updates?|security fix(?:es)?|windows updates?';

/** How people ask for it. */
export const wording: TaskWording = {
  asks: [
    new RegExp(
      `(?:^|[,.;:!?(] |\\b(?:please|to|and|then|now|also|must|should|you|us|need|can|will|let's|fully|just|emergency|urgently|immediately|quickly|carefully|cautiously|slowly|gradually|safely) )(?:patch|hotfix)` +
        `(?! (?:status|levels?|reports?|compliance|panels?|notes?|management|histor|tuesday|states?|coverage|requests?))${gap}(?:${fleetWords})(?![\\p{L}\\p{N}-])`,
      'u',
    ),
    near(
      'apply|install|deploy|push|ship|rollout|roll|distribute|schedule|orchestrate|start|run|perform|do',
      patches,
    ),
    near('start|run|perform|do|orchestrate|execute|begin', 'patching|patch rollout|patch cycle'),
    phrase('patch rollout|patching of'),
    near(
      'update|upgrade',
      'os|operating systems?|kernels?|openssl|packages|security packages|linux|windows',
    ),
    near('fix|remediate|mitigate|close|resolve|address|eliminate|remove', flawWords),
    near('bring|get|keep', 'up to date|fully patched|patched'),
  ],
  mentions: phrase(`${patches}|patching|unpatched|hotfix|${flawWords}`),
  takesSubject: false,
  mutates: true,
  failsOver: false,
  ownsRoleWords: false,
  phrase: 'roll out patches',
  command: 'Patch',
  goal: 'Roll out patches to',
  quotesIntent: false,
  need: 'patching',
  title: 'Patch rollout plan',
};
