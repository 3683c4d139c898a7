import { cleanText } from '../task/clean-text.ts';
import type { Span, SpanKind } from '../task/span.ts';

const meanings = {
  speech_act: 'how it is asked',
  task_type: 'what is to be done',
  environment: 'environment',
  scope: 'on which assets',
  exclusion: 'left out',
  constraint: 'how it is done',
  time: 'when',
  reference: 'a remark that changes nothing',
  residue: 'not understood',
} as const satisfies Record<SpanKind, string>;

/** One line for each piece of the request: its words, and what they were taken for. */
export const understoodText = (understood: readonly Span[]): readonly string[] =>
  understood.map(({ text, as, value }) => {
    const what = value === null ? meanings[as] : `${meanings[as]}: ${value}`;
    return `“${cleanText(text, 120)}”: ${cleanText(what, 160)}`;
  });
