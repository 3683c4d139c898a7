import { makeDeliverOutbox } from '../../application/notification/deliver-outbox.ts';
import { makeResumeGate } from '../../application/approval/resume-gate.ts';
import { makeResumeHold } from '../../application/execution/resume-hold.ts';
import { deliverByKind } from '../deliver-by-kind.ts';
import { lazy } from '../lazy.ts';
import { logFailedDelivery } from '../log-delivery.ts';
import { gateStore, outboxStore } from './approval.ts';
import { executionStore } from './execution.ts';
import { clock, taskStore, unitOfWork } from './stores.ts';
import { workflow } from './workflow.ts';

/** After about three days of tries. */
const maxAttempts = 300;

const deliver = () => {
  const resumeGate = makeResumeGate({
    gates: gateStore(),
    tasks: taskStore(),
    workflow: workflow(),
  });
  const resumeHold = makeResumeHold({
    executions: executionStore(),
    workflow: workflow(),
    unitOfWork: unitOfWork(),
    clock,
  });
  return deliverByKind('resume', {
    start_lifecycle: async (message) => {
      await workflow().startLifecycle(message);
      return { outcome: 'done' };
    },
    resume_gate: async (message, { delivered }) =>
      (await resumeGate(message)) === 'waiting'
        ? { outcome: 'owed', delivered, reason: 'the machine does not wait yet' }
        : { outcome: 'done' },
    resume_hold: async (message) => {
      await resumeHold(message);
      return { outcome: 'done' };
    },
  });
};

/** Starts and resumes machines from the outbox: the one part that may call SendTask*. */
export const resumeMachines = /* @__PURE__ */ lazy(() =>
  makeDeliverOutbox({
    log: outboxStore(),
    clock,
    ...deliver(),
    maxAttempts,
    onFailure: logFailedDelivery,
  }),
);
