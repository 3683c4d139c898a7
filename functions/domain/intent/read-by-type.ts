import type { Constraints } from '../task/task-spec.ts';
import { roster } from '../task/roster.ts';
import type { TaskType } from '../task/task-type.ts';
import { accountForWords } from './account-for-words.ts';
import { asideNames } from './aside-names.ts';
import type { Claims } from './claims.ts';
import { standsBeforeMachines } from './is-context.ts';
import { narrowChange } from './narrow-change.ts';
import { quoted } from './quoted.ts';
import { heldBackBy, isAskedAgain } from './asked-once.ts';
import type { Doubt } from './read-context.ts';
import { readConditions } from './readers/read-conditions.ts';
import { readCuriosity } from './readers/read-curiosity.ts';
import { readOtherImages } from './readers/read-images.ts';
import { readRehearsal } from './readers/read-speech-act.ts';
import type { Asking } from './readers/read-inquiry.ts';
import { readAskedTime, readChangeTime } from './readers/read-time.ts';
import { draftOf } from './read-words.ts';
import type { Words } from './read-words.ts';
import type { OpenReading, Reader, Unclear } from './reading.ts';
import { suggestionFor } from './suggest-word.ts';
import { unclear } from './unclear.ts';

const sentence = (claims: Claims, doubts: readonly Doubt[]): string => {
  const parts = doubts.slice(0, 3).map((doubt) => `${quoted(claims, doubt)} ${doubt.reason}.`);
  const more = doubts.length - parts.length;
  return [...parts, ...(more > 0 ? [`${more} more words are open.`] : [])].join(' ');
};

/** What the requester's own words name, as a procedure or an image: the task quotes them. */
const nameSubject = (claims: Claims, doubts: readonly Doubt[]): void => {
  for (const { from, to } of doubts) claims.retake({ from, to, as: 'reference', value: 'subject' });
};

/** Takes the open words that are answered for what they narrow the task by, and gives those that stay open. */
const answer = (
  claims: Claims,
  open: readonly Doubt[],
  answers: Words['answers'],
): readonly Doubt[] =>
  open.filter(({ from, to }) => {
    const start = claims.text.tokens[from]?.start ?? 0;
    const end = claims.text.tokens[to - 1]?.end ?? 0;
    const found = answers.find((one) => one.start <= start && end <= one.end);
    if (found !== undefined) claims.retake({ from, to, as: found.as, value: found.value });
    return found === undefined;
  });

const placesOf = ({ text: { tokens } }: Claims, doubts: readonly Doubt[]): OpenReading['words'] =>
  doubts.map(({ from, to }) => ({
    start: tokens[from]?.start ?? 0,
    end: tokens[to - 1]?.end ?? 0,
  }));

/** Reads the rest by the type of task: a change admits of no open word, a question does beside its place. */
export const readByType = (
  words: Words,
  {
    type,
    mutating,
    act,
  }: { readonly type: TaskType; readonly mutating: boolean; readonly act: Asking },
  reader: Reader,
): Unclear | { readonly constraints: Constraints; readonly rehearses: boolean } => {
  const { claims } = words;
  const { told, rehearses: isDry } = act;
  const { quotesIntent: isOwnSubject } = reader.catalogue[type].wording;
  const open = (others: readonly Doubt[], residue: readonly Doubt[]): Unclear => {
    const doubts = [...others, ...residue];
    return unclear(claims, {
      reason: sentence(claims, doubts),
      open: others.length === 0 ? { type, words: placesOf(claims, residue) } : null,
      candidates: [type],
      suggestion: suggestionFor(claims, doubts, reader),
    });
  };
  if (!mutating) {
    const { window, doubts: recurring } = readAskedTime(claims, reader);
    const conditions = roster[type].isAboutScenarios
      ? []
      : readConditions(claims, type).filter((doubt) => heldBackBy(claims, doubt, { type, act }));
    if (isOwnSubject) nameSubject(claims, words.unknown);
    const residue = answer(claims, accountForWords(claims, type, told), words.answers);
    const slips = residue.filter((doubt) => suggestionFor(claims, [doubt], reader) !== null);
    const strange = residue.filter(({ from }) => standsBeforeMachines(claims, from));
    const places = isOwnSubject ? [] : [...words.unknown, ...words.doubts];
    const again = recurring.filter((doubt) => isAskedAgain(claims, doubt, { type, act }));
    const others = [...places, ...again, ...conditions];
    const left = [...new Set([...(isOwnSubject ? [] : strange), ...slips])];
    if (others.length + left.length > 0) return open(others, left);
    return {
      constraints: { ...words.constraints, ...(window !== null && { window }) },
      rehearses: false,
    };
  }
  const rehearses = type !== 'dr_drill' && readRehearsal(claims);
  const images = isOwnSubject ? [] : readOtherImages(claims, reader);
  const constraints = narrowChange(claims, type, words.constraints);
  if (!isDry && !rehearses) readCuriosity(claims);
  const times = readChangeTime(claims, reader, act);
  // What is only tried waits for nothing: its conditions are part of what is tried.
  const asked = readConditions(claims, type, act);
  const conditions = isDry || rehearses ? [] : asked;
  if (isDry || rehearses)
    for (const { from } of asked) claims.take({ from, to: from + 1, as: 'reference', value: null });
  const left = answer(claims, accountForWords(claims, type, told), words.answers).filter(
    ({ from }) => !conditions.some((one) => one.from <= from && from < one.to),
  );
  const slips = left.filter((doubt) => suggestionFor(claims, [doubt], reader) !== null);
  if (isOwnSubject) nameSubject(claims, [...words.unknown, ...left]);
  const unknown = isOwnSubject ? [] : words.unknown;
  const residue = isOwnSubject ? slips : left;
  // How many have drifted is told, and nothing narrower is asked for by it.
  const isTold = ({ from }: Doubt): boolean =>
    type === 'drift_remediation' &&
    claims.claimAt(from)?.value === null &&
    claims.claimAt(from)?.as === 'scope' &&
    told.some((place) => place.from <= from && from < place.to);
  const counted = words.doubts.filter((doubt) => !isTold(doubt));
  const aside = asideNames(words, told);
  const others = [...counted, ...unknown, ...images, ...aside, ...times.doubts, ...conditions];
  if (others.length + residue.length > 0)
    return { ...open(others, residue), draft: residue.length === 0 ? draftOf(words) : null };
  const { not_before, not_after } = times;
  return {
    constraints: {
      ...constraints,
      ...(not_before !== null && { not_before }),
      ...(not_after !== null && { not_after }),
    },
    rehearses,
  };
};
