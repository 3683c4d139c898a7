import type { TaskType } from '../task/task-type.ts';
import { isIdle } from './account-for-words.ts';
import type { Claims } from './claims.ts';
import type { Asking } from './readers/read-inquiry.ts';
import { isTaskWord } from './task-model.ts';

interface Place {
  readonly from: number;
  readonly to: number;
}

const isOpen = ({ text: { wordAt, isWordAt }, isFree }: Claims, at: number): boolean =>
  isWordAt(at) && isFree(at) && !isIdle(wordAt(at));

/** Says of the words that nothing has read that they are left over; `value` says for what they are refused. */
export const leaveOver = (claims: Claims, value: string | null = null): void => {
  claims.text.tokens.forEach((_token, at) => {
    if (isOpen(claims, at)) claims.take({ from: at, to: at + 1, as: 'residue', value });
  });
};

/** Takes the words that people use for these types; of two the first one has them. */
export const takeTaskWords = (claims: Claims, types: readonly TaskType[]): void => {
  claims.text.tokens.forEach(({ text }, at) => {
    const type = isOpen(claims, at) ? types.find((one) => isTaskWord(text, one)) : undefined;
    if (type !== undefined) claims.take({ from: at, to: at + 1, as: 'task_type', value: type });
  });
};

const takePlaces = (claims: Claims, places: readonly Place[], value: string): void => {
  for (const { from, to } of places)
    for (let at = from; at < to; at += 1)
      if (isOpen(claims, at)) claims.take({ from: at, to: at + 1, as: 'speech_act', value });
};

/** Says of each word that is left why a request for this type asks for nothing: it tells, it asks, or it only names. */
export const takeSpeech = (claims: Claims, act: Asking, type: TaskType): void => {
  if (!act.asks) takePlaces(claims, act.asked, 'question');
  if (!act.asks && act.tells) takePlaces(claims, act.told, 'tell');
  takeTaskWords(claims, [type]);
  leaveOver(claims);
};
