import { roster } from '../task/roster.ts';
import type { TaskType } from '../task/task-type.ts';
import type { Claims } from './claims.ts';
import { anyWork } from './is-vague.ts';
import { courtesyWords, functionWords, machineNouns } from './plain-words.ts';

/** Whether a type makes something that its words name. */
export const makes = (type: TaskType): boolean => roster[type].makes !== null;

const joins =
  /(?:^| )(?:[:,.;\/–—>→-]|for|from|to|of|on|about|w|with|4|out|incl|including|covering|describing|explaining|via|using|against|off)(?= )/u;

/** "Runbook: certificate expiry" asks for one, as "golden image" and "incident runbook" don't. */
export const namesWork = (claims: Claims, type: TaskType): boolean => {
  const pattern = roster[type].makes;
  const text = claims.text.tokens.map((token) => token.text).join(' ');
  if (pattern === null || !pattern.test(text) || !joins.test(text)) return false;
  const others = text.replace(pattern, ' ').split(' ');
  const content = others.filter(
    (word) =>
      /\p{L}/u.test(word) &&
      !functionWords.has(word) &&
      !courtesyWords.has(word) &&
      !machineNouns.has(word) &&
      !anyWork.has(word),
  );
  return content.length > 0;
};
