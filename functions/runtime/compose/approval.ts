import { makeGateExpiryStore } from '../../adapters/dynamodb/gate-expiry-store.ts';
import { makeGateStore } from '../../adapters/dynamodb/gate-store.ts';
import { makeOutboxStore } from '../../adapters/dynamodb/outbox-store.ts';
import { makeApproveTask } from '../../application/approval/approve-task.ts';
import { makeDecideGate } from '../../application/approval/steps/gate-decision.ts';
import { makeExpireGates } from '../../application/approval/expire-gates.ts';
import { makeOpenGate } from '../../application/approval/open-gate.ts';
import { makeRejectTask } from '../../application/approval/reject-task.ts';
import { makeLocateTask } from '../../application/shared/resolve-org.ts';
import type { HttpOperation } from '../http-handler.ts';
import { callerOf } from '../http-handler.ts';
import { lazy } from '../lazy.ts';
import { settingsStore } from './settings.ts';
import { clock, directory, ids, table, taskStore, unitOfWork } from './stores.ts';

export const gateStore = /* @__PURE__ */ lazy(() => makeGateStore(table()));
export const outboxStore = /* @__PURE__ */ lazy(() => makeOutboxStore(table()));

const core = () => ({
  tasks: taskStore(),
  gates: gateStore(),
  unitOfWork: unitOfWork(),
  clock,
  ids,
});

export const decideGate = /* @__PURE__ */ lazy(() => makeDecideGate(core()));

export const openGate = /* @__PURE__ */ lazy(() =>
  makeOpenGate({ ...core(), settings: settingsStore() }),
);

export const expireGates = /* @__PURE__ */ lazy(() =>
  makeExpireGates({ ...core(), expiries: makeGateExpiryStore(table()) }),
);

type Decide = ReturnType<typeof makeApproveTask>;
type Decision = HttpOperation<'approveTask' | 'rejectTask'>;

/** A decision by API: the caller and the task come from the request, the answer is the state. */
const decisionOperation =
  (decide: Decide): Decision =>
  async (request) => {
    const identity = callerOf(request);
    const ref = await makeLocateTask(directory())(identity, request.params['task_id']);
    const body = await decide({ ...ref, identity, body: request.json });
    return { status: 200, body };
  };

export const approveTaskOperation = (): Decision =>
  decisionOperation(makeApproveTask({ ...core(), decideGate: decideGate() }));

export const rejectTaskOperation = (): Decision =>
  decisionOperation(makeRejectTask({ ...core(), decideGate: decideGate() }));
