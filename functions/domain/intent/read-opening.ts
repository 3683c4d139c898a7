import { makeClaims } from './claims.ts';
import type { Claims } from './claims.ts';
import { leaveOver } from './decided-words.ts';
import { quoted } from './quoted.ts';
import { readControl } from './readers/read-control.ts';
import { readInquiry } from './readers/read-inquiry.ts';
import type { Asking } from './readers/read-inquiry.ts';
import { readReferences } from './readers/read-references.ts';
import { readSpeechAct } from './readers/read-speech-act.ts';
import { readWords } from './read-words.ts';
import type { IntentInput, Reader, Unclear } from './reading.ts';
import { refusalOf } from './refusal-of.ts';
import { readText } from './request-text.ts';
import { unclear } from './unclear.ts';

/** A request that is one by its words alone, whatever the fleet's names are. */
export interface Opening {
  readonly kind: 'opened';
  readonly claims: Claims;
  readonly act: Asking;
}

/** One that is refused whatever the fleet's names are; the words that decided it are taken. */
export interface Closed {
  readonly kind: 'closed';
  readonly claims: Claims;
  readonly reason: string;
  readonly control: boolean;
}

/** What is read of a request before anything is looked up: faults of the text, bounds, speech act, control. */
export const readOpening = ({ intent }: IntentInput): Opening | Closed => {
  const claims = makeClaims(readText(intent));
  const refused = refusalOf(claims);
  readReferences(claims);
  if (refused !== null) return { kind: 'closed', claims, reason: refused, control: false };
  const speech = readSpeechAct(claims);
  const act = { ...speech, ...readInquiry(claims, speech) };
  const control = readControl(claims);
  if (control === null) return { kind: 'opened', claims, act };
  claims.retake({ from: control.from, to: control.to, as: 'speech_act', value: 'control' });
  const reason = `${quoted(claims, control)} is about a change that there is already, and no new task.`;
  return { kind: 'closed', claims, reason, control: true };
};

/** The refusal, with what else the words name; none of it changes that it is refused. */
export const readClosed = (
  { claims, reason, control }: Closed,
  input: IntentInput,
  reader: Reader,
): Unclear => {
  readWords(claims, input, reader);
  if (control) leaveOver(claims);
  return unclear(claims, { reason, control });
};
