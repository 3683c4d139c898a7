import type { Constraints } from '../task/task-spec.ts';
import type { TaskType } from '../task/task-type.ts';
import {
  accountForWords,
  readConditions,
  readCuriosity,
  standsBeforeMachines,
} from './account-for-words.ts';
import type { Claims } from './claims.ts';
import { narrowChange } from './narrow-change.ts';
import { quoted } from './quoted.ts';
import { heldBackBy, isAskedAgain } from './asked-once.ts';
import type { Doubt } from './read-context.ts';
import { readRehearsal } from './readers/read-speech-act.ts';
import type { SpeechAct } from './readers/read-speech-act.ts';
import { readAskedTime, readChangeTime } from './readers/read-time.ts';
import { draftOf } from './read-words.ts';
import type { Words } from './read-words.ts';
import type { Reader, Unclear } from './reading.ts';
import { suggestionFor } from './suggest-word.ts';
import { unclear } from './unclear.ts';

const sentence = (claims: Claims, doubts: readonly Doubt[]): string => {
  const parts = doubts.slice(0, 3).map((doubt) => `${quoted(claims, doubt)} ${doubt.reason}.`);
  const more = doubts.length - parts.length;
  return [...parts, ...(more > 0 ? [`${more} more words are open.`] : [])].join(' ');
};

/** What investigations and procedures are about may be a condition: "what happens if a region fails". */
const isScenario = (type: TaskType): boolean =>
  type === 'incident_investigation' ||
  type === 'sop_authoring' ||
  type === 'api_adapter' ||
  type === 'dr_drill';

/** What the requester's own words name, as a procedure or an image: the task quotes them. */
const nameSubject = (claims: Claims, doubts: readonly Doubt[]): void => {
  for (const { from, to } of doubts) claims.retake({ from, to, as: 'reference', value: 'subject' });
};

/** Reads the rest by the type of task: a change admits of no open word, a question does beside its place. */
export const readByType = (
  words: Words,
  {
    type,
    mutating,
    act,
  }: { readonly type: TaskType; readonly mutating: boolean; readonly act: SpeechAct },
  reader: Reader,
): Unclear | { readonly constraints: Constraints; readonly rehearses: boolean } => {
  const { claims } = words;
  const { told, rehearses: isDry } = act;
  const { quotesIntent: isOwnSubject } = reader.catalogue[type].wording;
  const open = (doubts: readonly Doubt[]): Unclear =>
    unclear(claims, {
      reason: sentence(claims, doubts),
      candidates: [type],
      suggestion: suggestionFor(claims, doubts, reader),
    });
  if (!mutating) {
    const { window, doubts: recurring } = readAskedTime(claims, reader);
    const conditions = isScenario(type)
      ? []
      : readConditions(claims, type).filter((doubt) => heldBackBy(claims, doubt, { type, act }));
    if (isOwnSubject) nameSubject(claims, words.unknown);
    const residue = accountForWords(claims, type, told);
    const slips = residue.filter((doubt) => suggestionFor(claims, [doubt], reader) !== null);
    const strange = residue.filter(({ from }) => standsBeforeMachines(claims, from));
    const unknown = isOwnSubject ? [] : [...words.unknown, ...words.doubts, ...strange];

    const again = recurring.filter((doubt) => isAskedAgain(claims, doubt, { type, act }));
    const doubts = [...unknown, ...slips, ...again, ...conditions];
    if (doubts.length > 0) return open(doubts);
    return {
      constraints: { ...words.constraints, ...(window !== null && { window }) },
      rehearses: false,
    };
  }
  const rehearses = type !== 'dr_drill' && readRehearsal(claims);
  const constraints = narrowChange(claims, type, words.constraints);
  if (!isDry && !rehearses) readCuriosity(claims);
  const times = readChangeTime(claims, reader, told);
  // What is only tried waits for nothing: its conditions are part of what is tried.
  const asked = readConditions(claims, type, told);
  const conditions = isDry || rehearses ? [] : asked;
  if (isDry || rehearses)
    for (const { from } of asked) claims.take({ from, to: from + 1, as: 'reference', value: null });
  const left = accountForWords(claims, type, told).filter(
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
  const doubts = [...counted, ...unknown, ...times.doubts, ...conditions, ...residue];
  if (doubts.length > 0)
    return { ...open(doubts), draft: residue.length === 0 ? draftOf(words) : null };
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
