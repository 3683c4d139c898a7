import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ulid } from 'ulid';
import { makeGateStore } from '../../functions/adapters/dynamodb/gate-store.ts';
import { makePlanStore } from '../../functions/adapters/dynamodb/plan-store.ts';
import { makeTaskStore } from '../../functions/adapters/dynamodb/task-store.ts';
import { makeUnitOfWork } from '../../functions/adapters/dynamodb/unit-of-work.ts';
import type { Table } from '../../functions/adapters/dynamodb/table.ts';
import { GateId, OrgId, TaskId } from '../../functions/domain/shared/ids.ts';
import { openDatabase } from '../../infra/local/data/data-folder.ts';
import { createLocalDynamoDb } from '../../infra/emulators/dynamodb/local-dynamodb.ts';
import { newFolder } from './folders.ts';
import { connect } from './http.ts';
import { inParallel } from './measure.ts';
import { startProduct } from './product.ts';
import { submission, submit } from './submission.ts';

export const seededTasks = 10_000;

export interface SeededFolder {
  readonly folder: string;
  readonly taskIds: readonly string[];
}

const org = OrgId.parse(submission.org_id);

/** One task that the product itself planned and put before an approver: the pattern of the others. */
const submitPattern = async (folder: string): Promise<TaskId> => {
  const product = await startProduct(folder);
  const caller = connect(product.url);
  try {
    return TaskId.parse((await submit(caller)).task_id);
  } finally {
    caller.close();
    await product.stop();
  }
};

const present = <Value>(value: Value | null): Value => {
  if (value === null) throw new Error('The pattern of the seeded tasks is not whole');
  return value;
};

const readPattern = async (table: Table, id: TaskId) => {
  const task = present(await makeTaskStore(table).get({ org_id: org, task_id: id }));
  const gate = present(
    await makeGateStore(table).get({ org_id: org, gate_id: present(task.gate_id) }),
  );
  const plan = present(
    await makePlanStore(table).get({ org_id: org, task_id: id }, task.plan_revision),
  );
  return { task, gate, plan };
};

/** Stores a task with its plan, gate and audit record, through the product's own stores. */
const storeCopies = async (table: Table, patternId: TaskId): Promise<readonly string[]> => {
  const pattern = await readPattern(table, patternId);
  const [unitOfWork, plans] = [makeUnitOfWork(table), makePlanStore(table)];
  const ids = Array.from({ length: seededTasks }, () => {
    const text = ulid().toLowerCase();
    return { task: TaskId.parse(`task-${text}`), gate: GateId.parse(`gate-${text}`) };
  });
  await inParallel(ids, 4, async ({ task: taskId, gate: gateId }) => {
    await plans.put({ org_id: org, task_id: taskId }, pattern.plan);
    const task = { ...pattern.task, task_id: taskId, gate_id: gateId };
    const gate = { ...pattern.gate, task_id: taskId, gate_id: gateId };
    await unitOfWork.commit({
      documents: [
        { kind: 'task', document: task, expected: null },
        { kind: 'gate', document: gate, expected: null },
      ],
      audit: [],
      messages: [],
      counters: [],
    });
  });
  return ids.map(({ task }) => task);
};

const seed = async (): Promise<SeededFolder> => {
  const folder = newFolder();
  const patternId = await submitPattern(folder);
  const database = await openDatabase(folder);
  const dynamodb = await createLocalDynamoDb({
    level: database.sublevel('dynamodb'),
    clock: { now: () => Date.now() },
  });
  const client = new DynamoDBClient({
    requestHandler: dynamodb.requestHandler,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  try {
    const taskIds = await storeCopies({ client, name: 'ai-orchestrator' }, patternId);
    // A product that took these tasks one by one has worked through its change feed long since.
    await dynamodb.trimChanges(String(Number.MAX_SAFE_INTEGER));
    return { folder, taskIds };
  } finally {
    await dynamodb.close();
    await database.close();
  }
};

let seeding: Promise<SeededFolder> | undefined;

/** A data folder with many planned tasks, made once a run. */
export const seededFolder = (): Promise<SeededFolder> => (seeding ??= seed());
