import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ClassicLevel } from 'classic-level';
import { makeAuditTrail } from '../../../functions/adapters/dynamodb/audit-trail.ts';
import { makeDirectory } from '../../../functions/adapters/dynamodb/directory.ts';
import { makeGateCodeStore } from '../../../functions/adapters/dynamodb/gate-code-store.ts';
import { makeGateExpiryStore } from '../../../functions/adapters/dynamodb/gate-expiry-store.ts';
import { makeGateStore } from '../../../functions/adapters/dynamodb/gate-store.ts';
import { makeOutboxStore } from '../../../functions/adapters/dynamodb/outbox-store.ts';
import { makePlanStore } from '../../../functions/adapters/dynamodb/plan-store.ts';
import { makeTaskStore } from '../../../functions/adapters/dynamodb/task-store.ts';
import { makeUnitOfWork } from '../../../functions/adapters/dynamodb/unit-of-work.ts';
import type { SecretSource } from '../../../functions/application/approval/approval-ports.ts';
import type { IdSource } from '../../../functions/application/shared/ports.ts';
import type {
  NotificationChannel,
  Notice,
} from '../../../functions/application/notification/notification-ports.ts';
import type { OrgSettings } from '../../../functions/application/settings/settings-ports.ts';
import type { OutboxMessage } from '../../../functions/domain/notification/notification.ts';
import { ExecutionId, GateId, TaskId } from '../../../functions/domain/shared/ids.ts';
import type { Task } from '../../../functions/domain/task/task.ts';
import type { ChannelName } from '../../../functions/runtime/notification-config.ts';
import { ensureTable } from '../../../infra/local/data/create-table.ts';
import { createLocalDynamoDb } from '../../../infra/emulators/dynamodb/local-dynamodb.ts';
import { aTwoServerPlan } from '../builders/a-plan.ts';
import { aPlannedTask } from '../builders/a-task.ts';
import { org } from '../builders/ids.ts';
import { morning } from '../builders/moments.ts';
import { alice, bob } from '../builders/people.ts';
import { readableAudit } from '../seams/audit.ts';

/** A clock that stands still until it is told to move. */
const aClock = (start = morning) => {
  let now = start;
  return {
    now: () => now,
    advance: (seconds: number) => {
      now += seconds * 1_000;
    },
  };
};

const crockford = '0123456789abcdefghjkmnpqrstvwxyz';

const numbered = (count: number): string =>
  Array.from(count.toString(32), (digit) => crockford[Number.parseInt(digit, 32)]).join('');

/** Ids that count up, so that tests read the same each time. */
const countingIds = (): IdSource => {
  let count = 0;
  const next = () => numbered((count += 1)).padStart(26, '0');
  return {
    taskId: () => TaskId.parse(`task-${next()}`),
    executionId: () => ExecutionId.parse(`exec-${next()}`),
    gateId: () => GateId.parse(`gate-${next()}`),
    messageId: () => `msg-${next()}`,
  };
};

/** Secrets that count up: codes 100001, 100002, … and session secrets secret-1, secret-2, … */
const countingSecrets = (): SecretSource => {
  let codes = 100_000;
  let secrets = 0;
  return {
    code: () => String((codes += 1)),
    secret: () => `secret-${(secrets += 1)}`,
  };
};

const reachOf = {
  email: 'each_recipient',
  sns: 'own_address',
  slack: 'own_address',
  webhook: 'own_address',
} as const satisfies Record<ChannelName, NotificationChannel['reach']>;

/** A channel that keeps what it is given, and fails while it is told to. */
export const aChannel = (name: ChannelName) => {
  const sent: Notice[] = [];
  const failing: { for: (notice: Notice) => boolean } = { for: () => false };
  const channel: NotificationChannel = {
    name,
    reach: reachOf[name],
    send: (notice) => {
      if (failing.for(notice)) return Promise.reject(new Error(`${name} is dead`));
      sent.push(notice);
      return Promise.resolve();
    },
  };
  return { channel, sent, failing };
};

export const someSettings = (changes: Partial<OrgSettings> = {}): OrgSettings => ({
  approvers: [alice, bob],
  has_identity_provider: true,
  four_eyes: true,
  quorum: 1,
  autonomy: { development: 'score', staging: 'score', production: 'score' },
  gate_expiry_seconds: 86_400,
  cooldown_seconds: 0,
  ...changes,
});

/** The product's own stores on the local DynamoDB, with a clock and ids of the test's. */
export const openWorld = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'approval-'));
  const level = new ClassicLevel(folder);
  const clock = aClock();
  const db = await createLocalDynamoDb({ level, clock });
  await ensureTable(db.answer, 'test');
  const client = new DynamoDBClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    requestHandler: db.requestHandler,
  });
  const table = { client, name: 'test' };
  const stores = {
    tasks: makeTaskStore(table),
    plans: makePlanStore(table),
    gates: makeGateStore(table),
    codes: makeGateCodeStore(table),
    expiries: makeGateExpiryStore(table),
    outbox: makeOutboxStore(table),
    directory: makeDirectory(table),
    audit: readableAudit(makeAuditTrail(table)),
    unitOfWork: makeUnitOfWork(table),
  };
  return {
    ...stores,
    table,
    clock,
    ids: countingIds(),
    secrets: countingSecrets(),
    /** Stores a task and its plan as the lifecycle leaves them when a gate is to open. */
    putTask: async (changes: Partial<Task> = {}): Promise<Task> => {
      const task = aPlannedTask(changes);
      await stores.unitOfWork.commit({
        documents: [{ kind: 'task', document: task, expected: null }],
        audit: [],
        messages: [],
        counters: [],
      });
      if (task.plan_digest) {
        await stores.plans.put(org, task.task_id, {
          revision: task.plan_revision,
          digest: task.plan_digest,
          plan: aTwoServerPlan(),
        });
      }
      return task;
    },
    /** Every owed message of some kinds, however new. */
    owed: (...kinds: OutboxMessage['kind'][]) =>
      stores.outbox.owed({ kinds, now: '2099-01-01T00:00:00.000Z', limit: 1_000 }),
    close: async () => {
      client.destroy();
      await db.close();
      await level.close();
      await rm(folder, { recursive: true });
    },
  };
};

export type World = Awaited<ReturnType<typeof openWorld>>;
