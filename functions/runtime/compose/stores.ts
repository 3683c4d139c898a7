import { randomBytes } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ulid } from 'ulid';
import { makeAuditTrail } from '../../adapters/dynamodb/audit-trail.ts';
import { makeCounterStore } from '../../adapters/dynamodb/counter-store.ts';
import { makeDirectory } from '../../adapters/dynamodb/directory.ts';
import { makeRateLimiter } from '../../adapters/dynamodb/rate-limit-store.ts';
import { makeIdempotencyStore } from '../../adapters/dynamodb/idempotency-store.ts';
import { makeLedgerStore } from '../../adapters/dynamodb/ledger-store.ts';
import { makePlanStore } from '../../adapters/dynamodb/plan-store.ts';
import { makeRecentRunsStore } from '../../adapters/dynamodb/recent-runs-store.ts';
import { makeTaskStore } from '../../adapters/dynamodb/task-store.ts';
import { makeTranscriptStore } from '../../adapters/dynamodb/transcript-store.ts';
import { makeUnitOfWork } from '../../adapters/dynamodb/unit-of-work.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { Clock, IdSource } from '../../application/shared/ports.ts';
import { ExecutionId, GateId, TaskId } from '../../domain/shared/ids.ts';
import { clientConfig, withoutCallLog } from '../aws-clients.ts';
import { readEnvironment } from '../environment.ts';
import { lazy } from '../lazy.ts';
import { loggingTransitions } from '../log-transitions.ts';
import { logger } from '../logger.ts';

export const clock: Clock = { now: () => Date.now() };

const crockford = '0123456789abcdefghjkmnpqrstvwxyz';

/** 26 characters of Crockford base 32 with 128 random bits: a ULID's alphabet, nothing of its time. */
const randomGateSuffix = (): string => {
  let value = BigInt(`0x${randomBytes(16).toString('hex')}`);
  let text = '';
  for (let index = 0; index < 26; index += 1) {
    text = crockford.charAt(Number(value & 31n)) + text;
    value >>= 5n;
  }
  return text;
};

export const ids: IdSource = {
  taskId: () => TaskId.parse(`task-${ulid().toLowerCase()}`),
  executionId: () => ExecutionId.parse(`exec-${ulid().toLowerCase()}`),
  gateId: () => GateId.parse(`gate-${randomGateSuffix()}`),
  messageId: () => `msg-${ulid().toLowerCase()}`,
};

export const table = /* @__PURE__ */ lazy((): Table => ({
  client: withoutCallLog(new DynamoDBClient({ ...clientConfig('dynamodb'), maxAttempts: 5 })),
  name: readEnvironment('TABLE_NAME').TABLE_NAME,
}));

export const unitOfWork = /* @__PURE__ */ lazy(() =>
  loggingTransitions(makeUnitOfWork(table()), logger),
);
export const taskStore = /* @__PURE__ */ lazy(() => makeTaskStore(table()));
export const planStore = /* @__PURE__ */ lazy(() => makePlanStore(table()));
export const transcriptStore = /* @__PURE__ */ lazy(() => makeTranscriptStore(table()));
export const directory = /* @__PURE__ */ lazy(() => makeDirectory(table()));
export const ledger = /* @__PURE__ */ lazy(() => makeLedgerStore(table()));
export const recentRuns = /* @__PURE__ */ lazy(() => makeRecentRunsStore(table()));
export const auditTrail = /* @__PURE__ */ lazy(() => makeAuditTrail(table()));
export const counters = /* @__PURE__ */ lazy(() => makeCounterStore(table()));
export const rateLimiter = /* @__PURE__ */ lazy(() => makeRateLimiter(table(), clock));
export const idempotencyStore = /* @__PURE__ */ lazy(() => makeIdempotencyStore(table(), clock));
