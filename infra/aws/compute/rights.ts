import type { ItemAction } from '../storage/task-table.ts';

/** What a function may do beyond running and logging. Everything that is not here it may not. */
export interface Rights {
  readonly items?: readonly ItemAction[];
  readonly queryIndex?: true;
  readonly startLifecycle?: true;
  readonly startRollBack?: true;
  readonly resumeTokens?: true;
  readonly sendMail?: true;
  readonly publish?: true;
}

const read: readonly ItemAction[] = ['GetItem', 'Query'];

/**
 * Rights by function. `test/contracts/rights.test.ts` holds them to what each function is seen to
 * do, in both directions.
 */
export const rights: Readonly<Record<string, Rights>> = {
  'api-read': { items: read, queryIndex: true },
  'api-submit': {
    items: ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'],
    startLifecycle: true,
  },
  'api-control': { items: ['GetItem', 'Query', 'PutItem', 'UpdateItem'] },
  'api-decide': { items: ['GetItem', 'PutItem', 'UpdateItem'] },
  'api-page': {
    items: ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'],
    sendMail: true,
  },
  'api-public': {},
  'settle-intent': { items: ['GetItem', 'PutItem', 'UpdateItem'] },
  think: { items: ['GetItem', 'Query', 'PutItem', 'UpdateItem'] },
  'run-tool': { items: ['GetItem', 'Query', 'PutItem', 'UpdateItem'] },
  'submit-plan': { items: ['GetItem', 'Query', 'PutItem', 'UpdateItem'] },
  'validate-plan': { items: ['GetItem', 'Query', 'PutItem', 'UpdateItem'] },
  'score-plan': { items: ['GetItem', 'Query', 'PutItem', 'UpdateItem'] },
  'open-gate': { items: ['GetItem', 'PutItem', 'UpdateItem'] },
  'start-execution': { items: ['GetItem', 'Query', 'PutItem', 'UpdateItem'] },
};
