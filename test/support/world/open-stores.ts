import { org } from '../builders/ids.ts';
import { makeAuditTrail } from '../../../functions/adapters/dynamodb/audit-trail.ts';
import { makeCounterStore } from '../../../functions/adapters/dynamodb/counter-store.ts';
import { makeDirectory } from '../../../functions/adapters/dynamodb/directory.ts';
import { makeExecutionStore } from '../../../functions/adapters/dynamodb/execution-store.ts';
import { makeGateCodeStore } from '../../../functions/adapters/dynamodb/gate-code-store.ts';
import { makeGateExpiryStore } from '../../../functions/adapters/dynamodb/gate-expiry-store.ts';
import { makeLockStore } from '../../../functions/adapters/dynamodb/lock-store.ts';
import { makeGateStore } from '../../../functions/adapters/dynamodb/gate-store.ts';
import { makeRateLimiter } from '../../../functions/adapters/dynamodb/rate-limit-store.ts';
import { makeIdempotencyStore } from '../../../functions/adapters/dynamodb/idempotency-store.ts';
import { makeLedgerStore } from '../../../functions/adapters/dynamodb/ledger-store.ts';
import { makeOutboxStore } from '../../../functions/adapters/dynamodb/outbox-store.ts';
import { makePlanStore } from '../../../functions/adapters/dynamodb/plan-store.ts';
import { makeRecentRunsStore } from '../../../functions/adapters/dynamodb/recent-runs-store.ts';
import { makeTaskStore } from '../../../functions/adapters/dynamodb/task-store.ts';
import { makeTranscriptStore } from '../../../functions/adapters/dynamodb/transcript-store.ts';
import { makeUnitOfWork } from '../../../functions/adapters/dynamodb/unit-of-work.ts';
import type { Table } from '../../../functions/adapters/dynamodb/table.ts';
import type { OutboxMessage } from '../../../functions/domain/notification/notification.ts';
import type { Gate } from '../../../functions/domain/approval/gate.ts';
import { neverControlled } from '../../../functions/domain/execution/execution.ts';
import type { Execution } from '../../../functions/domain/execution/execution.ts';
import type { Task } from '../../../functions/domain/task/task.ts';
import { ensureTable } from '../../../infra/local/data/create-table.ts';
import type { Fault } from '../emulators/dynamodb-faults.ts';
import { openLocalDatabase } from '../../infra/emulators/dynamodb/support/local-database.ts';
import { readableAudit } from '../seams/audit.ts';
import type { Changes } from '../../../functions/domain/shared/changes.ts';

export const changes = (some: Partial<Changes>): Changes => ({
  documents: [],
  audit: [],
  messages: [],
  counters: [],
  ...some,
});

const storesOn = (table: Table, clock: { now: () => number }) => ({
  unitOfWork: makeUnitOfWork(table),
  tasks: makeTaskStore(table),
  plans: makePlanStore(table),
  transcripts: makeTranscriptStore(table),
  directory: makeDirectory(table),
  ledger: makeLedgerStore(table),
  recentRuns: makeRecentRunsStore(table),
  audit: readableAudit(makeAuditTrail(table)),
  counters: makeCounterStore(table),
  idempotency: makeIdempotencyStore(table, clock),
  rateLimiter: makeRateLimiter(table, clock),
  gates: makeGateStore(table),
  codes: makeGateCodeStore(table),
  expiries: makeGateExpiryStore(table),
  locks: makeLockStore(table),
  executions: makeExecutionStore(table),
  outbox: makeOutboxStore(table),
});

interface StoresOptions {
  /** When the clock stands that the test moves. @default `startOfTest` */
  readonly start?: number;
  /** Of a test that has a clock of its own. */
  readonly now?: () => number;
}

/** The product's stores over the real SDK client, with faults and a clock in the test's hands. */
export const openStores = async (options: StoresOptions = {}) => {
  const local = await openLocalDatabase((level) => level, options.now);
  local.clock.time = options.start ?? local.clock.time;
  await ensureTable(local.database().answer, 'test');
  const table = { client: local.client, name: 'test' };
  const advance = (seconds: number): void => {
    local.clock.time += seconds * 1_000;
  };
  const clock = { now: options.now ?? (() => local.clock.time), advance };
  const stores = storesOn(table, clock);
  return {
    ...stores,
    local,
    table,
    clock,
    advance,
    /** The next requests of this operation fail so, one for each fault; the others go on. */
    failNext: (operation: string, ...faults: readonly Fault[]) => {
      const left = [...faults];
      local.inject((request) => (request.operation === operation ? left.shift() : undefined));
    },
    recover: () => local.inject(undefined),
    putTask: async (task: Task): Promise<Task> => {
      await stores.unitOfWork.commit(
        changes({ documents: [{ kind: 'task', document: task, expected: null }] }),
      );
      return task;
    },
    putGate: (gate: Gate) =>
      stores.unitOfWork.commit(
        changes({ documents: [{ kind: 'gate', document: gate, expected: null }] }),
      ),
    /** The execution, with a control that says run. */
    putExecution: (execution: Execution) =>
      stores.unitOfWork.commit(
        changes({
          documents: [
            { kind: 'execution', document: execution, expected: null },
            {
              kind: 'control',
              org_id: execution.org_id,
              execution_id: execution.id,
              document: neverControlled,
              expected: null,
            },
          ],
        }),
      ),
    /** Every owed message of some kinds, however new. */
    owed: (...kinds: OutboxMessage['kind'][]) =>
      stores.outbox.owed({ kinds, now: '2099-01-01T00:00:00.000Z', limit: 1_000 }),
    /** What a counter of the org has come to, over all of its labels. */
    counted: async (name: string) =>
      (await stores.counters.ofOrg(org))
        .filter((sample) => sample.name === name)
        .reduce((sum, sample) => sum + sample.value, 0),
    close: () => local.dispose(),
  };
};

export type Stores = Awaited<ReturnType<typeof openStores>>;
