import { roster } from '../task/roster.ts';
import type { TaskType } from '../task/task-type.ts';
import type { Claims } from './claims.ts';
import { coveredBy } from './covered-by.ts';
import { describesScope, placing } from './describes-scope.ts';
import { isContext } from './is-context.ts';
import { isScenarioWord } from './is-story-word.ts';
import { courtesyWords, functionWords, machineNouns } from './plain-words.ts';
import type { Doubt } from './read-context.ts';
import { isTaskWord } from './task-model.ts';
import type { Place } from './covered-by.ts';

/** Whether a word carries no content of its own: grammar, courtesy, machines in general. */
export const isIdle = (text: string): boolean =>
  functionWords.has(text) || courtesyWords.has(text) || machineNouns.has(text);

/** Where the task's word at a place ends: `re-image` and `out-of-sync` are one; the place itself where none stands there. */
const taskWordAt = (claims: Claims, at: number, type: TaskType): number => {
  const { tokens, chunks } = claims.text;
  const token = tokens[at];
  if (token === undefined || !claims.isFree(at)) return at;
  const chunk = chunks[token.chunk];
  const isWhole = chunk?.from === at && claims.isFree(at, chunk.to) && isTaskWord(chunk.text, type);
  if (isWhole) return chunk.to;
  return isTaskWord(token.text, type) ? at + 1 : at;
};

/** "41 missing patches": a number of what the task is about, and not of assets. */
const countsTaskWords = (claims: Claims, at: number, type: TaskType): boolean => {
  const { wordAt, isWordAt } = claims.text;
  return /^\d{1,6}$/u.test(wordAt(at)) && isWordAt(at + 1) && isTaskWord(wordAt(at + 1), type);
};

const versionShape =
  /^v?\d+(?:(?:\.(?:\d+|x))*\.x|\.\d)(?:[-.\d]|p|rc?|u(?:buntu)?|fp|sp|lts|esr|el|deb)*$/u;

/** Where a version ends that the patches or the image have; the place itself where machines have it. */
const versionEnd = (claims: Claims, at: number): number => {
  const { wordAt, chunkOf } = claims.text;
  const chunk = chunkOf(at);
  if (chunk?.from !== at || !claims.isFree(at, chunk.to)) return at;
  const isVersion = versionShape.test(chunk.text) || /^v\d+$/u.test(chunk.text);
  const before = wordAt(at - 1);
  const isPlace =
    (placing.has(before) && before !== 'to') ||
    machineNouns.has(before) ||
    machineNouns.has(wordAt(chunk.to)) ||
    claims.claimAt(chunk.to)?.as === 'scope';
  const isOfMachines = claims.claimAt(at - 1)?.as === 'scope' && before !== 'to';
  return isVersion && !isPlace && !isOfMachines ? chunk.to : at;
};

const kinds = new Set('zone zones region regions az role roles service services svc'.split(' '));

/** "Zone us-east-1c", "role api", "the checkout service": the kind of what is named beside it. */
const isKind = (claims: Claims, at: number): boolean =>
  kinds.has(claims.text.wordAt(at)) &&
  [at - 1, at + 1].some((beside) => {
    const claim = claims.claimAt(beside);
    return claim?.as === 'scope' && claim.value !== null;
  });

/** Words around a task stand in one table for those that change machines; for the others they are residue. */
const changes: ReadonlySet<TaskType> = new Set(['patch_rollout', 'drift_remediation', 'dr_drill']);

/** Takes the words that people use for the type of task; what is left over is residue. */
export const accountForWords = (
  claims: Claims,
  type: TaskType,
  told: readonly Place[],
): readonly Doubt[] => {
  const mutating = changes.has(type);
  const { tokens } = claims.text;
  const residue: Doubt[] = [];
  const toldAt = coveredBy(tokens.length, told);
  const isTold = (at: number): boolean =>
    (toldAt[at]?.length ?? 0) > 0 && !describesScope(claims, at);
  let at = 0;
  while (at < tokens.length) {
    let to = at;
    for (let next = taskWordAt(claims, to, type); next > to; next = taskWordAt(claims, to, type))
      to = next;
    if (to > at) {
      claims.take({ from: at, to, as: 'task_type', value: type });
      at = to;
      continue;
    }
    const token = tokens[at];
    const end = mutating ? versionEnd(claims, at) : at;
    if (end > at) {
      claims.take({ from: at, to: end, as: 'reference', value: 'version' });
      at = end;
      continue;
    }
    if (mutating && claims.isFree(at) && isKind(claims, at)) {
      claims.take({ from: at, to: at + 1, as: 'scope', value: null });
      at += 1;
      continue;
    }
    if (token !== undefined && claims.isFree(at) && countsTaskWords(claims, at, type)) {
      claims.take({ from: at, to: at + 1, as: 'task_type', value: type });
      at += 1;
      continue;
    }
    if (
      token?.kind === 'word' &&
      claims.isFree(at) &&
      !isIdle(token.text) &&
      (isTold(at) ||
        (mutating && isContext(claims, at, type)) ||
        (mutating && roster[type].isAboutScenarios && isScenarioWord(claims, at)))
    ) {
      claims.take({ from: at, to: at + 1, as: 'reference', value: 'context' });
    } else if (token?.kind === 'word' && claims.isFree(at) && !isIdle(token.text)) {
      claims.take({ from: at, to: at + 1, as: 'residue', value: null });
      residue.push({ from: at, to: at + 1, reason: 'is not understood' });
    } else if (token !== undefined && claims.isFree(at) && /^[~/]./u.test(token.text)) {
      residue.push({ from: at, to: at + 1, reason: 'is not understood' });
      claims.take({ from: at, to: at + 1, as: 'residue', value: null });
    }
    at += 1;
  }
  return residue;
};
