import type { Claims } from './claims.ts';
import { courtesyWords, functionWords, machineNouns } from './plain-words.ts';
import type { SpeechAct } from './readers/read-speech-act.ts';

/** Words that go with any work and tell none: a request of them alone is vague. */
export const anyWork = new Set(
  (
    'take care make fix fixed fixing get bring keep handle sort do doing done run start put everything thing things stuff whole wrong ' +
    'right improve improving improved better nicer faster safer something somehow somewhere anything usual needful necessary measures ' +
    'steps magic clean look after manage adjust tweak change modify finish complete work working works deal see attend address ' +
    'happy great good well bit little lot proceed continue go going begin act action before ' +
    'discussed agreed wish per manager please again same last first same-old as-usual needs love attention ' +
    'check look see review inspect verify optimise optimize tidy secure shape ' +
    'know what you ticket email mail attachment attached described above below mentioned one ones it them that this'
  ).split(' '),
);

/** Whether no word says what is to be done. */
export const isVague = (claims: Claims, act: SpeechAct): boolean =>
  !act.questions &&
  claims.text.tokens.every(({ kind, text }, at) => {
    const as = claims.claimAt(at)?.as;
    if (as === 'constraint' || as === 'exclusion' || as === 'speech_act') return false;
    if (kind === 'mark' || (as !== undefined && as !== 'residue')) return true;
    return (
      anyWork.has(text) ||
      functionWords.has(text) ||
      courtesyWords.has(text) ||
      machineNouns.has(text)
    );
  });
