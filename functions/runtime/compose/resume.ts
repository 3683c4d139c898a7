import type { OutboxRecord } from '../../application/approval/approval-ports.ts';
import { makeDeliverOutbox } from '../../application/notification/deliver-outbox.ts';
import { makeResumeGate } from '../../application/approval/resume-gate.ts';
import { makeResumeHold } from '../../application/execution/resume-hold.ts';
import { lazy } from '../lazy.ts';
import { logFailedDelivery } from '../log-delivery.ts';
import { gateStore, outboxStore } from './approval.ts';
import { executionStore } from './execution.ts';
import { clock, taskStore, unitOfWork } from './stores.ts';
import { workflow } from './workflow.ts';
import type { DeliveryResult } from '../../application/notification/steps/delivery-result.ts';

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
  return async ({ message, delivered }: OutboxRecord): Promise<DeliveryResult> => {
    switch (message.kind) {
      case 'start_lifecycle':
        await workflow().startLifecycle(message.org_id, message.task_id);
        return { outcome: 'done' };
      case 'resume_gate':
        return (await resumeGate(message)) === 'waiting'
          ? { outcome: 'owed', delivered, reason: 'the machine does not wait yet' }
          : { outcome: 'done' };
      case 'resume_hold':
        await resumeHold(message);
        return { outcome: 'done' };
      // Other parts deliver these; `kinds` keeps them out.
      case 'notify':
      case 'send_code':
      case 'anchor_audit':
        return { outcome: 'done' };
    }
  };
};

/** Starts and resumes machines from the outbox: the one part that may call SendTask*. */
export const resumeMachines = /* @__PURE__ */ lazy(() =>
  makeDeliverOutbox({
    log: outboxStore(),
    clock,
    kinds: ['start_lifecycle', 'resume_gate', 'resume_hold'],
    deliver: deliver(),
    maxAttempts,
    onFailure: logFailedDelivery,
  }),
);
