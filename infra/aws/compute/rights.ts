import type { ItemAction } from '../storage/task-table.ts';

/** What a function may do beyond running and logging. Everything that is not here it may not. */
export interface Rights {
  readonly items?: readonly ItemAction[];
  readonly queryIndex?: true;
  readonly startLifecycle?: true;
  readonly startRollBack?: true;
  readonly resumeTokens?: true;
  readonly listLifecycles?: true;
  readonly listRollouts?: true;
  readonly sendMail?: true;
  readonly publish?: true;
  readonly signAnchors?: true;
  readonly readAnchorKey?: true;
  readonly archiveAnchors?: true;
}

/** One document, such as a task, a gate or an execution. */
const get: readonly ItemAction[] = ['GetItem'];
/** A document and what is stored in several items: plans, transcripts, ledgers. */
const read: readonly ItemAction[] = ['GetItem', 'Query'];
/** A unit of work: it reads the audit chain's head, puts documents, records and messages, counts. */
const commit: readonly ItemAction[] = [...get, 'PutItem', 'UpdateItem'];
const readAndCommit: readonly ItemAction[] = [...read, 'PutItem', 'UpdateItem'];
/** The locks of many assets at once. */
const readLocksAndCommit: readonly ItemAction[] = [...readAndCommit, 'BatchGetItem'];
/** Owed messages are deleted when done, and put among the dead letters when given up. */
const deliver: readonly ItemAction[] = [...readAndCommit, 'DeleteItem'];

/**
 * Rights by function, read off what each use case calls of its ports: a transaction needs the right
 * of each kind of item in it. `test/contracts/rights.test.ts` holds them to what each function is
 * seen to do, in both directions.
 */
export const rights: Readonly<Record<string, Rights>> = {
  'api-read': { items: read, queryIndex: true, readAnchorKey: true },
  // Deletes the message about the start once it has started the workflow itself.
  // A refusal of words about a rollout lists those that they could mean.
  'api-submit': { items: deliver, queryIndex: true, startLifecycle: true },
  // A control answers with what is in flight by the ledger.
  'api-control': { items: readAndCommit },
  'api-decide': { items: commit },
  // Deletes a code when it is used up.
  'api-page': { items: deliver },
  // Readiness: one document that is not there, and the dead letters.
  'api-public': { items: read },

  // Copies the plan of a dry run that is applied.
  'settle-intent': { items: readAndCommit },
  think: { items: readAndCommit },
  'run-tool': { items: readAndCommit },
  'submit-plan': { items: readLocksAndCommit },
  'validate-plan': { items: readLocksAndCommit },
  'score-plan': { items: readAndCommit },
  'open-gate': { items: commit },
  'start-execution': { items: readAndCommit },
  'close-task': { items: readAndCommit },
  'fail-task': { items: readAndCommit },

  'prepare-rollout': { items: readAndCommit },
  'admit-phase': { items: readAndCommit },
  // The fence is a condition on an item that the batch does not write.
  'begin-batch': { items: [...readLocksAndCommit, 'ConditionCheckItem'] },
  'check-batch': { items: readAndCommit },
  'assess-phase': { items: readAndCommit },
  'check-health': { items: readAndCommit },
  'hold-phase': { items: readAndCommit },
  'finish-rollout': { items: readAndCommit },
  'list-touched': { items: readAndCommit },
  'begin-undo': { items: [...readLocksAndCommit, 'ConditionCheckItem'] },
  'check-undo': { items: readAndCommit },
  'finish-rollback': { items: readAndCommit },

  resume: { items: deliver, startLifecycle: true, resumeTokens: true },
  'deliver-notifications': { items: deliver, sendMail: true, publish: true },
  sweep: { items: deliver },
  // Puts anchors and marks; deletes the messages that asked for them.
  'anchor-audit': {
    items: ['Query', 'BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem'],
    queryIndex: true,
    signAnchors: true,
    archiveAnchors: true,
  },
  'recover-task': { items: readAndCommit, listLifecycles: true },
  'recover-rollout': { items: readAndCommit, startRollBack: true, listRollouts: true },
};
