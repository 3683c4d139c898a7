import { roster } from '../task/roster.ts';
import type { TaskType } from '../task/task-type.ts';
import type { Claims } from './claims.ts';
import type { Doubt } from './read-context.ts';
import type { Asking, Inquiry } from './readers/read-inquiry.ts';

interface OfType {
  readonly type: TaskType;
  readonly act: Asking;
}

const textOf = ({ text: { tokens } }: Claims, from: number, to: number): string =>
  tokens
    .slice(Math.max(0, from), to)
    .map(({ text }) => text)
    .join(' ');

const holds = (places: Inquiry['asked'], at: number): boolean =>
  places.some(({ from, to }) => from <= at && at < to);

/** "The quarterly review" is the one that is due; "monthly cost" is a measure. */
const dueNow = /\b(?:the|our|my|this|their|your|next|due|regular|usual)(?: [a-z]+)?$/u;
const measured =
  /^(?:costs?|spend|spending|bills?|burn|savings?|prices?|charges?|fees?|rates?|figures?|run rate|amounts?|totals?|usage|budgets?|peaks?|pattern|traffic|load|batch|jobs?|build|backups?|invoices?|average|growth|trend|in (?:dollars|euros|usd|eur))\b/u;
/** A part of a sentence that says which ones, or what is wrong with them. */
const described =
  /\b(?:that|which|who|why|whose|because|what|how much|how many|if|whether|spend|pay|save)\b[^.;!?]*$/u;

/** Whether something is asked for again and again, and not about something that recurs. */
export const isAskedAgain = (
  claims: Claims,
  { from, to }: Doubt,
  { type, act }: OfType,
): boolean => {
  if (roster[type].isAboutWhatRecurs) return false;
  if (holds(act.asked, from) || holds(act.stated, from)) return false;
  const before = textOf(claims, from - 12, from);
  if (measured.test(textOf(claims, to, to + 3)) || dueNow.test(before)) return false;
  return !described.test(before);
};

/** To look whether something is so waits for nothing. */
const looking =
  /\b(?:verify|check|checks|see|know|tell|find out|confirm|determine|ask|asks|asked|asking|validate|test|look|assess|evaluate|say|question|investigate|analyse|analyze|audit|review|examine|inspect|establish|wonder|wondering|sure|clear|prove|show|report|list|identify|compute|calculate|estimate|forecast|project|model|compare|unsure|remember|certain)\b[^.;!?]*$/u;
/** What has yet to happen before the task may be done. */
const event =
  /\b(?:releases?|released|deploys?|deployments?|deployed|migrations?|migrated|cut ?over|go live|upgrades?|maintenance|freeze|patching|rollouts?|changes?|approv\w+|agrees?|oks?|merge[sd]?|is|are|has|have|finish\w*|done|completed?|completes|closes?|ends?|out|succeed\w*|passes|confirms?|gives?|says?|midnight|lunch|hours|drops?|falls?|exceeds?|goes|reaches|falls)\b/u;
const supposing =
  /\b(?:could|would|save|saves|saving|savings|cost|costs|spend|pay|much|many|reach|happens?|difference|impact|worth)\b/u;

/** Whether a condition holds the task back; a deadline and what it is about don't, where nothing is changed. */
export const heldBackBy = (claims: Claims, { from, to }: Doubt, { type, act }: OfType): boolean => {
  const { wordAt } = claims.text;
  const word = wordAt(from);
  const next = wordAt(from + 1);
  const before = textOf(claims, from - 20, from).replace(/^.*[.;!?]/u, '');
  const clause = textOf(claims, from + 1, Math.min(to, from + 8));
  if (word === 'before' || word === 'while' || (word === 'in' && next === 'case')) return false;
  if (word === 'when' && /^(?:was|were|did|is|are|does|do|has|have|will|we|it|they)\b/u.test(next))
    if (looking.test(before) || holds(act.asked, from)) return false;
  if (word === 'whenever' || word === 'until' || word === 'till' || word === 'unless') return true;
  if (word === 'if' && looking.test(before)) return false;
  if (word === 'if' && type === 'cost_optimization' && supposing.test(`${before} ${clause}`))
    return false;
  if (word === 'provided' && next === 'by') return false;
  if (word === 'after' || word === 'once')
    return event.test(clause) && !holds(act.stated, from) && !holds(act.asked, from);
  return !holds(act.asked, from) && !holds(act.stated, from);
};
