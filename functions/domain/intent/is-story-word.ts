import type { Claims } from './claims.ts';
import { describesScope } from './describes-scope.ts';
import { isEnglishWord } from './english-words.ts';
import { conditionWords, machineNouns, numberWords } from './plain-words.ts';
import { narrows } from './task-model.ts';

/** They name environments and what a fleet is divided by, though plain English has them too. */
const ofFleets = /^(?:stag(?:e|es|ing)|liv(?:e|ing)|regions?|zones?|roles?|tests?|testing)$/u;

const isPlainEnglish = (text: string): boolean =>
  isEnglishWord(text) &&
  !narrows(text) &&
  !conditionWords.has(text) &&
  !machineNouns.has(text) &&
  !numberWords.has(text) &&
  !ofFleets.test(text);

const joining = new Set('and then also to please pls plz kindly or plus but & +'.split(' '));

/** "Patch staging hospital": beside machines it may be what they are called by. */
const isBesideScope = (claims: Claims, at: number): boolean => {
  const { wordAt } = claims.text;
  const as = claims.claimAt(at - 1)?.as ?? '';
  const isPlace = as === 'scope' || as === 'environment' || machineNouns.has(wordAt(at - 1));
  return isPlace && !/(?:ed|ing|ly)$/u.test(wordAt(at));
};

/** At the head of a clause plain English may ask for a second thing; how it is done it may say there. */
const isSecondAsk = ({ text: { wordAt, isWordAt } }: Claims, at: number): boolean => {
  const isFirst = at === 0 || !isWordAt(at - 1) || joining.has(wordAt(at - 1));
  return isFirst && !/ly$/u.test(wordAt(at));
};

/** What a drill plays through is told in words of any kind, where they name no machines and hold nothing back. */
export const isScenarioWord = (claims: Claims, at: number): boolean => {
  const text = claims.text.wordAt(at);
  const isOpen = !narrows(text) && !conditionWords.has(text) && !numberWords.has(text);
  return (
    isOpen && !ofFleets.test(text) && !describesScope(claims, at) && !isBesideScope(claims, at)
  );
};

/** What stands before one of them says which of its kind is meant: "the disappointing update". */
const installed = new Set(
  'update fix patch upgrade hotfix release version build image rollup'.split(' '),
);

/** Whether a word is plain English in a place where it can only tell: neither beside machines nor at the head of a clause. */
export const isStoryWord = (claims: Claims, at: number): boolean =>
  isPlainEnglish(claims.text.wordAt(at)) &&
  !installed.has(claims.text.wordAt(at + 1)) &&
  !isSecondAsk(claims, at) &&
  !isBesideScope(claims, at);
