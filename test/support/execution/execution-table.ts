import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ClassicLevel } from 'classic-level';
import { makeAuditTrail } from '../../../functions/adapters/dynamodb/audit-trail.ts';
import { makeCounterStore } from '../../../functions/adapters/dynamodb/counter-store.ts';
import { makeDirectory } from '../../../functions/adapters/dynamodb/directory.ts';
import { makeExecutionStore } from '../../../functions/adapters/dynamodb/execution-store.ts';
import { makeGateStore } from '../../../functions/adapters/dynamodb/gate-store.ts';
import { makeLedgerStore } from '../../../functions/adapters/dynamodb/ledger-store.ts';
import { makeLockStore } from '../../../functions/adapters/dynamodb/lock-store.ts';
import { makeOutboxStore } from '../../../functions/adapters/dynamodb/outbox-store.ts';
import { makePlanStore } from '../../../functions/adapters/dynamodb/plan-store.ts';
import { makeRecentRunsStore } from '../../../functions/adapters/dynamodb/recent-runs-store.ts';
import { makeTaskStore } from '../../../functions/adapters/dynamodb/task-store.ts';
import { makeUnitOfWork } from '../../../functions/adapters/dynamodb/unit-of-work.ts';
import type { IdSource } from '../../../functions/application/shared/ports.ts';
import type { Plan } from '../../../functions/domain/plan/plan.ts';
import { digestOf } from '../../../functions/domain/shared/canonical.ts';
import { ExecutionId, GateId, OrgId, TaskId } from '../../../functions/domain/shared/ids.ts';
import type { Task } from '../../../functions/domain/task/task.ts';
import { ensureTable } from '../../../infra/local/data/create-table.ts';
import { createLocalDynamoDb } from '../../../infra/emulators/dynamodb/local-dynamodb.ts';
import { aPlannedTask } from '../builders/a-task.ts';
import { readableAudit } from '../seams/audit.ts';

export const org = OrgId.parse('org-123');

/** Ids that count up. */
const countingIds = (): IdSource => {
  let count = 0;
  const next = () => String((count += 1)).padStart(26, '0');
  return {
    taskId: () => TaskId.parse(`task-${next()}`),
    executionId: () => ExecutionId.parse(`exec-${next()}`),
    gateId: () => GateId.parse(`gate-${next()}`),
    messageId: () => `msg-${next()}`,
  };
};

/** The product's own stores over the SDK's client on the local DynamoDB. */
export const openTable = async (clock: { readonly now: () => number }) => {
  const folder = await mkdtemp(join(tmpdir(), 'execution-'));
  const level = new ClassicLevel(folder);
  const db = await createLocalDynamoDb({ level: level.sublevel('dynamodb'), clock });
  await ensureTable(db.answer, 'test');
  const client = new DynamoDBClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    requestHandler: db.requestHandler,
  });
  const table = { client, name: 'test' };
  const ids = countingIds();
  const tasks = makeTaskStore(table);
  const plans = makePlanStore(table);
  const unitOfWork = makeUnitOfWork(table);

  /** Stores an approved task with its plan, as the lifecycle leaves it. */
  const approve = async (plan: Plan, changes: Partial<Task> = {}): Promise<Task> => {
    const digest = digestOf(plan);
    const task = aPlannedTask({
      org_id: org,
      task_id: ids.taskId(),
      status: 'approved',
      plan_digest: digest,
      ...changes,
    });
    await plans.put(task.org_id, task.task_id, { revision: 1, digest, plan });
    const documents = [{ kind: 'task', document: task, expected: null }] as const;
    await unitOfWork.commit({ documents, audit: [], messages: [], counters: [] });
    return task;
  };

  return {
    level,
    table,
    ids,
    tasks,
    plans,
    unitOfWork,
    approve,
    executions: makeExecutionStore(table),
    locks: makeLockStore(table),
    outbox: makeOutboxStore(table),
    directory: makeDirectory(table),
    counters: makeCounterStore(table),
    audit: readableAudit(makeAuditTrail(table)),
    ledger: makeLedgerStore(table),
    gates: makeGateStore(table),
    recentRuns: makeRecentRunsStore(table),
    close: async () => {
      client.destroy();
      await db.close();
      await level.close();
      await rm(folder, { recursive: true });
    },
  };
};
export type ExecutionTable = Awaited<ReturnType<typeof openTable>>;
