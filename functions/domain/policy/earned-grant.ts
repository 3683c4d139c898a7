import { isSamePerson } from '../approval/one-person.ts';
import {
  historyDays,
  wasApprovedByAnother,
  wasCarriedOutWhole,
  within,
} from '../quality/past-changes.ts';
import type { PastChange } from '../quality/past-changes.ts';
import type { Environment } from '../shared/environment.ts';
import type { OrgId, TaskId, Timestamp } from '../shared/ids.ts';
import { compareText } from '../shared/text-order.ts';
import type { TaskType } from '../task/task-type.ts';
import type { Actor } from '../task/task.ts';

/** What a grant is bound to. */
export interface GrantScope {
  readonly org_id: OrgId;
  readonly environment: Environment;
  readonly task_type: TaskType;
  readonly action: string;
}

export interface GrantFacts {
  readonly scope: GrantScope;
  readonly past: readonly PastChange[];
  readonly policyRevision: string;
  readonly hasIdentityProvider: boolean;
  /** Two admins switched the grant on in the settings. */
  readonly isSwitchedOn: boolean;
  /** Who asks now: an approval of theirs earns nothing for themselves. Null for the grant as such. */
  readonly requester: Actor | null;
  readonly now: number;
}

/** What took a grant away, or keeps it from being earned by what was before. */
export interface GrantLoss {
  readonly by: 'rejected' | 'failed' | 'rolled_back' | 'policy_changed';
  readonly task_id: TaskId;
  readonly at: Timestamp;
}

export interface EarnedGrant {
  readonly scope: GrantScope;
  readonly earned: boolean;
  /** Of the largest run that it rests on. */
  readonly max_assets: number;
  readonly rests_on: readonly TaskId[];
  /** How many people approved those runs and asked for none of them. */
  readonly approvers: number;
  /** What a grant still needs, in sentences; empty when it is earned. */
  readonly missing: readonly string[];
  readonly taken_away: GrantLoss | null;
}

const rolloutsNeeded = 3;
const approversNeeded = 2;
/** Runs closer together than this are slices of one. */
const sliceMilliseconds = 86_400_000;

/** What was recorded of the scope, oldest first. A loss of unknown action counts for each action. */
const entriesOf = ({ scope, past, now }: GrantFacts): readonly PastChange[] =>
  within(past, now, historyDays)
    .filter(
      (entry) =>
        entry.origin === 'recorded' &&
        entry.environment === scope.environment &&
        entry.task_type === scope.task_type &&
        (entry.action === scope.action || entry.action === null),
    )
    .sort((left, right) => compareText(left.at, right.at));

const lossKind = (entry: PastChange): GrantLoss['by'] | null => {
  if (entry.review === 'rejected') return 'rejected';
  return entry.outcome === 'failed' || entry.outcome === 'rolled_back' ? entry.outcome : null;
};

const lastLoss = (entries: readonly PastChange[]): GrantLoss | null => {
  const losses = entries.flatMap((entry): GrantLoss[] => {
    const by = lossKind(entry);
    return by === null ? [] : [{ by, task_id: entry.task_id, at: entry.at }];
  });
  return losses.at(-1) ?? null;
};

/** A run that left assets out earns nothing: a grant would let those be changed too. */
const isGood = (entry: PastChange): boolean =>
  entry.action !== null &&
  entry.left_out === null &&
  wasCarriedOutWhole(entry) &&
  wasApprovedByAnother(entry);

const countRollouts = (entries: readonly PastChange[]): number => {
  let count = 0;
  let last = Number.NEGATIVE_INFINITY;
  for (const { at } of entries) {
    if (Date.parse(at) - last < sliceMilliseconds) continue;
    count += 1;
    last = Date.parse(at);
  }
  return count;
};

const approversOf = (entries: readonly PastChange[], requester: Actor | null): readonly Actor[] => {
  const askers = [...entries.map(({ requested_by }) => requested_by), requester].filter(
    (asker) => asker !== null,
  );
  const registered = entries.flatMap((entry) => entry.registered);
  const people: Actor[] = [];
  for (const approver of entries.flatMap(({ approved_by }) => approved_by)) {
    const isKnown = [...askers, ...people].some((one) => isSamePerson(one, approver, registered));
    if (!isKnown) people.push(approver);
  }
  return people;
};

const missingFor = (
  { hasIdentityProvider, isSwitchedOn }: GrantFacts,
  { rollouts, approvers }: { readonly rollouts: number; readonly approvers: number },
): readonly string[] => [
  ...(hasIdentityProvider
    ? []
    : ['Without an identity provider two people can’t be told apart, so nothing earns a grant.']),
  ...(rollouts >= rolloutsNeeded
    ? []
    : [
        `${rolloutsNeeded} successful rollouts that others approved, a day apart, since the last ` +
          `rollback, rejection, failure or change of policy: ${rollouts} so far.`,
      ]),
  ...(approvers >= approversNeeded
    ? []
    : [
        `${approversNeeded} people who approved them and asked for none of them: ` +
          `${approvers} so far.`,
      ]),
  ...(isSwitchedOn
    ? []
    : ['Two admins have to switch it on in the settings, which hold no grants yet.']),
];

const lossByPolicy = (outdated: readonly PastChange[]): GrantLoss | null => {
  const last = outdated.at(-1);
  return last === undefined ? null : { by: 'policy_changed', task_id: last.task_id, at: last.at };
};

/**
 * Whether a grant is earned: at least 3 successful rollouts, whole, a day apart, under today's policy
 * and since the last rollback, rejection or failure; approved by at least 2 people, none of whom asked
 * for one of them or asks now; and switched on by two admins. Never where people can't be told apart.
 */
export const judgeGrant = (facts: GrantFacts): EarnedGrant => {
  const entries = entriesOf(facts);
  const loss = lastLoss(entries);
  const good = entries.filter((entry) => isGood(entry) && (loss === null || entry.at > loss.at));
  const current = good.filter(({ policy_revision }) => policy_revision === facts.policyRevision);
  const outdated = good.filter(({ policy_revision }) => policy_revision !== facts.policyRevision);
  const rollouts = countRollouts(current);
  const approvers = approversOf(current, facts.requester).length;
  const missing = missingFor(facts, { rollouts, approvers });
  return {
    scope: facts.scope,
    earned: missing.length === 0,
    max_assets: Math.max(0, ...current.map(({ assets_completed }) => assets_completed)),
    rests_on: current.map(({ task_id }) => task_id),
    approvers,
    missing,
    taken_away: lossByPolicy(outdated) ?? loss,
  };
};
