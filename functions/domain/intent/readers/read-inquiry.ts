import type { Claims } from '../claims.ts';
import { dryRun, inquiry, opinionAsked } from './asking-words.ts';
import { holdsAny, sentencesOf, statement } from './read-speech-act.ts';
import type { SpeechAct } from './read-speech-act.ts';

interface Place {
  readonly from: number;
  readonly to: number;
}

/** What a request wants to know, for what changes nothing. */
export interface Inquiry {
  /** Sentences that are questions. */
  readonly asked: readonly Place[];
  /** Sentences that tell what is or was, and begin nothing. */
  readonly stated: readonly Place[];
  /** Whether it wants to know something, in whatever words. */
  readonly inquires: boolean;
  /** Whether it only asks what somebody thinks. */
  readonly seeksOpinion: boolean;
  /** It says by a word that it is a trial, and not only what must not change: enough where nothing changes anyway. */
  readonly isDryRun: boolean;
}

/** How the request asks for it, and what it asks for. */
export type Asking = SpeechAct & Inquiry;

/** Reads what a request wants to know; takes no words. */
export const readInquiry = (claims: Claims, { heads }: Pick<SpeechAct, 'heads'>): Inquiry => {
  const sentences = sentencesOf(claims);
  const isHead = new Set(heads);
  return {
    asked: sentences.filter(({ isQuestion }) => isQuestion),
    stated: sentences.filter(
      ({ from, to, text, isQuestion }) =>
        !isQuestion && statement.test(text) && !holdsAny({ from, to }, isHead),
    ),
    inquires: sentences.some(({ text }) => inquiry.test(text)),
    seeksOpinion:
      heads.length === 0 &&
      sentences.some(({ text }) => opinionAsked.test(text)) &&
      sentences.every(({ text, isQuestion }) => !isQuestion || opinionAsked.test(text)),
    isDryRun: claims.find(dryRun).length > 0,
  };
};
