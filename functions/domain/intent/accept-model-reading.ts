import type { Span, SpanKind } from '../task/span.ts';
import { isIdle } from './account-for-words.ts';
import { ModelProposal } from './model-proposal.ts';
import type { ProposedSpan } from './model-proposal.ts';
import { narrowingAnswerOf } from './narrowing-answer.ts';
import type { NarrowingAnswer } from './narrowing-answer.ts';
import { readRequest } from './read-request.ts';
import type { IntentInput, IntentReading, OpenReading, Reader, Unclear } from './reading.ts';
import { readText } from './request-text.ts';
import type { Token } from './request-text.ts';

type Settled = Extract<IntentReading, { kind: 'settled' }>;
type Place = Pick<Span, 'start' | 'end'>;

/** How the rules read the request once its type is settled, and which of its words they leave open. */
interface Base {
  readonly understood: readonly Span[];
  readonly open: OpenReading['words'];
}

/** They tell how it is asked, and neither widen nor narrow: of which kind a word is makes no difference. */
const plainKinds: ReadonlySet<SpanKind> = new Set(['speech_act', 'task_type', 'reference']);

const holds = (place: Place, { start, end }: Place): boolean =>
  place.start <= start && end <= place.end;

/** The rules' own reading with this type; null where they refuse it, or leave open what no model settles. */
const baseOf = (input: IntentInput, reader: Reader): Base | null => {
  const reading = readRequest(input, reader);
  if (reading.kind === 'settled') return { understood: reading.spec.understood ?? [], open: [] };
  if (reading.kind === 'contradiction') return null;
  const { understood, open } = reading;
  return open === null ? null : { understood, open: open.words };
};

/** Whether spans begin and end with words, none within another, and each word that says something is in one. */
const dividesWords = (tokens: readonly Token[], spans: readonly ProposedSpan[]): boolean => {
  const starts = new Set(tokens.map(({ start }) => start));
  const ends = new Set(tokens.map(({ end }) => end));
  const sorted = [...spans].sort((one, other) => one.start - other.start);
  const isApart = sorted.every(
    ({ start, end }, index) =>
      start < end && start >= (sorted[index - 1]?.end ?? 0) && starts.has(start) && ends.has(end),
  );
  const isContent = ({ kind, text }: Token): boolean => kind === 'word' && !isIdle(text);
  return (
    isApart && tokens.every((token) => !isContent(token) || spans.some((one) => holds(one, token)))
  );
};

/** Whether a word is taken for what the rules take it for. */
const keeps = (proposed: ProposedSpan, read: Span): boolean =>
  plainKinds.has(read.as)
    ? plainKinds.has(proposed.as)
    : proposed.as === read.as && proposed.value === read.value;

/** The kind of a criterion or constraint: `role` of `role=web`. */
const kindOf = (value: string): string => value.replace(/=.*/u, '');

/** Whether it narrows what was read: a second value of a kind would widen the first. */
const isFurther = (
  { as, value }: NarrowingAnswer,
  understood: readonly Span[],
  answers: readonly NarrowingAnswer[],
): boolean => {
  if (as === 'exclusion') return true;
  const kinds = understood
    .filter((span) => span.as === as)
    .flatMap((span) => (span.value ?? '').split(' '));
  const isRead = kinds.some((kind) => kindOf(kind) === kindOf(value));
  return (
    !isRead &&
    answers.filter((one) => one.as === as && kindOf(one.value) === kindOf(value)).length === 1
  );
};

/** What the proposal says of the open words; null where it says else than the rules of any other. */
const answersOf = (
  tokens: readonly Token[],
  {
    spans,
    base,
    reader,
  }: { readonly spans: readonly ProposedSpan[]; readonly base: Base; readonly reader: Reader },
): readonly NarrowingAnswer[] | null => {
  const answers: NarrowingAnswer[] = [];
  const read = base.understood.filter(({ as }) => as !== 'residue');
  // "One at a time" is of plain words alone: what bounds a change is said all the same.
  const isWhole = read.every(
    (one) => plainKinds.has(one.as) || one.value === null || spans.some((span) => holds(span, one)),
  );
  if (!isWhole) return null;
  for (const span of spans) {
    const words = tokens.filter((token) => holds(span, token));
    const isOpen = words.some((word) => base.open.some((open) => holds(open, word)));
    const ofRules = words.flatMap((word) => read.filter((one) => holds(one, word)));
    if (!isOpen) {
      const isKept = ofRules.every((one) => keeps(span, one));
      if (!isKept || (ofRules.length === 0 && !plainKinds.has(span.as) && span.as !== 'residue'))
        return null;
      continue;
    }
    const answer = narrowingAnswerOf(span, reader.fleet);
    if (answer === null || ofRules.length > 0) return null;
    answers.push(answer);
  }
  return answers.every((one) => isFurther(one, base.understood, answers)) ? answers : null;
};

/**
 * The reading that a model's proposal settles, or null. It is accepted only where each word that says
 * something is in one span, everything that the rules read stays as they read it, and each word that
 * they left open narrows the task by a value of the fleet or of a closed set. The task itself is read
 * by the rules again: a proposal adds to that reading and takes nothing from it. What the rules
 * refuse, and an environment, a time, a name or a condition in doubt, is no model's to settle.
 */
export const acceptModelReading = (
  {
    input,
    reader,
    own,
  }: { readonly input: IntentInput; readonly reader: Reader; readonly own: Unclear },
  proposed: unknown,
): Settled | null => {
  const proposal = ModelProposal.safeParse(proposed);
  if (own.open === null || !proposal.success) return null;
  const { task_type, spans } = proposal.data;
  if (own.open.type !== null && own.open.type !== task_type) return null;
  const typed = { ...input, task_type };
  const base = baseOf(typed, reader);
  const { tokens } = readText(input.intent);
  if (base === null || !dividesWords(tokens, spans)) return null;
  const answers = answersOf(tokens, { spans, base, reader });
  if (answers === null) return null;
  const reading = readRequest(typed, reader, answers);
  return reading.kind === 'settled' ? reading : null;
};
