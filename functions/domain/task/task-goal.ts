import type { Selector } from './task-spec.ts';
import type { TaskWording } from './task-wording.ts';
import { cleanText } from './clean-text.ts';

const listed = (words: readonly string[]): string => {
  const last = words.at(-1) ?? '';
  const before = words.slice(0, -1).join(', ');
  return before === '' ? last : `${before} and ${last}`;
};

/** The goal in a sentence composed by code; a quoted intent is cleaned and cut to 200 characters. */
export const goalOf = (
  { goal: lead, quotesIntent }: Pick<TaskWording, 'goal' | 'quotesIntent'>,
  selector: Selector,
  intent: string,
): string => {
  const what = [
    selector.environment,
    listed(selector.services ?? []),
    listed(selector.platforms ?? []),
    listed(selector.roles ?? []),
    'servers',
  ].filter((part) => part !== '');
  const regions = listed(selector.regions ?? []);
  const goal = `${lead} ${what.join(' ')}${regions === '' ? '' : ` in ${regions}`}`;
  return quotesIntent ? `${goal}: “${cleanText(intent, 200)}”` : goal;
};
