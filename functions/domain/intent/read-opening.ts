import { makeClaims } from './claims.ts';
import type { Claims } from './claims.ts';
import { quoted } from './quoted.ts';
import { readControl } from './readers/read-control.ts';
import { readReferences } from './readers/read-references.ts';
import { readSpeechAct } from './readers/read-speech-act.ts';
import type { SpeechAct } from './readers/read-speech-act.ts';
import type { IntentInput, Unclear } from './reading.ts';
import { refusalOf } from './refusal-of.ts';
import { readText } from './request-text.ts';
import { unclear } from './unclear.ts';

/** A request that is one by its words alone, whatever the fleet's names are. */
export interface Opening {
  readonly kind: 'opened';
  readonly claims: Claims;
  readonly act: SpeechAct;
}

/** What is read of a request before anything is looked up: faults of the text, bounds, speech act, control. */
export const readOpening = ({ intent }: IntentInput): Opening | Unclear => {
  const claims = makeClaims(readText(intent));
  const refused = refusalOf(claims);
  if (refused !== null) return refused;
  readReferences(claims);
  const act = readSpeechAct(claims);
  const control = readControl(claims);
  if (control === null) return { kind: 'opened', claims, act };
  return unclear(claims, {
    reason: `${quoted(claims, control)} is about a change that there is already, and no new task.`,
    control: true,
  });
};
